// The list of fields in a draft: add, remove, move. The server reads the order from the ORDER inputs.
import { followName } from "./key.js";

const list = document.querySelector("[data-fields]");
const template = document.querySelector("[data-field-template]");
const draft = document.getElementById("draft");
const addButton = document.querySelector("[data-add-field]");
const publish = document.getElementById("publish");
// A draft that came back with mistakes was not saved.
const cameBack = Boolean(draft.querySelector(".note-bad, .note-look"));
let saved = null;  // the form as the server has it
let leaving = false;
const total = document.querySelector("[name=fields-TOTAL_FORMS]");

function rows() {
  return [...list.querySelectorAll("[data-field]")];
}

function number() {
  rows().forEach((row, index) => {
    row.querySelector("[name$=-ORDER]").value = index + 1;
  });
  document.querySelector("[data-count]").textContent = rows().filter((row) => !row.hidden).length;
}

// What stands in the closed row follows the inputs inside it.
function describe(row) {
  const input = (part) => row.querySelector(`[name$=-${part}]`);
  const names = new Set(["label_zh", "label_en"].map((part) => input(part).value.trim()));
  row.querySelector("[data-field-name]").textContent = [...names].join(" ");
  row.querySelector("[data-field-key]").textContent = input("key").value;
  row.querySelector("[data-field-kind]").textContent = input("kind").selectedOptions[0].text;
  row.querySelectorAll("[data-field-flag]").forEach((flag) => {
    flag.hidden = !input(flag.dataset.fieldFlag).checked;
  });
}

const named = ([name, value]) => [name, value instanceof File ? value.name : value];
const content = () => new URLSearchParams([...new FormData(draft)].map(named)).toString();
const isDirty = () => cameBack || content() !== saved;

// What goes live is the saved draft, so with edits beside it nothing is published. The button keeps its place in the
// order of the Tab key, so that whoever comes to it hears why it does nothing.
function guardPublishing() {
  const dirty = isDirty();
  publish.querySelectorAll("[data-saved-only]").forEach((button) => button.setAttribute("aria-disabled", String(dirty)));
  publish.querySelector("[data-save-first]").hidden = !dirty;
}

function touched() {
  number();
  guardPublishing();
}

function add() {
  const html = template.innerHTML.replaceAll("__prefix__", total.value);
  total.value = Number(total.value) + 1;
  list.insertAdjacentHTML("beforeend", html);
  const row = rows().at(-1);
  row.open = true;
  describe(row);
  row.querySelector("input:not([type=checkbox])").focus();
  touched();
}

// A removed row stays in the form, hidden and marked, so that the numbering of the others holds.
function remove(row) {
  const visible = rows().filter((other) => !other.hidden);
  const next = visible[visible.indexOf(row) + 1] ?? visible[visible.indexOf(row) - 1];
  row.querySelector("[name$=-DELETE]").checked = true;
  row.hidden = true;
  touched();
  (next?.querySelector("summary") ?? addButton).focus();
}

function move(row, step) {
  const visible = rows().filter((other) => !other.hidden);
  const other = visible[visible.indexOf(row) + step];
  if (!other) return;
  if (step < 0) list.insertBefore(row, other);
  else list.insertBefore(other, row);
  touched();
}

addButton.addEventListener("click", add);

list.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("[data-field]");
  if ("remove" in button.dataset) remove(row);
  if (button.dataset.move) {
    move(row, Number(button.dataset.move));
    button.focus();
  }
});

list.addEventListener("keydown", (event) => {
  if (!event.altKey || event.isComposing) return;
  const row = event.target.closest("[data-field]");
  const focused = document.activeElement;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") move(row, event.key === "ArrowUp" ? -1 : 1);
  else if (event.key === "Delete") remove(row);
  else return;
  event.preventDefault();
  if (!row.hidden) focused.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  draft.requestSubmit();
});

list.addEventListener("input", (event) => {
  const row = event.target.closest("[data-field]");
  if (event.target.name.endsWith("-label_en")) followName(event.target, row.querySelector("[name$=-key]"));
  describe(row);
});
draft.addEventListener("input", guardPublishing);
draft.addEventListener("submit", () => { leaving = true; });
draft.addEventListener("stayed", () => { leaving = false; });
publish.addEventListener("submit", (event) => {
  if (isDirty()) event.preventDefault();
});
// The gold set is read with the draft as it is saved, so an edit beside it is saved first. Polling goes on.
publish.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-saved-only]") && isDirty()) event.preventDefault();
});
publish.addEventListener("htmx:load", guardPublishing);

// A sample that was uploaded in another tab is there to be chosen when its administrator comes back.
const samples = document.getElementById("id_document");
window.addEventListener("focus", async () => {
  const answer = await fetch(window.location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("id_document");
  if (!fresh || fresh.textContent === samples.textContent) return;
  const chosen = samples.value;
  samples.replaceChildren(...fresh.options);
  samples.value = chosen;
});

const discard = document.getElementById("discard");
discard.addEventListener("submit", (event) => {
  if (!window.confirm(discard.dataset.sure)) event.preventDefault();
  else leaving = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!leaving && isDirty()) event.preventDefault();
});

rows().forEach(describe);
number();
saved = content();
guardPublishing();
// Whoever saved by keyboard goes on where the first mistake is.
draft.querySelector(".is-invalid")?.focus();
