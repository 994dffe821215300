// The result page: box and field light each other up, tabs, keys.
import { Comments } from "../comments/comments.js";
import { PageViewer } from "../viewer/viewer.js";

const split = document.querySelector(".result-split");
const root = document.getElementById("viewer");
const fields = new Map([...document.querySelectorAll("[data-field]")].map((row) => [row.dataset.field, row]));
let viewer = null;

function light(id, { scroll = false } = {}) {
  fields.forEach((row, key) => row.classList.toggle("is-active", key === id));
  if (scroll) fields.get(id)?.scrollIntoView({ block: "nearest" });
}

function choose(id) { light(id); viewer?.select(id); }

fields.forEach((row, id) => {
  const main = row.querySelector(".field-main");
  main.addEventListener("click", () => choose(id));
  main.addEventListener("focus", () => { if (main.matches(":focus-visible")) choose(id); });
});

const tabs = [...document.querySelectorAll("[role=tab]")];
function showTab(tab) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
  }
  document.querySelector(`#${tab.getAttribute("aria-controls")} [data-lazy]`)?.dispatchEvent(new Event("shown"));
}
tabs.forEach((tab, number) => {
  tab.addEventListener("click", () => showTab(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(number + step + tabs.length) % tabs.length];
    showTab(next);
    next.focus();
  });
});

document.addEventListener("keydown", (event) => {
  if (!viewer || event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return moveField(event);
  viewer.key(event);
});

function moveField(event) {
  const here = event.target.closest("[data-field]");
  if (!here) return;
  const all = [...fields.values()];
  const next = all[all.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) { event.preventDefault(); next.querySelector(".field-main").focus(); choose(next.dataset.field); }
}

// What was found for a question lies over the pages while its tab is open.
const ask = document.querySelector("[data-ask]");
const own = root ? JSON.parse(document.getElementById("boxes").textContent) : [];
let spots = [];

function showSpots() {
  const asking = document.getElementById("tab-ask")?.getAttribute("aria-selected") === "true";
  viewer?.setBoxes(asking && spots.length ? spots : own);
}

function fitForm() {
  for (const part of ask.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(ask.elements.task.value);
}

if (ask) {
  fitForm();
  ask.elements.task.addEventListener("change", fitForm);
  const box = document.getElementById("answer");
  box.addEventListener("htmx:afterSwap", () => {
    spots = JSON.parse(document.getElementById("spots")?.textContent ?? "[]");
    showSpots();
    if (spots.length) viewer?.select(spots[0].id);
  });
  box.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-spot]");
    if (spot) chooseSpot(spot.dataset.spot);
  });
  tabs.forEach((tab) => tab.addEventListener("click", showSpots));
}

function chooseSpot(id) {
  document.querySelectorAll("[data-spot]").forEach((spot) => spot.classList.toggle("is-active", spot.dataset.spot === id));
  viewer?.select(id);
}

const comments = new Comments(document.getElementById("panel-comments"));
addEventListener("beforeunload", (event) => { if (comments.draft) event.preventDefault(); });

if (root) {
  const answer = await fetch(split.dataset.pages, { headers: { Accept: "application/json" } });
  const { pages } = await answer.json();
  if (pages.length) {
    viewer = new PageViewer(root, { pages, boxes: own });
    viewer.on("select", (id) => {
      if (id.startsWith("spot:")) { chooseSpot(id); return; }
      showTab(tabs[0]);
      light(id, { scroll: true });
    });
  }
}
