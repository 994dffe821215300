// The dialog that cuts a file into documents: its pages in a row, a gap to click between any two, a part for each run.
import { toast } from "../../js/app.js";
import { post } from "./api.js";

const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Split {
  constructor(bench) {
    this.bench = bench;
    this.dialog = bench.place.querySelector("#split");
    if (!this.dialog) return;
    const { split, pages } = bench.data;
    Object.assign(this, { words: split.words, cuts: new Set(split.cuts), heads: new Map(), going: false });
    this.sheets = pages.map((page) => this.sheet(page));
    this.gaps = pages.slice(1).map((page) => this.gap(page.number));
    this.part("go").addEventListener("click", () => this.send());
    this.dialog.addEventListener("keydown", (event) => this.press(event));
  }

  part(name) { return this.dialog.querySelector(`[data-part=split-${name}]`); }

  fresh(name) { return this.part(name).content.firstElementChild.cloneNode(true); }

  ask() {
    const { data, status, values } = this.bench;
    if (!this.dialog) { status.hint(data.split?.whyNot ?? ""); return; }
    values.saveTyped();
    this.show();
    this.part("said").textContent = "";
    this.dialog.showModal();
    this.focus(this.gaps.find((gap) => this.cuts.has(gap.page)) ?? this.gaps[0]);
  }

  sheet(page) {
    const button = this.fresh("page");
    const image = button.querySelector("img");
    image.src = page.url;
    if (page.rotation) Object.assign(image.dataset, { turn: page.rotation });
    button.querySelector(".split-number").textContent = page.number;
    button.setAttribute("aria-label", this.words.larger.replace("{n}", page.number));
    button.addEventListener("click", () => button.classList.toggle("is-large"));
    return button;
  }

  // The gap before a page.
  gap(page) {
    const button = this.fresh("gap");
    button.page = page;
    button.title = this.words.cut.replace("{n}", page);
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", () => this.turn(button));
    return button;
  }

  // What stands on both sides of a gap, which a key reaches where a click does not.
  enlarge(at) {
    const sides = this.sheets.slice(at, at + 2);
    const large = !sides.every((sheet) => sheet.classList.contains("is-large"));
    for (const sheet of sides) sheet.classList.toggle("is-large", large);
    (large ? sides[1] : this.gaps[at]).scrollIntoView({ block: "nearest" });
  }

  turn(gap) {
    if (!this.cuts.delete(gap.page)) this.cuts.add(gap.page);
    this.show();
    this.focus(gap);
  }

  focus(gap) {
    for (const one of this.gaps) one.tabIndex = one === gap ? 0 : -1;
    gap.focus();
    gap.scrollIntoView({ block: "nearest" });
  }

  // The parts as they are cut now: {first, last, head}.
  runs() {
    const begins = [1, ...[...this.cuts].sort((a, b) => a - b)];
    return begins.map((first, n) => ({ first, last: (begins[n + 1] ?? this.sheets.length + 1) - 1, head: this.head(first) }));
  }

  // What was chosen for a part stays with its first page, however often it is cut and joined.
  head(first) {
    if (!this.heads.has(first)) {
      const section = this.fresh("part");
      const [title, type, out] = ["title", "type", "out"].map((name) => section.querySelector(`[data-part=${name}]`));
      out.addEventListener("change", () => this.count());
      this.heads.set(first, { section, title, type, out });
    }
    return this.heads.get(first);
  }

  // Pages are moved, never loaded anew.
  show() {
    const runs = this.runs();
    this.part("parts").replaceChildren(...runs.flatMap(({ first, last, head }) => {
      const inside = [];
      for (let page = first; page <= last; page += 1) {
        if (page > first) inside.push(this.gaps[page - 2]);
        inside.push(this.sheets[page - 1]);
      }
      head.section.querySelector(".split-pages").replaceChildren(...inside);
      return first > 1 ? [this.gaps[first - 2], head.section] : [head.section];
    }));
    for (const gap of this.gaps) gap.setAttribute("aria-pressed", this.cuts.has(gap.page));
    this.count();
  }

  count() {
    const { words } = this;
    const runs = this.runs();
    let made = 0;
    for (const { first, last, head } of runs) {
      const left = head.out.checked;
      if (!left) made += 1;
      const pages = (last > first ? words.pages : words.page).replace("{a}", first).replace("{b}", last);
      head.title.textContent = `${left ? words.leftOut : words.part.replace("{n}", made)} · ${pages}`;
      head.type.disabled = left;
      head.type.setAttribute("aria-label", words.type.replace("{n}", made));
      head.section.classList.toggle("is-out", left);
    }
    const go = this.part("go");
    go.disabled = runs.length < 2 || made < 1;
    go.querySelector("span").textContent = runs.length < 2 ? words.none
      : made === 1 ? words.one : words.into.replace("{n}", made);
    this.offerAttached(runs);
  }

  offerAttached(runs) {
    const select = this.part("attached");
    if (!select) return;
    const chosen = select.value;
    const kept = runs.filter(({ head }) => !head.out.checked);
    select.replaceChildren(new Option(this.words.nobody, ""), ...kept.map(({ first, head }) => new Option(head.title.textContent, first)));
    if (kept.some(({ first }) => String(first) === chosen)) select.value = chosen;
  }

  press(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!this.part("go").disabled && !event.repeat) this.send();
      return;
    }
    const at = this.gaps.indexOf(event.target.closest(".split-gap"));
    if (at >= 0 && event.key === "+") { this.enlarge(at); return; }
    const step = { Home: -Infinity, End: Infinity }[event.key] ?? ARROWS[event.key];
    if (at < 0 || step === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    this.focus(this.gaps[Math.min(Math.max(at + step, 0), this.gaps.length - 1)]);
  }

  parts() {
    const owner = this.part("attached")?.value;
    return this.runs().map(({ first, last, head }) => ({
      first, last, doc_type: head.out.checked ? "" : head.type.value, left_out: head.out.checked,
      attachments: String(first) === owner,
    }));
  }

  async send() {
    const { bench, words } = this;
    if (this.going) return;
    if (bench.comments?.holdsUp()) { this.dialog.close(); return; }
    this.going = true;
    const [go, said] = [this.part("go"), this.part("said")];
    go.disabled = true;
    Object.assign(said, { textContent: words.going }).dataset.tone = "busy";
    try {
      if (!(await bench.saver.idle())) { this.dialog.close(); return; }
      const answer = await post(bench.data.urls.split, { parts: this.parts(), revision: bench.saver.revision });
      bench.claim.forget();
      this.dialog.close();
      await bench.onward(answer, { text: answer.said, url: answer.url });
    } catch (error) {
      this.refused(error, said);
    } finally {
      this.going = false;
      if (this.dialog.isConnected) this.count();
    }
  }

  refused(error, said) {
    const { bench } = this;
    const { words } = bench.data;
    Object.assign(said, { textContent: error.offline ? words.offline : error.message }).dataset.tone = "bad";
    if (!["claimed", "stale", "conflict", "logged_out"].includes(error.code)) return;
    this.dialog.close();
    bench.status.hint(error.message);
    if (error.code === "logged_out") bench.status.offerLogin();
    else if (error.code === "claimed") bench.holding.lost(error);
    else { toast(words.newest, "warning"); bench.refresh(); }
  }
}
