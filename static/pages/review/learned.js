// Values that came from an earlier document of the same layout: forgetting what it taught, and reading once more.
import { post } from "./api.js";
import { within } from "./fields.js";

export class Learned {
  constructor(bench) {
    Object.assign(this, { bench, number: null, dialog: bench.place.querySelector("#forget") });
    this.dialog.addEventListener("close", () => {
      if (this.dialog.returnValue === "ok") this.forget(this.number);
      this.dialog.returnValue = "";
    });
  }

  ask(card) {
    const { data, status } = this.bench;
    if (!data.editable) return;
    const number = within(card, "[data-learned]")?.dataset.learned;
    if (!number) { status.hint(data.words.notLearned); return; }
    this.number = number;
    this.dialog.querySelector("h2").textContent = data.words.forget.replace("{n}", number);
    this.dialog.showModal();
  }

  async forget(number) {
    const { data, fields, status, saver } = this.bench;
    try {
      if (!(await saver.idle())) return;
      const { cards, model } = await post(data.urls.forget, { learned: number });
      fields.apply(cards);
      this.offer((model ? data.words.forgottenBut : data.words.forgotten).replace("{n}", number).replace("{m}", model));
    } catch (error) {
      status.hint(error.offline ? data.words.offline : error.message);
    }
  }

  // While this document waited, another one of its layout was approved.
  tell(number) {
    const note = this.bench.status.part("taught");
    note.hidden = !number;
    note.querySelector("p").textContent = number ? this.bench.data.words.taught.replace("{n}", number) : "";
  }

  // Read once more, and stay: it opens by itself. By key only where it was offered.
  async again(button) {
    const { bench } = this;
    if (!button && ["taught", "forgotten"].every((name) => bench.status.part(name).hidden)) return;
    await bench.decisions.send(bench.data.urls.again, {}, { stay: true });
  }

  offer(text) {
    const note = this.bench.status.part("forgotten");
    note.querySelector("p").textContent = text;
    note.hidden = false;
    note.scrollIntoView({ block: "nearest" });
    note.querySelector("button").focus();
  }
}
