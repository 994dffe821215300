// Deciding on the whole document: approve, reject, postpone, another type, take up again, open again.
import { toast } from "../../js/app.js";
import { post } from "./api.js";

export class Decisions {
  constructor(bench) {
    Object.assign(this, { bench, warned: false, going: false });
    for (const name of ["reject", "postpone", "type", "with_errors"]) this.prepare(bench.place.querySelector(`#${name}`));
    this.prepare(bench.place.querySelector("#reopen"), (body) => this.reopen(body));
  }

  // Fields that still need a look are shown first; a second time the document is approved as it stands.
  async approve() {
    const { data, values } = this.bench;
    if (!data.editable) return;
    values.saveTyped();
    if (this.isHeldUp()) return;
    // What was saved may have raised a flag elsewhere: a sum that does not add up any more.
    if (!(await this.bench.saver.idle()) || this.isHeldUp()) return;
    await this.send(data.urls.approve, {}, { said: { text: `${data.words.approved}: ${data.name}`, url: location.href } });
  }

  isHeldUp() {
    const { fields, data, status } = this.bench;
    const [unsettled, open] = [fields.unsettled(), fields.open()];
    if (unsettled.length) {
      fields.activate(unsettled[0]);
      status.hint(data.words.unsettled);
      return true;
    }
    if (!open.length || this.warned) return false;
    this.warned = true;
    fields.activate(open[0]);
    status.hint(data.words.stillOpen.replace("{n}", open.length));
    return true;
  }

  async resume() {
    await this.send(this.bench.data.urls.resume, {});
  }

  askReopen() { this.bench.place.querySelector("#reopen")?.showModal(); }

  async reopen(body) {
    const { data } = this.bench;
    const answer = await this.send(data.urls.reopen, body, { stay: true });
    if (answer?.holders.length) toast(data.words.holders.replace("{names}", answer.holders.join(", ")), "warning");
  }

  // Then the next document, unless it is to ``stay`` on this one. The answer, or nothing where it was refused.
  async send(url, body, { said, stay = false } = {}) {
    const { bench } = this;
    if (this.going || (!stay && bench.comments.holdsUp())) return null;
    this.going = true;
    bench.status.hint("");
    try {
      if (!(await bench.saver.idle())) return null;
      const answer = await post(url, { ...body, revision: bench.saver.revision });
      bench.claim.forget();
      if (stay) bench.refresh(); else await bench.onward(answer, said);
      return answer;
    } catch (error) {
      bench.status.hint(error.offline ? bench.data.words.offline : error.message);
      if (error.code === "logged_out") bench.status.offerLogin();
      if (error.code === "claimed") bench.holding.lost(error);
      // Somebody else was faster. Nothing of this page is lost by looking at what stands now: all was saved before.
      if (["stale", "conflict"].includes(error.code)) { toast(bench.data.words.newest, "warning"); bench.refresh(); }
      return null;
    } finally {
      this.going = false;
    }
  }

  // What is being typed is saved before the dialog covers it.
  askLast(name) {
    this.bench.values.saveTyped();
    this.ask(name);
  }

  ask(name) {
    if (this.bench.data.editable) this.bench.place.querySelector(`#${name}`)?.showModal();
  }

  prepare(dialog, decide = (body) => this.send(this.bench.data.urls[dialog.id], body)) {
    if (!dialog) return;
    const form = dialog.querySelector("form");
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "ok") return;
      dialog.returnValue = "";
      decide(Object.fromEntries(new FormData(form)));
    });
    dialog.querySelectorAll("[data-preset]").forEach((preset) => preset.addEventListener("click", () => {
      form.elements.reason.value = preset.textContent;
      form.elements.reason.focus();
    }));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.matches("button")) return;
      event.preventDefault();
      if (form.reportValidity()) dialog.close("ok");
    });
  }
}
