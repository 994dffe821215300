// Searching the text of the pages: every hit is marked on its page, and one of them is the current one.
import { findText } from "./geometry.js";

export class Search {
  // show(element) brings a hit into view; told(words) gets "2 / 5", or nothing where nothing is searched for.
  constructor(sheets, { show, told }) {
    Object.assign(this, { sheets, show, told, hits: [], current: -1 });
  }

  // How many hits there are.
  find(text) {
    this.hits.forEach((element) => element.remove());
    const pages = [...this.sheets.values()].map((sheet) => sheet.page);
    this.hits = findText(pages, text).map(({ page, box }) => {
      const element = document.createElement("div");
      element.className = "viewer-hit";
      this.sheets.get(page).put(element, box, 1);
      return element;
    });
    this.current = -1;
    if (this.hits.length) this.next(1); else this.told(text.trim() ? this.count() : "");
    return this.hits.length;
  }

  next(step) {
    if (!this.hits.length) return;
    this.hits[this.current]?.classList.remove("is-active");
    this.current = (this.current + step + this.hits.length) % this.hits.length;
    const hit = this.hits[this.current];
    hit.classList.add("is-active");
    this.show(hit);
    this.told(this.count());
  }

  count() { return `${this.current + 1} / ${this.hits.length}`; }
}
