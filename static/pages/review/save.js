// Saving decisions one after the other, each naming the revision that the one before it made.
import { ApiError, get, post, withQuery } from "./api.js";

const TRIES = 4;

export class Saver {
  // handlers: applied(cards, saved), state(card, "saving" | "saved" | "failed", error), conflict(card, decision, theirs),
  // reread(card, decision). reading: the engine's run whose values are shown; on those of another nothing is decided.
  constructor({ url, revision, reading, handlers }) {
    Object.assign(this, { url, revision, reading, handlers, waiting: 0, pending: new Map(), chain: Promise.resolve(), failed: new Map() });
  }

  get busy() { return this.waiting > 0 || this.failed.size > 0; }

  // Resolves when everything before it is saved too; never rejects.
  save(card, decision) {
    const place = card.dataset.place;
    this.failed.delete(place);
    this.waiting += 1;
    this.expect(place, 1);
    this.handlers.state(card, "saving");
    this.chain = this.chain.then(() => this.send(card, decision)).then(
      () => this.handlers.state(card, "saved"),
      (error) => {
        if (error === CONFLICT) return;
        this.failed.set(place, { card, decision });
        this.handlers.state(card, "failed", error);
      },
    ).finally(() => { this.waiting -= 1; this.expect(place, -1); });
    return this.chain;
  }

  expect(place, step) { this.pending.set(place, (this.pending.get(place) ?? 0) + step); }

  // An answer knows nothing of decisions that are still on their way: their cards wait for their own answer.
  show(cards, own) {
    const known = ([place]) => (this.pending.get(place) ?? 0) <= (place === own ? 1 : 0);
    this.handlers.applied(Object.fromEntries(Object.entries(cards).filter(known)));
  }

  async idle() { await this.chain; return !this.failed.size; }

  retry() { [...this.failed.values()].forEach(({ card, decision }) => this.save(card, decision)); }

  async send(card, decision) {
    const [key, index] = [card.dataset.key, Number(card.dataset.index)];
    for (let attempt = 0; ; attempt += 1) {
      const seen = this.revision;
      try {
        const answer = await post(this.url, { ...decision, key, index, revision: seen, reading: this.reading });
        this.revision = answer.revision;
        this.show(answer.cards, card.dataset.place);
        return;
      } catch (error) {
        if (error instanceof ApiError && error.code === "read_again") { this.handlers.reread(card, decision); throw CONFLICT; }
        if (!(error instanceof ApiError) || error.code !== "stale" || attempt >= TRIES) throw error;
        await this.catchUp(card, decision, seen, error);
      }
    }
  }

  // Somebody saved in between. What they did elsewhere is shown and the saving goes on; on the same field people decide.
  async catchUp(card, decision, seen, error) {
    const now = await get(withQuery(this.url, { since: seen }));
    if (now.revision === seen) throw error;  // not a matter of revisions: the document is decided
    this.revision = now.revision;
    const theirs = now.saved.findLast((s) => s.key === card.dataset.key && s.index === Number(card.dataset.index));
    this.show(now.cards, card.dataset.place);
    if (theirs && theirs.value !== decision.value) {
      this.handlers.conflict(card, decision, theirs);
      throw CONFLICT;
    }
  }
}

const CONFLICT = Symbol("conflict");
