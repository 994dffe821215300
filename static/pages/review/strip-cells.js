// The cells of the wall: which one is active, where the arrows lead, what the server says of them now.
import { grow, inputOf, isDirty, pieceOf, revert } from "./fields.js";

export class Cells {
  // entered(cell): another one is active.
  constructor(root, entered) {
    Object.assign(this, { root, entered, active: null });
    this.all().forEach((cell) => { grow(cell); watchCrop(cell); });
    root.addEventListener("focusin", ({ target }) => {
      const cell = target.closest(".cell");
      if (cell && target === inputOf(cell)) this.mark(cell);
    });
    root.addEventListener("focusout", ({ target }) => target.closest(".cell")?.classList.remove("is-editing"));
    for (const kind of ["input", "compositionstart"]) root.addEventListener(kind, ({ target }) => {
      const cell = target.closest(".cell");
      cell.classList.add("is-editing");
      cell.classList.toggle("is-dirty", isDirty(cell));
      grow(cell);
    });
    root.addEventListener("mouseup", ({ target }) => {
      if (target.matches(".field-input")) target.closest(".cell").classList.add("is-editing");
    });
  }

  all() { return [...this.root.querySelectorAll(".cell")]; }
  at(pk, place) { return this.all().find((cell) => cell.dataset.pk === String(pk) && cell.dataset.place === place) ?? null; }
  undecided() { return this.all().filter((cell) => !cell.hasAttribute("data-decided")); }
  get isEditing() { return Boolean(this.active?.classList.contains("is-editing")); }

  // One cell is in the order of the Tab key, the one that was active last.
  mark(cell) {
    if (this.active && this.active !== cell) {
      this.active.classList.remove("is-active");
      inputOf(this.active).tabIndex = -1;
    }
    this.active = cell;
    cell.classList.add("is-active");
    inputOf(cell).tabIndex = 0;
    this.entered(cell);
  }

  // Its value is marked, so that typing replaces it.
  activate(cell) {
    if (!cell) return;
    const input = inputOf(cell);
    input.focus({ preventScroll: true });
    input.select();
    cell.scrollIntoView({ block: "nearest" });
  }

  edit() {
    if (!this.active) return;
    this.active.classList.add("is-editing");
    const input = inputOf(this.active);
    input.setSelectionRange(input.value.length, input.value.length);
  }

  step(way) {
    const cells = this.all();
    const here = cells.indexOf(this.active);
    if (here < 0) return this.activate(cells[0]);
    if (way === "first") return this.activate(cells[0]);
    if (way === "last") return this.activate(cells.at(-1));
    if (way === "left" || way === "right") return this.activate(cells[here + (way === "right" ? 1 : -1)]);
    return this.activate(this.beside(cells, way === "down" ? 1 : -1));
  }

  // In the next row that way, the cell nearest to the same column.
  beside(cells, way) {
    const from = this.active;
    const rows = cells.map((cell) => cell.offsetTop).filter((top) => (top - from.offsetTop) * way > 0);
    if (!rows.length) return null;
    const row = way > 0 ? Math.min(...rows) : Math.max(...rows);
    const apart = (cell) => Math.abs(cell.offsetLeft - from.offsetLeft);
    return cells.filter((cell) => cell.offsetTop === row).reduce((best, cell) => (apart(cell) < apart(best) ? cell : best));
  }

  // The next that nobody has decided on: behind the active one, else from the top.
  nextOpen() {
    const cells = this.all();
    const isOpen = (cell) => cell !== this.active && !cell.hasAttribute("data-decided");
    return cells.slice(cells.indexOf(this.active) + 1).find(isOpen) ?? cells.find(isOpen) ?? null;
  }

  previousOpen() {
    const cells = this.all();
    return cells.slice(0, Math.max(cells.indexOf(this.active), 0)).findLast((cell) => !cell.hasAttribute("data-decided")) ?? null;
  }

  // The server's newest markup; a value of a list that was taken away stays as "not on this document".
  apply(pk, cards) {
    for (const [place, html] of Object.entries(cards)) {
      const cell = this.at(pk, place);
      if (cell && html) patch(cell, html);
    }
  }
}

function patch(cell, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const fresh = holder.content.firstElementChild;
  const dirty = isDirty(cell) && inputOf(cell).value.trim() !== fresh.dataset.value.trim();
  for (const name of ["data-open", "data-decided"]) cell.toggleAttribute(name, fresh.hasAttribute(name));
  for (const name of ["mark", "value"]) cell.dataset[name] = fresh.dataset[name];
  for (const name of ["head", "why", "offers"]) pieceOf(cell, name).replaceWith(pieceOf(fresh, name));
  if (pieceOf(cell, "crop").innerHTML !== pieceOf(fresh, "crop").innerHTML) {
    pieceOf(cell, "crop").replaceWith(pieceOf(fresh, "crop"));
    watchCrop(cell);
  }
  inputOf(cell).placeholder = inputOf(fresh).placeholder;
  cell.classList.toggle("is-dirty", dirty);
  if (!dirty) revert(cell);
}

// A page without a picture shows its words in place of a broken one.
function watchCrop(cell) {
  const image = cell.querySelector(".cell-crop img");
  image?.addEventListener("error", () => { image.replaceWith(image.alt); }, { once: true });
}
