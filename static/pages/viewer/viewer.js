// The pages of a document with boxes over them. Used by the result page and the review workbench.
//
//   const viewer = new PageViewer(root, {
//     pages: [{number, url, width, height, rotation, lines: [{text, box, confidence}]}],
//     boxes: [{id, page, box, label, mark}],
//     view: {zoom, mode},                      as view() of an earlier one gave it
//   });
//   viewer.on("select", (id) => …)            somebody clicked a box
//   viewer.on("draw", (page, box, text) => …)  somebody drew a box or clicked a line while drawing; the text inside it
//   viewer.on("page", (number) => …)           another page came into view
//   viewer.on("drawing", (on) => …)            drawing was switched on or off
//   viewer.select(id), setBoxes([…]), draw(on), search(text) → number of hits, nextHit(±1), goTo(page),
//   zoomBy(factor), fit("width" | "page"), rotate(), key(event) → true where the key was one of the viewer's
//
// root holds the markup of templates/includes/viewer.html.
import { textIn } from "./geometry.js";
import { drawBox, movePages } from "./hand.js";
import { Search } from "./search.js";
import { Sheet } from "./sheet.js";

const STEP = 1.2;
const [LEAST, MOST] = [0.2, 6];

export class PageViewer {
  constructor(root, { pages, boxes = [], view = {} }) {
    Object.assign(this, { root, pages, handlers: {}, zoom: 1, mode: "width", current: null, drawing: false, aim: null, following: null }, view);
    this.stage = root.querySelector(".viewer-stage");
    this.sheets = new Map(pages.map((page) => [page.number, new Sheet(page)]));
    this.stage.append(...[...this.sheets.values()].map((sheet) => sheet.element));
    this.boxes = new Map();
    this.found = new Search(this.sheets, {
      show: (hit) => this.bringIntoView(hit),
      told: (words) => { const place = this.part("[data-view=hits]"); if (place) place.textContent = words; },
    });
    this.setBoxes(boxes);
    this.thumbnails();
    this.listen();
    this.layout();
    this.seePage(pages[0]?.number ?? 1);
  }

  view() { return { zoom: this.zoom, mode: this.mode }; }

  on(name, handler) { (this.handlers[name] ??= []).push(handler); return this; }
  emit(name, ...values) { (this.handlers[name] ?? []).forEach((handler) => handler(...values)); }
  part(selector) { return this.root.querySelector(selector); }

  // --- boxes ---------------------------------------------------------------------------------------------------
  setBoxes(boxes) {
    this.boxes.forEach(({ element }) => element.remove());
    this.boxes = new Map();
    for (const item of boxes) {
      const sheet = this.sheets.get(item.page);
      if (!sheet || !item.box) continue;
      const element = document.createElement("button");
      Object.assign(element, { type: "button", className: `viewer-box viewer-box-${item.mark}`, title: item.label, tabIndex: -1 });
      element.dataset.box = item.id;
      sheet.put(element, item.box, 2);
      this.boxes.set(String(item.id), { ...item, element });
    }
    if (this.current !== null) this.select(this.current, { scroll: false });
  }

  // Light up a box and bring it into view; null lights none.
  select(id, { scroll = true } = {}) {
    this.boxes.get(this.current)?.element.classList.remove("is-active");
    this.current = id === null ? null : String(id);
    const chosen = this.boxes.get(this.current);
    if (!chosen) return;
    chosen.element.classList.add("is-active");
    if (!scroll) return;
    this.following = chosen.element;
    this.bringIntoView(chosen.element);
  }

  bringIntoView(element) {
    this.aimAt(Number(element.closest(".viewer-page").dataset.page));
    const [frame, box] = [this.stage.getBoundingClientRect(), element.getBoundingClientRect()];
    const seen = box.top > frame.top + 24 && box.bottom < frame.bottom - 24 && box.left > frame.left && box.right < frame.right;
    if (seen) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.stage.scrollBy({
      top: (box.top + box.bottom - frame.top - frame.bottom) / 2, left: (box.left + box.right - frame.left - frame.right) / 2,
      behavior: calm ? "auto" : "smooth",
    });
  }

  // --- size, turn, page ------------------------------------------------------------------------------------------
  layout() {
    const room = this.stage.clientWidth - 32;
    if (room <= 0) return;
    for (const sheet of this.sheets.values()) {
      const fitting = this.mode === "page" ? Math.min(room, (this.stage.clientHeight - 32) * sheet.ratio) : room;
      sheet.fit(fitting * this.zoom);
    }
    const label = this.part("[data-view=zoom]");
    if (label) label.textContent = label.textContent.replace(/\d+/, Math.round(this.zoom * 100));
  }

  keepPlace(change) {
    const { stage } = this;
    const [x, y] = [(stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth, (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight];
    change();
    this.layout();
    stage.scrollLeft = x * stage.scrollWidth - stage.clientWidth / 2;
    stage.scrollTop = y * stage.scrollHeight - stage.clientHeight / 2;
  }

  // A table that opens below the page takes room from it: the box that was brought into view stays there, unless somebody
  // moved the page since.
  resized() {
    this.keepPlace(() => {});
    if (this.following?.isConnected) this.bringIntoView(this.following);
  }

  zoomBy(factor) { this.keepPlace(() => { this.zoom = Math.min(MOST, Math.max(LEAST, this.zoom * factor)); }); }
  fit(mode) { this.keepPlace(() => { this.mode = mode; this.zoom = 1; }); if (mode === "page") this.goTo(this.number); }
  rotate() { this.keepPlace(() => { const sheet = this.sheets.get(this.number); sheet.turn = (sheet.turn + 90) % 360; }); }

  goTo(number) {
    this.following = null;
    const sheet = this.sheets.get(Math.min(this.pages.length, Math.max(1, number)));
    if (!sheet) return;
    this.aimAt(sheet.page.number);
    this.stage.scrollTop = sheet.element.offsetTop - 16;
  }

  // A page that was asked for stays the current one until somebody scrolls by hand or away from it: a box near the top
  // of its page, or a last page that is short, comes into view while most of the stage still shows the page before.
  aimAt(number) {
    this.aim = { element: this.sheets.get(number).element, reached: false };
    this.seePage(number);
  }

  isOnAim() {
    if (!this.aim) return false;
    const [frame, page] = [this.stage.getBoundingClientRect(), this.aim.element.getBoundingClientRect()];
    const inView = page.bottom > frame.top && page.top < frame.bottom;
    const left = this.aim.reached && !inView;
    this.aim.reached ||= inView;
    if (left) this.aim = null;
    return !left;
  }

  seePage(number) {
    if (number === this.number) return;
    this.number = number;
    this.root.querySelectorAll("[data-thumb]").forEach((thumb) => {
      const here = Number(thumb.dataset.thumb) === number;
      if (!here) { thumb.removeAttribute("aria-current"); return; }
      thumb.setAttribute("aria-current", "page");
      thumb.scrollIntoView({ block: "nearest" });
    });
    const field = this.part("[data-view=page]");
    if (field) field.value = number;
    this.emit("page", number);
  }

  onScroll() {
    if (this.isOnAim()) return;
    const middle = this.stage.scrollTop + this.stage.clientHeight / 3;
    const here = [...this.sheets.values()].findLast((sheet) => sheet.element.offsetTop <= middle);
    if (here) this.seePage(here.page.number);
  }

  thumbnails() {
    const rail = this.part(".viewer-thumbs");
    if (!rail || this.pages.length < 2) { rail?.remove(); return; }
    for (const page of this.pages) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "viewer-thumb" });
      button.dataset.thumb = page.number;
      const image = document.createElement("img");
      Object.assign(image, { src: page.url, alt: "", loading: "lazy", width: 60, height: Math.round(60 * page.height / page.width) });
      const number = document.createElement("span");
      number.textContent = page.number;
      button.append(image, number);
      button.addEventListener("click", () => this.goTo(page.number));
      rail.append(button);
    }
  }

  // --- search in the text of the pages -----------------------------------------------------------------------------
  search(text) { return this.found.find(text); }
  nextHit(step) { this.found.next(step); }

  // --- drawing and moving ------------------------------------------------------------------------------------------
  draw(on = !this.drawing) {
    this.drawing = on;
    this.root.classList.toggle("is-drawing", on);
    this.part("[data-view=draw]")?.setAttribute("aria-pressed", String(on));
    this.emit("drawing", on);
  }

  grab(event) {
    if (event.button !== 0) return;
    const sheet = this.sheets.get(Number(event.target.closest(".viewer-page")?.dataset.page));
    if (this.drawing && sheet) drawBox(this.stage, event, sheet, (box) => this.drawn(sheet.page, box));
    else if (!event.target.closest(".viewer-box") && event.pointerType === "mouse") movePages(this.stage, event);
  }

  drawn(page, box) {
    if (!box) return;
    this.draw(false);
    this.emit("draw", page.number, box, textIn(page.lines, box));
  }

  // --- listening -----------------------------------------------------------------------------------------------------
  listen() {
    new ResizeObserver(() => this.resized()).observe(this.stage);
    this.stage.addEventListener("scroll", () => this.onScroll(), { passive: true });
    for (const byHand of ["wheel", "pointerdown", "touchmove", "keydown"]) {
      this.stage.addEventListener(byHand, () => { this.aim = this.following = null; }, { passive: true });
    }
    this.stage.addEventListener("pointerdown", (event) => this.grab(event));
    this.stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
    }, { passive: false });
    this.stage.addEventListener("click", (event) => {
      const box = event.target.closest(".viewer-box");
      if (!box || this.drawing) return;
      this.aimAt(Number(box.closest(".viewer-page").dataset.page));
      this.select(box.dataset.box, { scroll: false });
      this.emit("select", box.dataset.box);
    });
    this.root.addEventListener("click", (event) => this.press(event.target.closest("[data-view]")?.dataset.view));
    this.part("[data-view=page]")?.addEventListener("change", (event) => this.goTo(Number(event.target.value) || 1));
    const field = this.part("[data-view=search]");
    field?.addEventListener("input", () => this.search(field.value));
    field?.addEventListener("keydown", (event) => this.searchKey(event, field));
  }

  press(act) {
    const acts = {
      "zoom-in": () => this.zoomBy(STEP), "zoom-out": () => this.zoomBy(1 / STEP), rotate: () => this.rotate(),
      "fit-width": () => this.fit("width"), "fit-page": () => this.fit("page"), draw: () => this.draw(),
      previous: () => this.goTo(this.number - 1), next: () => this.goTo(this.number + 1),
    };
    acts[act]?.();
  }

  searchKey(event, field) {
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); this.nextHit(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { field.value = ""; this.search(""); field.blur(); }
    event.stopPropagation();
  }

  // For the page's own keydown listener, so that each page decides when the keys are the viewer's.
  key(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return false;
    const acts = {
      "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "fit-width", r: "rotate", R: "rotate", F8: "draw",
      PageUp: "previous", PageDown: "next",
    };
    if (event.key === "/" && this.part("[data-view=search]")) this.part("[data-view=search]").focus();
    else if (event.key === "Escape" && this.drawing) this.draw(false);
    else if (acts[event.key]) this.press(acts[event.key]);
    else return false;
    event.preventDefault();
    return true;
  }
}
