// Holding the document while somebody works on it, and giving it back when he leaves.
import { post, postAndForget } from "./api.js";

const BEAT = 30_000;

export class Claim {
  // handlers: held(revision, taught), refused(error)
  constructor({ claimUrl, releaseUrl, handlers, signal }) {
    Object.assign(this, { claimUrl, releaseUrl, handlers, mine: false, worked: true });
    for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => { this.worked = true; }, { signal, passive: true });
    const timer = setInterval(() => this.beat(), BEAT);
    signal.addEventListener("abort", () => clearInterval(timer));
    addEventListener("pagehide", () => this.release(), { signal });
  }

  async take({ over = false } = {}) {
    try {
      const { revision, taught } = await post(this.claimUrl, { take_over: over });
      this.mine = true;
      this.handlers.held(revision, taught);
    } catch (error) {
      this.mine = false;
      this.handlers.refused(error);
    }
  }

  // Only work prolongs the hold: a page left open over lunch lets go of it.
  beat() {
    if (!this.mine || !this.worked) return;
    this.worked = false;
    this.take();
  }

  release() {
    if (this.mine) postAndForget(this.releaseUrl);
    this.mine = false;
  }

  // The document was decided: the server has ended the hold already.
  forget() { this.mine = false; }
}
