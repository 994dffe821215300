// The cards of the fields: which one is active, which comes next, what the server says about them now.
export class Fields {
  // everyValue: the document is evidence once every value that was found is decided on, the validated ones too.
  constructor(root, { everyValue = false } = {}) {
    this.root = root;
    this.everyValue = everyValue;
    this.active = null;
    this.toLookAt = new Set(this.open().map((card) => card.dataset.place));
    this.cards().forEach(grow);
  }

  // Cells of a row that is being taken away are none any more.
  cards() { return [...this.root.querySelectorAll(".field")].filter((card) => !card.parentElement.hidden); }
  open() { return this.cards().filter((card) => card.hasAttribute("data-open")); }
  unsettled() { return this.cards().filter((card) => card.hasAttribute("data-unsettled")); }
  at(place) { return this.cards().find((card) => card.dataset.place === place) ?? null; }

  activate(card) {
    if (!card) return;
    if (this.active !== card) this.active?.classList.remove("is-active");
    this.active = card;
    card.closest("details")?.setAttribute("open", "");
    card.classList.add("is-active");
    const input = inputOf(card);
    if (document.activeElement !== input) { input.focus({ preventScroll: true }); input.select(); }
    card.scrollIntoView({ block: "nearest" });
  }

  // Where somebody was, Tab and Enter lead back to: a look at the page costs nobody his place in the list.
  leave() {
    this.left = this.active ?? this.left;
    this.active?.classList.remove("is-active");
    inputOf(this.active)?.blur();
    this.active = null;
  }

  // The neighbour in the order of the page; folded groups open when somebody walks into them.
  neighbour(step, wanted = () => true) {
    if (!this.active && this.left?.isConnected && wanted(this.left)) return this.left;
    const cards = this.cards();
    const from = this.active ? cards.indexOf(this.active) : step > 0 ? -1 : cards.length;
    for (let n = from + step; n >= 0 && n < cards.length; n += step) if (wanted(cards[n])) return cards[n];
    return null;
  }

  // The next that needs a person: behind the active one, else from the top.
  nextOpen() {
    const isOpen = (card) => card !== this.active && card.hasAttribute("data-open");
    const isAsked = (card) => card !== this.active && this.everyValue && isEvidence(card);
    for (const wanted of [isOpen, isAsked]) {
      const found = this.neighbour(1, wanted) ?? this.cards().find(wanted);
      if (found) return found;
    }
    return null;
  }

  // The first card of the group behind or before that of the active one; behind the last comes the first.
  group(step) {
    const groups = [...this.root.querySelectorAll(".bench-group")].filter((group) => group.querySelector(".field"));
    const here = groups.indexOf((this.active ?? this.left)?.closest(".bench-group"));
    const next = here < 0 && step < 0 ? groups.length - 1 : (here + step + groups.length) % groups.length;
    return groups[next]?.querySelector(".field");
  }

  previousFlagged() { return this.neighbour(-1, (card) => this.toLookAt.has(card.dataset.place)); }

  // Takes the server's newest markup of some cards, leaving alone what is being typed. "" means the value is gone.
  apply(cards) {
    const known = new Map(this.cards().map((card) => [card.dataset.place, card]));
    for (const [place, html] of Object.entries(cards)) {
      const card = known.get(place);
      if (html === "") { this.drop(card); continue; }
      const fresh = parse(html);
      if (fresh.hasAttribute("data-open")) this.toLookAt.add(place);
      if (card) patch(card, fresh); else if (!isCell(fresh)) this.insert(fresh);
    }
  }

  // A removed value of a list; the last one of its field stays as an empty card (the server sends it).
  drop(card) {
    if (!card || isCell(card)) return;
    if (card === this.active) this.active = null;
    card.remove();
  }

  insert(fresh) {
    const mates = this.cards().filter((card) => card.dataset.key === fresh.dataset.key);
    const last = mates.at(-1);
    if (last) last.after(fresh); else this.root.querySelector(".bench-group").append(fresh);
    grow(fresh);
  }

  // A further, empty place of a field that holds several values.
  add(card) {
    const mates = this.cards().filter((other) => other.dataset.key === card.dataset.key);
    const index = Math.max(...mates.map((mate) => Number(mate.dataset.index))) + 1;
    const blank = card.cloneNode(true);
    const place = `${card.dataset.key}:${index}`;
    Object.assign(blank.dataset, { place, index, value: "", mark: "absent" });
    for (const name of ["data-page", "data-box", "data-open", "data-unsettled", "data-decided"]) blank.removeAttribute(name);
    blank.classList.remove("is-active", "is-dirty");
    for (const piece of ["why", "offers", "note"]) pieceOf(blank, piece).replaceChildren();
    Object.assign(inputOf(blank), { value: "", id: `value-${place}` });
    blank.querySelector("label").htmlFor = `value-${place}`;
    mates.at(-1).after(blank);
    return blank;
  }
}

// Whether the document is evidence only once this value is decided on: columns that ask nobody are none of it.
export const isEvidence = (card) => card.dataset.value && !card.hasAttribute("data-decided") && !card.hasAttribute("data-aside");
export const inputOf = (card) => card?.querySelector(".field-input") ?? null;
// A cell of a table; what else there is to say of it stands in ``more``, below the table while the cell is active.
export const isCell = (card) => Boolean(card?.classList.contains("cell"));
export const within = (card, selector) => card?.querySelector(selector) ?? card?.more?.querySelector(selector) ?? null;
export const pieceOf = (card, name) => within(card, `[data-piece=${name}]`);
export const isDirty = (card) => inputOf(card).value.trim() !== card.dataset.value.trim() || Boolean(card.picked);
export const boxOf = (element) => element?.dataset.box ? element.dataset.box.split(",").map(Number) : null;

export function placeOf(card) {
  return card.picked ?? { page: Number(card.dataset.page) || null, box: boxOf(card) };
}

export function revert(card) {
  inputOf(card).value = card.dataset.value;
  card.picked = null;
  grow(card);
}

function parse(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
}

function patch(card, fresh) {
  const dirty = isDirty(card) && inputOf(card).value.trim() !== fresh.dataset.value.trim();
  for (const { name } of [...card.attributes]) if (name.startsWith("data-") && !fresh.hasAttribute(name)) card.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (name.startsWith("data-")) card.setAttribute(name, value);
  for (const piece of ["head", "why", "offers"]) pieceOf(card, piece).replaceWith(pieceOf(fresh, piece));
  inputOf(card).placeholder = inputOf(fresh).placeholder;
  if (!dirty) revert(card);
}

// One line of text for one line of value; long values get what they need, up to six lines.
export function grow(card) {
  const input = inputOf(card);
  if (CSS.supports("field-sizing", "content")) return;
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight + 2, 150)}px`;
}
