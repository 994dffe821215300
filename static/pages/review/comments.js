// The comments of the document on the workbench: a panel above the foot. Its keys are its own, so that nothing that is
// pressed in it decides on anything; what was written and not sent goes with the reviewer from document to document.
import { Comments } from "../comments/comments.js";
import { isComposing } from "./keys.js";

const { htmx } = window;

export class BenchComments extends Comments {
  constructor(bench, signal) {
    super(bench.place.querySelector("[data-part=comments]"));
    Object.assign(this, { bench, drafts: (bench.habits.drafts ??= new Map()), warned: false, from: null });
    htmx.process(this.root);
    this.root.addEventListener("keydown", (event) => this.key(event), { signal });
    if (!this.form) return;
    this.form.addEventListener("input", () => this.keep(), { signal });
    this.bringDraft();
  }

  get open() { return !this.root.hidden; }

  // By key and from a card: about that field. The buttons of the foot and of the panel open and close it.
  press(card, button) {
    if (button && !button.closest(".field")) return this.open ? this.close() : this.show(null);
    return this.show(card);
  }

  show(card, { focus = true } = {}) {
    if (!this.root.contains(document.activeElement)) this.from = document.activeElement;
    if (!this.open) {
      this.reveal(true);
      htmx.ajax("GET", this.root.dataset.url, { target: this.thread, swap: "innerHTML" });
    }
    if (!this.form) return;
    if (card && this.about && !this.draft) this.about.value = card.dataset.key;
    if (focus) this.box.focus();
  }

  close() {
    this.reveal(false);
    const { fields } = this.bench;
    if (fields.active) fields.activate(fields.active);
    else if (this.from?.isConnected) this.from.focus();
  }

  reveal(on) {
    this.root.hidden = !on;
    this.bench.status.part("talk").setAttribute("aria-expanded", String(on));
  }

  key(event) {
    if (isComposing(event) || event.key !== "Escape") return;
    event.preventDefault();
    this.close();
  }

  // Whether a key belongs to the panel. The sheet of keys can be asked for from everywhere.
  keeps(event) { return this.root.contains(event.target) && event.key !== "F1"; }

  // --- what is not sent yet ----------------------------------------------------------------------------------------
  keep() {
    this.warned = false;
    if (this.draft) this.drafts.set(this.bench.data.pk, { text: this.box.value, key: this.about?.value ?? "" });
    else this.drafts.delete(this.bench.data.pk);
  }

  bringDraft() {
    const draft = this.drafts.get(this.bench.data.pk);
    if (!draft) return;
    this.box.value = draft.text;
    if (this.about) this.about.value = draft.key;
    this.show(null, { focus: false });
  }

  hasDrafts() { return this.drafts.size > 0; }

  // Once: whoever decides again wants to go on without it, and it waits where it was written.
  holdsUp() {
    if (!this.draft || this.warned) return false;
    this.warned = true;
    this.show(null);
    this.bench.status.hint(this.bench.data.words.commentNotSent);
    return true;
  }
}
