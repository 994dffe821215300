// Ticked documents: the bar with what can be done to them. Everything else on the page is htmx.
const bar = document.querySelector(".chosen-bar");
const boxes = () => [...document.querySelectorAll("[name=ids][form=chosen]")];

function count() {
  const chosen = boxes().filter((box) => box.checked).length;
  bar.hidden = chosen === 0;
  bar.querySelector("[data-count]").textContent = chosen;
  const all = document.querySelector("[data-all]");
  if (all) { all.checked = chosen > 0 && chosen === boxes().length; all.indeterminate = chosen > 0 && !all.checked; }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
  if (event.target.matches("[data-all], [name=ids]")) count();
});
const type = bar.querySelector("[name=doc_type]");
const retype = bar.querySelector("[data-retype]");
const mayRetype = () => { retype.disabled = !type.value; };
type.addEventListener("change", mayRetype);
window.addEventListener("pageshow", mayRetype);
bar.querySelector("[data-none]").addEventListener("click", () => { boxes().forEach((box) => { box.checked = false; }); count(); });

// A row that renews itself stays ticked.
let ticked = new Set();
document.body.addEventListener("htmx:beforeRequest", () => { ticked = new Set(boxes().filter((b) => b.checked).map((b) => b.value)); });
document.body.addEventListener("htmx:afterSettle", () => {
  boxes().forEach((box) => { if (ticked.has(box.value)) box.checked = true; });
  count();
});
