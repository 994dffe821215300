// Puts the workbench together: one Bench per document, and the walk from one document to the next.
import { toast } from "../../js/app.js";
import { perform, press } from "./acts.js";
import { getFragment } from "./api.js";
import { Bench } from "./bench.js";
import { fillSheet, find, isComposing } from "./keys.js";
import { Prefetch } from "./prefetch.js";

const place = document.getElementById("bench");
const habits = {};
let bench = null;
let ahead = null;

function start(left) {
  const data = JSON.parse(document.getElementById("bench-data").textContent);
  bench = new Bench(place, data, { onward, walk, habits });
  ahead = new Prefetch(data.urls.next);
  document.getElementById("left").textContent = data.words.left.replace("{n}", left ?? data.left);
}

function show({ html, url }, left) {
  bench.close();
  place.innerHTML = html;
  history.pushState({}, "", url);
  start(left);
  document.title = document.title.replace(/·.*·/, `· ${bench.data.name} ·`);
}

// After a decision: the document that the server names, from memory where it was fetched ahead.
async function onward({ next, queue, left }, said) {
  const fragment = next ? await ahead.take(next) : null;
  if (!fragment) { location.assign(queue); return; }
  show(fragment, left);
  bench.status.hint(said?.text ?? "", "good");
  if (said) bench.status.offerBack(said.url);
}

// To a neighbour in the queue without deciding.
async function walk(url) {
  const { words } = bench.data;
  try {
    const fragment = await getFragment(url);
    if (fragment) show(fragment); else toast(words.noOther);
  } catch (error) {
    toast(error.offline ? words.offline : error.message || words.noOther, "error");
  }
}

document.addEventListener("keydown", (event) => {
  if (isComposing(event) || document.querySelector("dialog[open]") || bench.comments.keeps(event)) return;
  // A key that is held down decides on nothing behind what it was pressed for.
  if (event.repeat && event.key === "Enter") { event.preventDefault(); return; }
  const entry = find(event);
  if (entry && press(bench, entry, event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  if (button.dataset.do === "close-dialog") button.closest("dialog").close("");
  else perform(bench, button.dataset.do, { button });
});

addEventListener("popstate", () => location.reload());
addEventListener("beforeunload", (event) => { if (bench.hasUnsaved()) event.preventDefault(); });
fillSheet(document.getElementById("sheet"));
start();
