// Labels to look at, by keyboard: up and down move, 1 to 3 say what the label is, Esc takes that back.
import { isComposing } from "../review/keys.js";

const root = document.querySelector("[data-labels]");
const rows = () => [...root.querySelectorAll(".label-row")].filter((row) => row.offsetParent);
const active = () => document.activeElement?.closest?.(".label-row") ?? null;
const isTyping = (target) => target.matches?.("input, textarea, select");

function go(row) {
  if (!row) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(way) {
  const all = rows();
  const here = all.indexOf(active());
  go(here < 0 ? all[0] : all[here + way]);
}

// The button of that key in the row; what is edited gets the caret.
function press(row, key) {
  const button = row?.querySelector(`[data-key="${key}"]`);
  if (!button) return false;
  button.click();
  if (button.matches("summary")) row.querySelector("textarea").select();
  return true;
}

function typed(event) {
  const row = active();
  if (event.key === "Escape") {
    row.querySelector("details").open = false;
    go(row);
  } else if (event.key === "Enter" && !event.shiftKey) {
    row.querySelector("[value=edit]").click();
  } else return;
  event.preventDefault();
}

root?.addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  if (isTyping(event.target)) typed(event);
});

document.addEventListener("keydown", (event) => {
  if (!root || isComposing(event) || isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (!["1", "2", "3", "Escape"].includes(event.key) || !press(active(), event.key)) return;
  event.preventDefault();
});

// A row that was decided stays to be seen, and the next open one is at hand; one that was taken back is at hand itself.
root?.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  const row = document.getElementById(target.id) ?? document.getElementById(detail.target?.id);
  if (!row?.matches(".label-row")) return;
  if (row.hasAttribute("data-open")) return go(row);
  const all = rows();
  const open = (one) => one.hasAttribute("data-open");
  go(all.slice(all.indexOf(row) + 1).find(open) ?? all.find(open) ?? row);
});

for (const image of root?.querySelectorAll(".label-crop img") ?? []) {
  image.addEventListener("error", () => image.replaceWith(image.alt), { once: true });
}
go(rows().find((row) => row.hasAttribute("data-open")));
