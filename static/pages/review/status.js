// The small signs around the work: how many fields are left, whether all is saved, who holds the document, how long.
export class Status {
  constructor(place, words, login) {
    Object.assign(this, { place, words, login });
  }

  part(name) { return this.place.querySelector(`[data-part=${name}]`); }

  progress(open, total) {
    const done = total - open;
    this.part("progress").textContent = total
      ? this.words.toLookAt.replace("{done}", done).replace("{n}", total) : this.words.nothingToLookAt;
    this.part("bar").setAttribute("width", total ? (100 * done) / total : 100);
    this.place.querySelector(".bench").classList.toggle("is-clear", open === 0);
  }

  saved(state, error, retry) {
    const sign = this.part("saved");
    sign.dataset.state = state;
    sign.replaceChildren({ saving: this.words.saving, saved: this.words.saved, failed: this.words.notSaved }[state]);
    if (state !== "failed") return;
    this.hint(error.offline ? this.words.offline : error.message);
    if (error.code === "claimed") return;
    if (error.code === "logged_out") this.offerLogin();
    const again = document.createElement("button");
    Object.assign(again, { type: "button", className: "btn btn-sm", textContent: this.words.retry });
    again.addEventListener("click", () => { this.hint(""); retry(); });
    sign.append(" ", again);
  }

  // Somebody else saved the same field: which value stays is asked at the field.
  undecided() {
    const sign = this.part("saved");
    sign.dataset.state = "failed";
    sign.replaceChildren(this.words.notSaved);
  }

  offerLogin() {
    const link = Object.assign(document.createElement("a"), {
      href: this.login, target: "_blank", rel: "noopener", className: "btn btn-sm", textContent: this.words.logIn,
    });
    this.part("hint").append(" ", link);
  }

  // What was decided too early is one step away.
  offerBack(url) {
    const link = Object.assign(document.createElement("a"), { href: url, textContent: this.words.toApproved });
    this.part("hint").append(" ", link);
  }

  hint(text, tone = "look") { Object.assign(this.part("hint"), { textContent: text }).dataset.tone = tone; }

  held(mine, message = "") {
    this.part("claim").hidden = !mine;
    this.part("banner").hidden = mine;
    this.part("banner-text").textContent = message;
  }

  startTimer(signal) {
    const start = Date.now();
    const show = () => {
      const seconds = Math.floor((Date.now() - start) / 1000);
      this.part("timer").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    };
    const timer = setInterval(show, 1000);
    signal.addEventListener("abort", () => clearInterval(timer));
  }
}
