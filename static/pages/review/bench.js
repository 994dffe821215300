// One document on the workbench: fields and page tied together, and what each act does.
import { PageViewer } from "../viewer/viewer.js";
import { get } from "./api.js";
import { Claim } from "./claim.js";
import { settleConflict, showConflict } from "./conflict.js";
import { drawCrop } from "./crop.js";
import { Decisions } from "./decisions.js";
import { Fields, boxOf, grow, inputOf, isDirty, pieceOf, placeOf, revert } from "./fields.js";
import { Learned } from "./learned.js";
import { listenForPicks } from "./pick.js";
import { Saver } from "./save.js";
import { Status } from "./status.js";

const READING = 1500;

export class Bench {
  // habits: what the reviewer set for one document and wants for the next: {view: {zoom, mode}, folds: {group: open}};
  // and what was typed into a page that had to be fetched anew: typed: {pk, place, value}.
  constructor(place, data, { onward, walk, habits = {} }) {
    const stop = new AbortController();
    Object.assign(this, { place, data, onward, walk, habits, stop, decidedHere: new Set() });
    this.status = new Status(place, data.words, data.urls.login);
    this.fields = new Fields(place.querySelector("[data-part=cards]"), { everyValue: data.everyValue });
    this.saver = new Saver({ url: data.urls.fields, revision: data.revision, reading: data.run, handlers: this.saving() });
    this.claim = new Claim({ claimUrl: data.urls.claim, releaseUrl: data.urls.release, signal: stop.signal, handlers: this.holding() });
    this.decisions = new Decisions(this);
    this.learned = new Learned(this);
    this.pages = new Map(data.pages.map((page) => [page.number, page]));
    if (data.pages.length) this.showPages();
    this.keepFolds(stop.signal);
    this.listen(stop.signal);
    this.count();
    if (data.editable) this.claim.take(); else this.freeze(true);
    if (data.reading) this.awaitReading(stop.signal);
    const first = this.fields.nextOpen();
    if (first) this.fields.activate(first); else this.toApprove();
    if (data.editable) this.typedBefore();
    requestAnimationFrame(() => setTimeout(() => this.fields.active && this.viewer?.select(this.fields.active.dataset.place)));
    this.status.startTimer(stop.signal);
  }

  close() {
    if (this.viewer) this.habits.view = this.viewer.view();
    this.claim.release();
    this.stop.abort();
  }

  // --- page and fields ---------------------------------------------------------------------------------------------
  showPages() {
    this.viewer = new PageViewer(this.place.querySelector(".viewer"), { pages: this.data.pages, boxes: this.boxes(), view: this.habits.view });
    this.viewer.on("select", (id) => this.fields.activate(this.fields.at(id)));
    listenForPicks(this.viewer, {
      signal: this.stop.signal, url: this.data.urls.pick,
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

  listen(signal) {
    this.fields.root.addEventListener("focusin", (event) => {
      const card = event.target.closest(".field");
      if (card && event.target === inputOf(card)) this.enter(card);
    }, { signal });
    this.fields.root.addEventListener("focusout", (event) => {
      const card = event.target.closest(".field");
      if (card && event.target === inputOf(card) && isDirty(card)) this.saveEdit(card);
    }, { signal });
    this.fields.root.addEventListener("input", (event) => {
      const card = event.target.closest(".field");
      card.classList.toggle("is-dirty", isDirty(card));
      grow(card);
    }, { signal });
    this.fields.root.addEventListener("click", (event) => {
      const card = event.target.closest(".field");
      if (card && !event.target.closest("button, textarea, a")) this.fields.activate(card);
    }, { signal });
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

  // The document is being read just now: it opens by itself once that is over.
  awaitReading(signal) {
    const timer = setInterval(async () => {
      const now = await get(this.data.urls.fields).catch((error) => ({ reading: true, over: error.code === "logged_out" }));
      if (now.over) clearInterval(timer);
      if (now.reading || signal.aborted) return;
      clearInterval(timer);
      this.refresh();
    }, READING);
    signal.addEventListener("abort", () => clearInterval(timer));
  }

  enter(card) {
    this.fields.activate(card);
    this.viewer?.select(card.dataset.place);
    this.point(card);
    this.status.hint("");
  }

  point(card) {
    const { page, box } = placeOf(card);
    drawCrop(card.querySelector(".field-crop"), this.pages.get(page), box);
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

  // --- deciding ----------------------------------------------------------------------------------------------------
  saveEdit(card) {
    const value = inputOf(card).value.trim();
    if (!value) return card.dataset.value ? this.decide(card, { kind: "absent" }) : revert(card);
    const { page, box } = card.picked ?? {};
    card.dataset.value = value;
    card.picked = null;
    return this.decide(card, { kind: "change", value, page, box });
  }

  decide(card, decision) {
    if (!this.data.editable) return;
    card.classList.remove("is-dirty");
    for (const name of ["data-open", "data-unsettled"]) card.removeAttribute(name);
    card.setAttribute("data-decided", "");
    this.decidedHere.add(card.dataset.place);
    this.showMark(card, decision.kind === "absent" ? "absent" : "person");
    this.count();
    this.saver.save(card, decision);
  }

  // At once, before the server has answered; its own markup of the card follows.
  showMark(card, mark) {
    const made = this.place.querySelector(`template[data-mark-of=${mark}]`).content.firstElementChild.cloneNode(true);
    pieceOf(card, "head").querySelector(".mark").replaceWith(made);
    card.dataset.mark = mark;
  }

  confirm(card) {
    if (isDirty(card)) this.saveEdit(card);
    else if (!card.dataset.value) {
      if (card.hasAttribute("data-unsettled") || card.hasAttribute("data-open")) return this.note(card, this.data.words.typeFirst);
    } else if (!card.hasAttribute("data-decided")) this.decide(card, { kind: "confirm" });
    this.onwards();
  }

  onwards() {
    const next = this.fields.nextOpen();
    if (next) this.fields.activate(next); else this.toApprove();
  }

  toApprove() {
    this.fields.leave();
    this.place.querySelector(".bench-approve")?.focus();
  }

  undo(card) {
    if (isDirty(card)) { revert(card); card.classList.remove("is-dirty"); inputOf(card).select(); this.point(card); return; }
    if (this.decidedHere.has(card.dataset.place) && card.hasAttribute("data-decided")) {
      this.decidedHere.delete(card.dataset.place);
      this.saver.save(card, { kind: "undo" });
    } else this.fields.leave();
  }

  saving() {
    return {
      applied: (cards) => {
        this.fields.apply(cards);
        this.viewer?.setBoxes(this.boxes());
        if (this.fields.active) this.point(this.fields.active);
        this.count();
      },
      state: (card, state, error) => {
        card.dataset.state = state;
        if (state === "saved") settleConflict(card);
        if (state !== "saved" || this.saver.waiting <= 1) this.status.saved(state, error, () => this.saver.retry());
        if (state === "failed" && error.code === "claimed") this.lost(error);
      },
      reread: (card, decision) => this.lookAnew(card, decision.value ?? ""),
      conflict: (card, decision, theirs) => {
        this.status.undecided();
        showConflict(card, decision, theirs, this.data.words, {
          keepMine: () => this.saver.save(card, decision),
          keepTheirs: () => { revert(card); this.status.saved("saved"); },
        });
      },
    };
  }

  // --- holding -----------------------------------------------------------------------------------------------------
  holding() {
    return {
      held: (revision, taught) => {
        if (revision !== this.saver.revision && !this.saver.busy && !this.decidedHere.size) { this.lookAnew(this.fields.active); return; }
        this.freeze(false);
        this.status.held(true);
        this.saver.retry();
        this.learned.tell(taught && !this.decidedHere.size && this.fields.open().length ? taught : null);
      },
      refused: (error) => { if (error.code === "claimed") this.lost(error); },
    };
  }

  lost(error) {
    this.freeze(true);
    this.status.held(false, error.message);
  }

  freeze(on) {
    this.fields.cards().forEach((card) => { inputOf(card).readOnly = on; });
    this.place.querySelector(".bench").classList.toggle("is-frozen", on);
  }

  // The document moved on since this page was fetched ahead: look at it anew.
  refresh() { return this.walk(location.href); }

  // It is another reading that counts now. What was typed here and not saved waits on the new page.
  async lookAnew(card, value = card && isDirty(card) ? inputOf(card).value : null) {
    if (value || (value !== null && !this.habits.typed)) this.habits.typed = { pk: this.data.pk, place: card.dataset.place, value };
    this.freeze(true);
    await this.refresh();
    if (!this.stop.signal.aborted) this.freeze(false);
  }

  typedBefore() {
    const { typed } = this.habits;
    if (typed?.pk !== this.data.pk) return;
    delete this.habits.typed;
    const card = this.fields.at(typed.place);
    if (card && typed.value) this.take(card, typed.value, {});
    this.status.hint(this.data.words.readAgain);
  }

  count() {
    const open = this.fields.open();
    this.status.progress(open.length, this.fields.toLookAt.size);
  }

  hasUnsaved() { return this.saver.busy || this.fields.cards().some(isDirty); }

  // --- acts --------------------------------------------------------------------------------------------------------
  // True where the key did something.
  press(entry, event) {
    const onControl = event.target.closest("button, a, summary, select, .viewer-bar input");
    if (onControl && ["confirm", "next-field", "previous-field", "previous-open"].includes(entry.does)) return false;
    if (event.target.closest("select") && ["next-group", "previous-group"].includes(entry.does)) return false;
    return this.do(entry.does, { value: entry.value }) !== false;
  }

  do(act, { value, button } = {}) {
    const card = button?.closest(".field") ?? this.fields.active;
    const acts = {
      confirm: () => (card ? this.confirm(card) : this.onwards()),
      "previous-open": () => this.fields.activate(this.fields.previousFlagged()),
      "next-field": () => { const next = this.fields.neighbour(1); if (next) this.fields.activate(next); else this.toApprove(); },
      "previous-field": () => this.fields.activate(this.fields.neighbour(-1)),
      "next-group": () => this.fields.activate(this.fields.group(1)), "previous-group": () => this.fields.activate(this.fields.group(-1)),
      undo: () => (card ? this.undo(card) : this.viewer?.draw(false)),
      candidate: () => card && this.candidate(card, button?.dataset.number ?? value),
      absent: () => card && this.absent(card),
      add: () => this.data.editable && card?.hasAttribute("data-many") && this.fields.activate(this.fields.add(card)),
      draw: () => this.data.editable && this.viewer?.draw(),
      "page-up": () => this.viewer?.press("previous"), "page-down": () => this.viewer?.press("next"),
      zoom: () => this.viewer?.press({ "+": "zoom-in", "-": "zoom-out", 0: "fit-width" }[value]),
      rotate: () => this.viewer?.press("rotate"),
      search: () => this.place.querySelector("[data-view=search]")?.focus(),
      sheet: () => document.getElementById("sheet").showModal(),
      "next-document": () => this.leaveFor(this.data.urls.next), "previous-document": () => this.leaveFor(this.data.urls.previous),
      "take-over": () => this.claim.take({ over: true }),
      approve: () => this.decisions.approve(), resume: () => this.decisions.resume(),
      reject: () => this.decisions.ask("reject"), postpone: () => this.decisions.ask("postpone"), type: () => this.decisions.ask("type"),
      reopen: () => this.decisions.askReopen(),
      "with-errors": () => this.decisions.askLast("with_errors"),
      forget: () => this.learned.ask(card), again: ({ button: asked }) => this.learned.again(asked),
    };
    return acts[act] ? acts[act]({ button }) : false;
  }

  candidate(card, number) {
    const offer = card.querySelector(`.offer[data-number="${number}"]`);
    if (!offer || !this.data.editable) return;
    this.take(card, offer.dataset.value, { page: Number(offer.dataset.page), box: boxOf(offer) });
    this.confirm(card);
  }

  absent(card) {
    if (!this.data.editable) return;
    card.picked = null;
    inputOf(card).value = "";
    card.dataset.value = "";
    this.decide(card, { kind: "absent" });
    this.onwards();
  }

  async leaveFor(url) {
    if (this.fields.active && isDirty(this.fields.active)) this.saveEdit(this.fields.active);
    if (await this.saver.idle()) await this.walk(url);
  }
}
