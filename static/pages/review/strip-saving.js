// What somebody decides on the values of the wall, and what the server answers: a Saver per document, as in the workbench.
import { get } from "./api.js";
import { settleConflict, showConflict } from "./conflict.js";
import { boxOf, inputOf, isDirty, pieceOf, revert } from "./fields.js";
import { Saver } from "./save.js";

export class Saving {
  constructor(cells, status, words, counted) {
    Object.assign(this, { cells, status, words, counted, savers: new Map(), here: new Set() });
  }

  get busy() { return [...this.savers.values()].some((saver) => saver.busy); }

  // --- what a person does; each says whether the wall may go on ----------------------------------------------------
  confirm(cell) {
    if (cell.dataset.state === "failed") { this.saverOf(cell).retry(); return true; }
    if (isDirty(cell)) this.saveEdit(cell);
    else if (!cell.dataset.value && !cell.hasAttribute("data-decided")) { this.note(cell, this.words.typeFirst); return false; }
    else if (!cell.hasAttribute("data-decided")) this.decide(cell, { kind: "confirm" });
    return true;
  }

  candidate(cell, number) {
    const offer = cell.querySelector(`.offer[data-number="${number}"]`);
    if (!offer) return false;
    inputOf(cell).value = offer.dataset.value;
    cell.picked = boxOf(offer) ? { page: Number(offer.dataset.page), box: boxOf(offer) } : null;
    this.saveEdit(cell);
    return true;
  }

  absent(cell) {
    cell.picked = null;
    inputOf(cell).value = "";
    cell.dataset.value = "";
    this.decide(cell, { kind: "absent" });
    return true;
  }

  saveEdit(cell) {
    const value = inputOf(cell).value.trim();
    if (!value) return cell.dataset.value ? this.absent(cell) : revert(cell);
    const { page, box } = cell.picked ?? {};
    cell.dataset.value = value;
    cell.picked = null;
    return this.decide(cell, { kind: "change", value, page, box });
  }

  // First what is being typed, then what was decided here.
  undo(cell) {
    cell.classList.remove("is-editing");
    if (isDirty(cell)) {
      revert(cell);
      cell.classList.remove("is-dirty");
      inputOf(cell).select();
    } else if (this.here.has(nameOf(cell)) && cell.hasAttribute("data-decided")) {
      this.here.delete(nameOf(cell));
      cell.removeAttribute("data-decided");
      this.saverOf(cell).save(cell, { kind: "undo" });
      this.counted();
    }
  }

  // Resolves once it is saved or refused.
  decide(cell, decision) {
    cell.classList.remove("is-dirty", "is-editing", "is-out");
    cell.removeAttribute("data-open");
    cell.setAttribute("data-decided", "");
    this.here.add(nameOf(cell));
    this.showMark(cell, decision.kind === "absent" ? "absent" : "person");
    this.counted();
    return this.saverOf(cell).save(cell, decision);
  }

  // --- what the server answers -------------------------------------------------------------------------------------
  saverOf(cell) {
    const { pk, url, revision, run } = cell.dataset;
    if (!this.savers.has(pk)) this.savers.set(pk, new Saver({
      url, revision: Number(revision), reading: Number(run), handlers: this.answersFor(pk) }));
    return this.savers.get(pk);
  }

  answersFor(pk) {
    return {
      applied: (cards) => { this.cells.apply(pk, cards); this.counted(); },
      state: (cell, state, error) => this.told(cell, state, error),
      reread: (cell, decision) => this.refused(cell, decision, this.words.readAgainHere),
      conflict: (cell, decision, theirs) => {
        if (decision.kind === "confirm") { this.tellTheirs(cell, theirs); return; }
        this.status.undecided();
        showConflict(cell, decision, theirs, this.words, {
          keepMine: () => this.decide(cell, decision),
          keepTheirs: () => { revert(cell); this.status.saved("saved"); },
        });
      },
    };
  }

  told(cell, state, error) {
    cell.dataset.state = state;
    if (state === "saved") { settleConflict(cell); this.note(cell, ""); }
    if (state === "failed" && !error.offline && error.code !== "logged_out") {
      const { failed } = this.savers.get(cell.dataset.pk);
      const { decision } = failed.get(cell.dataset.place);
      failed.delete(cell.dataset.place);
      this.status.undecided();
      this.refused(cell, decision, error.message);
      return;
    }
    this.status.saved(state, error, () => this.savers.forEach((saver) => saver.retry()));
  }

  // It waits again, and says why; what was typed stays there as typed and not saved.
  refused(cell, decision, why) {
    cell.removeAttribute("data-decided");
    cell.dataset.state = "refused";
    this.here.delete(nameOf(cell));
    if (decision.kind === "change") cell.dataset.value = "";
    this.counted();
    return this.renew(cell, why);
  }

  // Of one's own there is nothing to choose: theirs stands there now.
  tellTheirs(cell, theirs) {
    cell.dataset.state = "refused";
    this.here.delete(nameOf(cell));
    this.note(cell, `${this.words.theirs.replace("{name}", theirs.by)} ${theirs.value || "—"}`);
    this.status.saved("saved");
  }

  // As the document stands now, after another reading or a look in the workbench. What was typed stays.
  async renew(cell, said = "") {
    this.note(cell, said);
    const now = await get(cell.dataset.url).catch(() => null);
    if (!now) return;
    const saver = this.saverOf(cell);
    if (!saver.busy) Object.assign(saver, { revision: now.revision, reading: now.run });
    this.cells.apply(cell.dataset.pk, now.cards);
    this.counted();
  }

  note(cell, text) {
    const note = pieceOf(cell, "note");
    if (cell.dataset.conflict !== undefined) return;
    note.textContent = text;
    note.hidden = !text;
  }

  // At once, before the server has answered; its own markup of the cell follows.
  showMark(cell, mark) {
    const made = document.querySelector(`template[data-mark-of=${mark}]`).content.firstElementChild.cloneNode(true);
    pieceOf(cell, "head").querySelector(".mark").replaceWith(made);
    cell.dataset.mark = mark;
  }
}

const nameOf = (cell) => `${cell.dataset.pk}/${cell.dataset.place}`;
