// The list of fields in a draft: add, remove, move. The server reads the order from the ORDER inputs.

const list = document.querySelector("[data-fields]");
const template = document.querySelector("[data-field-template]");
const total = document.querySelector("[name=fields-TOTAL_FORMS]");

function rows() {
  return [...list.querySelectorAll("[data-field]")];
}

function number() {
  rows().forEach((row, index) => {
    row.querySelector("[name$=-ORDER]").value = index + 1;
  });
}

function add() {
  const html = template.innerHTML.replaceAll("__prefix__", total.value);
  total.value = Number(total.value) + 1;
  list.insertAdjacentHTML("beforeend", html);
  const row = rows().at(-1);
  row.open = true;
  row.querySelector("input:not([type=checkbox])").focus();
  number();
}

// A removed row stays in the form, hidden and marked, so that the numbering of the others holds.
function remove(row) {
  row.querySelector("[name$=-DELETE]").checked = true;
  row.hidden = true;
}

function move(row, step) {
  const visible = rows().filter((other) => !other.hidden);
  const other = visible[visible.indexOf(row) + step];
  if (!other) return;
  if (step < 0) list.insertBefore(row, other);
  else list.insertBefore(other, row);
  number();
}

document.querySelector("[data-add-field]").addEventListener("click", add);

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

list.addEventListener("input", (event) => {
  const row = event.target.closest("[data-field]");
  const value = (part) => row.querySelector(`[name$=-${part}]`).value;
  row.querySelector("[data-field-name]").textContent = `${value("label_zh")} ${value("label_en")}`;
  row.querySelector("[data-field-key]").textContent = value("key");
});

number();
