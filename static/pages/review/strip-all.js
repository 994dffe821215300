// Confirming at once all that somebody has seen: a question first, then one decision after the other.
import { isDirty } from "./fields.js";

const DOUBTED = ["rule", "no_evidence"];

export class All {
  // words; confirm(cell) resolves once that one is saved or refused; done(confirmed, asked).
  constructor({ cells, button, dialog, words, confirm, done }) {
    Object.assign(this, { cells, button, dialog, words, confirm, done });
    this.watch = new IntersectionObserver((found) => {
      found.filter((one) => one.isIntersecting).forEach(({ target }) => { target.dataset.seen = ""; });
      this.count();
    }, { threshold: 0.85, rootMargin: "-100px 0px -50px" });  // not behind the bars
    cells.all().forEach((cell) => this.watch.observe(cell));
    cells.root.addEventListener("load", () => this.count(), { capture: true });
    dialog.addEventListener("close", () => { if (dialog.returnValue === "ok") this.go(); dialog.returnValue = ""; });
  }

  // Seen with its crop, doubted by no rule, found on a page, and neither decided nor left out.
  ready() {
    return this.cells.undecided().filter((cell) => {
      const crop = cell.querySelector(".cell-crop img");
      return "seen" in cell.dataset && cell.dataset.value && crop?.complete && crop.naturalWidth && !isDirty(cell)
        && !DOUBTED.includes(cell.dataset.mark) && !cell.classList.contains("is-out") && cell.dataset.state !== "refused";
    });
  }

  count() {
    const { length } = this.ready();
    this.button.hidden = !length;
    this.button.querySelector("[data-part=all]").textContent = this.words.confirmSeen.replace("{n}", length);
  }

  // False where there is nothing to be asked for.
  ask() {
    this.asked = this.ready();
    const [sure, others] = [this.asked.length, this.cells.undecided().length - this.asked.length];
    if (!sure) return false;
    this.dialog.querySelector("[data-part=asked]").textContent = this.words.asked.replace("{n}", sure);
    const note = this.dialog.querySelector("[data-part=not-among]");
    note.hidden = !others;
    note.textContent = this.words.notAmong.replace("{n}", others);
    this.dialog.showModal();
    return true;
  }

  async go() {
    let confirmed = 0;
    for (const cell of this.asked) {
      await this.confirm(cell);
      if (cell.dataset.state === "saved") confirmed += 1;
    }
    this.done(confirmed, this.asked.length);
  }
}
