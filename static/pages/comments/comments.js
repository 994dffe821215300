// Comments on a document, the same on the workbench and on the result page: Ctrl+Enter sends, and what was written stays
// in its box until the server has it.
import { isComposing } from "../review/keys.js";

const sends = (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

export class Comments {
  constructor(root) {
    Object.assign(this, { root, thread: root.querySelector("[data-thread]"), form: root.querySelector("[data-comment-form]") });
    root.addEventListener("htmx:beforeSwap", () => { this.held = this.thread.contains(document.activeElement); });
    root.addEventListener("htmx:afterSwap", () => this.shown());
    if (!this.form) return;
    this.form.addEventListener("keydown", (event) => {
      if (isComposing(event) || !sends(event)) return;
      event.preventDefault();
      if (!event.repeat) this.form.requestSubmit();
    });
    this.form.addEventListener("htmx:beforeRequest", () => { this.sent = this.box.value; });
    this.form.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.successful) this.clear(); });
  }

  get box() { return this.form.elements.text; }
  get about() { return this.form.elements.key ?? null; }
  get draft() { return this.form && this.box.value.trim() ? this.box.value : ""; }

  // What was typed while the server answered is not sent yet.
  clear() {
    if (this.box.value !== this.sent) return;
    this.box.value = "";
    if (this.about) this.about.value = "";
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The newest, or the first that is new, is seen without scrolling; the number on the page is that of the thread. The
  // button that took a comment back is gone with it, so the focus goes where one writes.
  shown() {
    const { thread } = this;
    if (this.held) this.form?.elements.text.focus({ preventScroll: true });
    const said = [...thread.querySelectorAll("[data-comment]")];
    const first = thread.querySelector(".is-new") ?? said.at(-1);
    if (first) thread.scrollTop = first.offsetTop - thread.offsetTop;
    const count = document.querySelector("[data-comments-count]");
    count.textContent = said.filter((one) => !("takenBack" in one.dataset)).length || "";
    count.classList.remove("count-look");
  }
}
