// One upload on the screen. States: queued, sending, waiting, reading, done, failed (by the engine), refused.
const megabytes = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

export class Line {
  constructor(element, { file = null, docType = "", id = null }) {
    Object.assign(this, { element, file, docType, id, retryUrl: null, handlers: {} });
    for (const act of ["retry", "remove"]) {
      this.part(`[data-line=${act}]`).addEventListener("click", () => this.handlers[act]?.());
    }
  }

  get state() { return this.element.dataset.state; }
  get isOpen() { return this.id !== null && ["waiting", "reading", "", "stored"].includes(this.state); }
  get isClosed() { return ["done", "failed", "refused"].includes(this.state); }

  on(act, handler) { this.handlers[act] = handler; }
  part(selector) { return this.element.querySelector(selector); }
  remove() { this.handlers.remove(); }

  describe(file) {
    this.part(".line-name").textContent = file.name;
    this.part(".line-name").title = file.name;
    this.part(".line-size").textContent = megabytes(file.size);
  }

  // Takes what the server said (or the sender); answers whether anything changed.
  show(now) {
    const text = this.part(".line-text");
    const changed = this.state !== now.state || text.textContent !== now.text;
    this.element.dataset.state = now.state;
    if (text.textContent !== now.text) text.textContent = now.text;
    if (now.id) this.id = now.id;
    if ("retry" in now) this.retryUrl = now.retry;  // null: another try cannot help
    this.progress(now);
    if (now.url) { this.part("[data-line=open]").href = now.url; this.part("[data-line=open]").hidden = false; }
    if (now.type) { this.part(".line-type").textContent = now.type; this.part(".line-type").hidden = false; }
    this.note(now);
    this.part("[data-line=retry]").hidden = !((now.state === "failed" && this.retryUrl) || now.again);
    this.part("[data-line=remove]").hidden = !this.isClosed;
    return changed;
  }

  progress({ state, share, page, pages }) {
    const bar = this.part("progress");
    const value = state === "sending" ? share : pages ? (100 * (page - 0.5)) / pages : null;
    if (value === null || value === undefined) bar.removeAttribute("value");
    else bar.value = value;
  }

  note({ duplicate, notes }) {
    if (!duplicate && !notes?.length) return;
    const place = this.part(".line-note");
    const span = place.querySelector("span");
    place.hidden = false;
    if (duplicate) {
      const link = document.createElement("a");
      link.href = duplicate.url;
      link.textContent = duplicate.text;
      span.replaceChildren(link);
    } else if (!span.querySelector("a")) {
      span.textContent = notes.join(" ");
    }
  }
}
