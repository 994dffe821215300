// The document is read, or read again: the page is fetched anew, and what was typed and not saved waits on the new one.
import { get } from "./api.js";
import { inputOf, isDirty } from "./fields.js";

const EVERY = 1500;

export class Readings {
  // habits.typed: {pk, place, value} goes from the old page to the new one.
  constructor(bench, habits) { Object.assign(this, { bench, habits }); }

  // The document is being read just now: it opens by itself once that is over.
  wait(signal) {
    const timer = setInterval(async () => {
      const now = await get(this.bench.data.urls.fields).catch((error) => ({ reading: true, over: error.code === "logged_out" }));
      if (now.over) clearInterval(timer);
      if (now.reading || signal.aborted) return;
      clearInterval(timer);
      this.bench.refresh();
    }, EVERY);
    signal.addEventListener("abort", () => clearInterval(timer));
  }

  // It is another reading that counts now.
  async lookAnew(card, value = card && isDirty(card) ? inputOf(card).value : null) {
    const { bench, habits } = this;
    if (value || (value !== null && !habits.typed)) habits.typed = { pk: bench.data.pk, place: card.dataset.place, value };
    bench.holding.freeze(true);
    await bench.refresh();
    if (!bench.stop.signal.aborted) bench.holding.freeze(false);
  }

  bringTyped() {
    const { bench, habits: { typed } } = this;
    if (typed?.pk !== bench.data.pk) return;
    delete this.habits.typed;
    const card = bench.fields.at(typed.place);
    if (card && typed.value) bench.take(card, typed.value, {});
    // A row of a table that was new has no place on the page any more: what was typed into it is shown to be copied.
    bench.status.hint(card || !typed.value ? bench.data.words.readAgain : `${bench.data.words.readAgain} “${typed.value}”`);
  }
}
