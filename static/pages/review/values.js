// What somebody decides on single values, and what the server answers to it.
import { settleConflict, showConflict } from "./conflict.js";
import { boxOf, inputOf, isCell, isDirty, pieceOf, revert } from "./fields.js";
import { Saver } from "./save.js";

export class Values {
  constructor(bench) {
    const { data } = bench;
    Object.assign(this, { bench, decidedHere: new Set(), before: new Map() });
    this.saver = new Saver({ url: data.urls.fields, urlOfMany: data.urls.rows, revision: data.revision, reading: data.run, handlers: this.answers() });
  }

  // --- what a person does ------------------------------------------------------------------------------------------
  confirm(card) {
    if (this.settle(card)) this.bench.onwards();
  }

  // False where there is nothing to be confirmed and something is asked for.
  settle(card) {
    const { data } = this.bench;
    if (isDirty(card)) this.saveEdit(card);
    else if (!card.dataset.value) {
      if (card.hasAttribute("data-unsettled") || card.hasAttribute("data-open")) { this.bench.note(card, data.words.typeFirst); return false; }
    } else if (!card.hasAttribute("data-decided")) {
      this.remember(card);
      this.decide(card, { kind: "confirm" });
    }
    return true;
  }

  absent(card) {
    if (!this.bench.data.editable) return;
    this.clear(card);
    if (!isCell(card)) this.bench.onwards();
  }

  clear(card) {
    this.remember(card);
    card.picked = null;
    inputOf(card).value = "";
    card.dataset.value = "";
    this.decide(card, { kind: "absent" });
  }

  // First what is being typed, then what was decided here, then the field is left.
  undo(card) {
    if (isDirty(card)) {
      revert(card);
      card.classList.remove("is-dirty");
      inputOf(card).select();
      this.bench.point(card);
    } else if (this.bench.grids.undo(card)) {
      // What was done to several cells at once is taken back at once.
    } else if (this.decidedHere.has(card.dataset.place) && card.hasAttribute("data-decided")) {
      this.takeBack(card);
    } else this.bench.fields.leave();
  }

  // What was decided here last is taken back: what a person had said before it stands again, else what was read.
  takeBack(card) {
    const { place } = card.dataset, { isOurs, ...earlier } = this.before.get(place)?.pop() ?? {};
    if (!isOurs) this.decidedHere.delete(place);
    this.saver.save(card, earlier.kind ? { ...earlier, ...this.bench.grids.rowOf(card) } : { kind: "undo" });
  }

  // Before a value is decided on once more: what somebody has said of it so far.
  remember(card) {
    const { value, place, page } = card.dataset, known = this.before.get(place) ?? [];
    const said = value ? { kind: "change", value, page: Number(page) || undefined, box: boxOf(card) ?? undefined } : { kind: "absent" };
    const decided = card.hasAttribute("data-decided");
    this.before.set(place, decided ? [...known, { ...said, isOurs: this.decidedHere.has(place) }] : []);
  }

  // What is being typed just now is saved before something else happens.
  saveTyped() {
    const { active } = this.bench.fields;
    if (active && isDirty(active)) this.saveEdit(active);
  }

  saveEdit(card) {
    const value = inputOf(card).value.trim();
    if (!value) {
      if (!card.dataset.value) return revert(card);
      this.remember(card);
      return this.decide(card, { kind: "absent" });
    }
    const { page, box } = card.picked ?? {};
    this.remember(card);
    card.dataset.value = value;
    card.picked = null;
    return this.decide(card, { kind: "change", value, page, box });
  }

  decide(card, decision) {
    if (!this.bench.data.editable) return;
    this.showDecided(card, decision);
    this.bench.count();
    this.bench.grids.noted(card, decision);
    this.saver.save(card, { ...decision, ...this.bench.grids.rowOf(card) });
  }

  // Several at once: all are saved, or none.
  decideEach(entries) {
    for (const { card, decision } of entries) this.showDecided(card, decision);
    this.bench.count();
    this.saver.saveAll(entries.map(({ card, decision }) => ({ card, decision: { ...decision, ...this.bench.grids.rowOf(card) } })));
  }

  showDecided(card, decision) {
    card.classList.remove("is-dirty");
    for (const name of ["data-open", "data-doubt", "data-unsettled"]) card.removeAttribute(name);
    card.setAttribute("data-decided", "");
    this.decidedHere.add(card.dataset.place);
    this.showMark(card, decision.kind === "absent" ? "absent" : "person");
  }

  // At once, before the server has answered; its own markup of the card follows.
  showMark(card, mark) {
    const made = this.bench.place.querySelector(`template[data-mark-of=${mark}]`).content.firstElementChild.cloneNode(true);
    pieceOf(card, "head").querySelector(".mark").replaceWith(made);
    card.dataset.mark = mark;
  }

  // --- what the server answers -------------------------------------------------------------------------------------
  answers() {
    const { bench } = this;
    return {
      applied: (cards, tables) => bench.apply(cards, tables),
      behind: ({ tables, saved }) => bench.grids.makeWay(tables, saved),
      state: (card, state, error) => this.saved(card, state, error),
      reread: (card, decision) => bench.readings.lookAnew(card, decision.value ?? ""),
      conflict: (card, decision, theirs) => {
        bench.status.undecided();
        showConflict(card, decision, theirs, bench.data.words, {
          keepMine: () => this.saver.save(card, decision),
          keepTheirs: () => { revert(card); bench.status.saved("saved"); },
        });
      },
    };
  }

  saved(card, state, error) {
    const { status, holding } = this.bench;
    card.dataset.state = state;
    if (state === "saved") settleConflict(card);
    if (state !== "saved" || this.saver.waiting <= 1) status.saved(state, error, () => this.saver.retry());
    if (state === "failed" && error.code === "claimed") holding.lost(error);
  }
}
