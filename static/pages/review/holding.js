// Whether the document is this reviewer's: fields are frozen while a colleague holds it.
import { Claim } from "./claim.js";
import { inputOf } from "./fields.js";

export class Holding {
  constructor(bench, signal) {
    const { urls } = bench.data;
    this.bench = bench;
    this.claim = new Claim({
      claimUrl: urls.claim, releaseUrl: urls.release, signal,
      handlers: {
        held: (revision, taught) => this.held(revision, taught),
        refused: (error) => { if (error.code === "claimed") this.lost(error); },
      },
    });
  }

  // taught: an earlier document of this layout that was approved while this one waited.
  held(revision, taught) {
    const { values: { saver, decidedHere }, readings, fields, status, learned } = this.bench;
    if (revision !== saver.revision && !saver.busy && !decidedHere.size) { readings.lookAnew(fields.active); return; }
    this.freeze(false);
    status.held(true);
    saver.retry();
    learned.tell(taught && !decidedHere.size && fields.open().length ? taught : null);
  }

  lost(error) {
    this.freeze(true);
    this.bench.status.held(false, error.message);
  }

  freeze(on) {
    this.bench.fields.cards().forEach((card) => { inputOf(card).readOnly = on; });
    this.bench.place.querySelector(".bench").classList.toggle("is-frozen", on);
  }
}
