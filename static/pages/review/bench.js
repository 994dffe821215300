// One document on the workbench: its fields and its page tied together, and the parts that work on them.
import { PageViewer } from "../viewer/viewer.js";
import { BenchComments } from "./comments.js";
import { drawCrop } from "./crop.js";
import { Decisions } from "./decisions.js";
import { Fields, boxOf, grow, inputOf, isDirty, pieceOf, placeOf, within } from "./fields.js";
import { Grids } from "./grid.js";
import { Holding } from "./holding.js";
import { Learned } from "./learned.js";
import { listenForPicks } from "./pick.js";
import { Readings } from "./readings.js";
import { Split } from "./split.js";
import { Status } from "./status.js";
import { Values } from "./values.js";

export class Bench {
  // habits: what the reviewer set for one document and wants for the next: {view: {zoom, mode}, folds: {group: open}};
  // and what was typed into a page that had to be fetched anew: typed: {pk, place, value}.
  constructor(place, data, { onward, walk, habits = {} }) {
    Object.assign(this, { place, data, onward, walk, habits, stop: new AbortController() });
    const { signal } = this.stop;
    this.status = new Status(place, data.words, data.urls.login);
    this.fields = new Fields(place.querySelector(".bench-main"), { everyValue: data.everyValue });
    this.values = new Values(this);
    this.grids = new Grids(this, signal);
    this.holding = new Holding(this, signal);
    this.readings = new Readings(this, habits);
    this.decisions = new Decisions(this);
    this.learned = new Learned(this);
    this.split = new Split(this);
    this.comments = new BenchComments(this, signal);
    this.pages = new Map(data.pages.map((page) => [page.number, page]));
    if (data.pages.length) this.showPages(signal);
    this.keepFolds(signal);
    this.listen(signal);
    this.open(signal);
  }

  get saver() { return this.values.saver; }
  get claim() { return this.holding.claim; }

  open(signal) {
    const { data } = this;
    this.count();
    if (data.editable) this.claim.take(); else this.holding.freeze(true);
    if (data.reading) this.readings.wait(signal);
    this.onwards();
    if (data.editable) this.readings.bringTyped();
    requestAnimationFrame(() => setTimeout(() => this.fields.active && this.viewer?.select(this.fields.active.dataset.place)));
    this.status.startTimer(signal);
  }

  close() {
    if (this.viewer) this.habits.view = this.viewer.view();
    this.claim.release();
    this.stop.abort();
  }

  // The page as it stands on the server now: another reading, a decision that somebody else took.
  refresh() { return this.walk(location.href); }

  hasUnsaved() { return this.saver.busy || this.fields.cards().some(isDirty) || this.comments.hasDrafts(); }

  // --- the page ----------------------------------------------------------------------------------------------------
  showPages(signal) {
    this.viewer = new PageViewer(this.place.querySelector(".viewer"), { pages: this.data.pages, boxes: this.boxes(), view: this.habits.view });
    this.viewer.on("select", (id) => this.fields.activate(this.fields.at(id)));
    listenForPicks(this.viewer, {
      signal, url: this.data.urls.pick,
      field: () => (this.data.editable ? this.fields.active : null),
      taken: (card, read) => this.take(card, read.raw, read),
      nothing: (card) => this.note(card, this.data.words.nothingThere),
    });
  }

  boxes() {
    return this.fields.cards().filter((card) => card.dataset.box).map((card) => ({
      id: card.dataset.place, page: Number(card.dataset.page), box: boxOf(card), label: card.dataset.label, mark: card.dataset.mark,
    }));
  }

  // The server's newest markup of some cards.
  apply(cards, tables) {
    this.grids.apply(tables);
    this.fields.apply(cards);
    this.viewer?.setBoxes(this.boxes());
    if (this.fields.active) this.point(this.fields.active);
    this.count();
  }

  point(card) {
    const { page, box } = placeOf(card);
    drawCrop(within(card, ".field-crop"), this.pages.get(page), box);
  }

  // --- the fields --------------------------------------------------------------------------------------------------
  listen(signal) {
    const on = (kind, act) => this.fields.root.addEventListener(kind, (event) => {
      const card = event.target.closest(".field");
      if (card) act(card, event.target);
    }, { signal });
    on("focusin", (card, target) => { if (target === inputOf(card)) this.enter(card); });
    on("focusout", (card, target) => { if (target === inputOf(card) && isDirty(card)) this.values.saveEdit(card); });
    on("input", (card) => { card.classList.toggle("is-dirty", isDirty(card)); grow(card); });
    on("click", (card, target) => { if (!target.closest("button, textarea, a")) this.fields.activate(card); });
  }

  // A group that the reviewer folded or opened stays so from document to document.
  keepFolds(signal) {
    const folds = (this.habits.folds ??= {});
    for (const group of this.fields.root.querySelectorAll("details.bench-group")) {
      const { group: name } = group.dataset;
      if (name in folds) group.open = folds[name];
      group.querySelector("summary").addEventListener("click", () => { folds[name] = !group.open; }, { signal });
    }
  }

  enter(card) {
    this.grids.enter(card);
    this.fields.activate(card);
    this.viewer?.select(card.dataset.place);
    this.point(card);
    this.status.hint("");
  }

  // A value from the page or from a candidate, not saved yet: Enter saves it, Esc takes it back.
  take(card, value, { page, box }) {
    inputOf(card).value = value;
    card.picked = page && box ? { page, box } : null;
    card.classList.add("is-dirty");
    this.fields.activate(card);
    grow(card);
    this.point(card);
  }

  note(card, text) {
    const note = pieceOf(card, "note");
    note.textContent = text;
    note.hidden = false;
    setTimeout(() => { if (note.textContent === text) note.hidden = true; }, 4000);
  }

  onwards() {
    const next = this.fields.nextOpen();
    if (next) this.fields.activate(next); else this.toApprove();
  }

  toApprove() {
    this.fields.leave();
    this.place.querySelector(".bench-approve")?.focus();
  }

  count() { this.status.progress(this.fields.open().length, this.fields.toLookAt.size); }
}
