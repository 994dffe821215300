// Saving decisions one after the other, each naming the revision that the one before it made.
import { ApiError, get, post, withQuery } from "./api.js";

const TRIES = 4;

export class Saver {
  // handlers: applied(cards, tables), behind?({tables, saved}) before what others saved is applied, state(card, "saving" | "saved" | "failed", error), conflict(card, decision, theirs),
  // reread(card, decision). reading: the engine's run whose values are shown; on those of another nothing is decided.
  // urlOfMany: where several decisions go at once.
  constructor({ url, urlOfMany, revision, reading, handlers }) {
    Object.assign(this, {
      url, urlOfMany, revision, reading, handlers, waiting: 0, pending: new Map(), chain: Promise.resolve(), failed: new Map() });
  }

  get busy() { return this.waiting > 0 || this.failed.size > 0; }

  // Resolves when everything before it is saved too; never rejects.
  save(card, decision) { return this.saveAll([{ card, decision }]); }

  // In one step, entries [{card, decision}].
  saveAll(entries) {
    for (const { card } of entries) {
      this.failed.delete(card.dataset.place);
      this.expect(card.dataset.place, 1);
      this.handlers.state(card, "saving");
    }
    this.waiting += 1;
    this.chain = this.chain.then(() => this.send(entries)).catch((error) => {
      if (error === CONFLICT) return;
      for (const entry of entries) this.failed.set(entry.card.dataset.place, entry);
      for (const { card } of entries) this.handlers.state(card, "failed", error);
    }).finally(() => {
      this.waiting -= 1;
      for (const { card } of entries) this.expect(card.dataset.place, -1);
    });
    return this.chain;
  }

  // A card that stands at another place from now on takes along what is still to be answered.
  moved(from, to) {
    for (const known of [this.pending, this.failed]) {
      if (!known.has(from)) continue;
      known.set(to, known.get(from));
      known.delete(from);
    }
  }

  expect(place, step) { this.pending.set(place, (this.pending.get(place) ?? 0) + step); }

  // An answer knows nothing of decisions that are still on their way: their cards wait for their own answer.
  show({ cards, tables }, own) {
    const known = ([place]) => (this.pending.get(place) ?? 0) <= (own.has(place) ? 1 : 0);
    this.handlers.applied(Object.fromEntries(Object.entries(cards).filter(known)), tables);
  }

  async idle() { await this.chain; return !this.failed.size; }

  retry() { if (this.failed.size) this.saveAll([...this.failed.values()]); }

  async send(entries) {
    for (let attempt = 0; entries.length; attempt += 1) {
      const seen = this.revision;
      try {
        const answer = await this.post(entries, { revision: seen, reading: this.reading });
        this.revision = answer.revision;
        this.show(answer, placesOf(entries));
        for (const { card } of entries) this.handlers.state(card, "saved");
        return;
      } catch (error) {
        const [{ card, decision }] = entries;
        if (error instanceof ApiError && error.code === "read_again") { this.handlers.reread(card, decision); throw CONFLICT; }
        if (!(error instanceof ApiError) || error.code !== "stale" || attempt >= TRIES) throw error;
        entries = await this.catchUp(entries, seen, error);
      }
    }
    throw CONFLICT;
  }

  post(entries, standing) {
    const told = entries.map(({ card, decision }) => ({ ...decision, key: card.dataset.key, index: Number(card.dataset.index) }));
    return told.length === 1 ? post(this.url, { ...told[0], ...standing }) : post(this.urlOfMany, { decisions: told, ...standing });
  }

  // Somebody saved in between. What they did elsewhere is shown and the saving goes on; on the same field people decide.
  // What is left to be saved.
  async catchUp(entries, seen, error) {
    const now = await get(withQuery(this.url, { since: seen }));
    if (now.revision === seen) throw error;  // not a matter of revisions: the document is decided
    this.revision = now.revision;
    this.handlers.behind?.(now);
    this.show(now, placesOf(entries));
    return entries.filter(({ card, decision }) => {
      const theirs = now.saved.findLast((s) => s.key === card.dataset.key && s.index === Number(card.dataset.index));
      if (!theirs || theirs.value === decision.value) return true;
      this.handlers.conflict(card, decision, theirs);
      return false;
    });
  }
}

const placesOf = (entries) => new Set(entries.map(({ card }) => card.dataset.place));
const CONFLICT = Symbol("conflict");
