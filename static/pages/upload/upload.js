// Files in (dropped, picked, pasted, photographed), one line each out. The server words every state after the sending.
import { csrfToken } from "../../js/app.js";
import { filesOf } from "./folders.js";
import { Line } from "./line.js";
import { Sender } from "./sender.js";
import { refusal } from "./precheck.js";

const root = document.getElementById("upload");
const settings = JSON.parse(document.getElementById("upload-settings").textContent);
const { words } = settings;
const list = root.querySelector(".lines");
const template = document.getElementById("line-template");
const veil = root.querySelector(".drop-veil");
const lines = new Set();
const sender = new Sender({ url: settings.post, words });
let timer = null;
let pause = 700;

function addFile(file) {
  const element = template.content.firstElementChild.cloneNode(true);
  const line = track(new Line(element, { file, docType: root.querySelector("[name=doc_type]").value }));
  list.prepend(element);
  line.describe(file);
  const why = refusal(file, settings);
  if (why) line.show({ state: "refused", text: why });
  else send(line);
}

function send(line) {
  line.show({ state: "queued", text: words.queued });
  sender.send(line).then(() => { pause = 700; poll(); refreshHead(); });
}

function track(line) {
  lines.add(line);
  line.on("remove", () => { lines.delete(line); line.element.remove(); refreshHead(); });
  line.on("retry", () => (line.id ? retryReading(line) : send(line)));
  root.querySelectorAll(".lines-head, .lines-foot").forEach((part) => { part.hidden = false; });
  return line;
}

async function retryReading(line) {
  const answer = await fetch(line.retryUrl, {
    method: "POST", headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
  }).catch(() => null);
  if (answer?.ok) { line.show(await answer.json()); poll(); } else line.show({ state: "failed", text: words.server });
}

// One request for all open lines; slower while nothing changes, at once again after a new upload.
async function poll() {
  clearTimeout(timer);
  const open = [...lines].filter((line) => line.isOpen);
  if (!open.length) return;
  const ids = open.slice(0, 500).map((line) => line.id).join(",");
  const answer = await fetch(`${settings.status}?ids=${ids}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.ok && answer.headers.get("Content-Type").startsWith("application/json")) {
    const byId = new Map((await answer.json()).lines.map((state) => [state.id, state]));
    let changed = false;
    for (const line of open) if (byId.has(line.id)) changed = line.show(byId.get(line.id)) || changed;
    pause = changed ? 700 : Math.min(pause * 1.3, 4000);
    refreshHead();
  } else {
    pause = Math.min(pause * 2, 15000);
  }
  timer = setTimeout(poll, document.hidden ? Math.max(pause, 5000) : pause);
}

let ended = 0;

function refreshHead() {
  const total = lines.size;
  const done = [...lines].filter((line) => line.isClosed).length;
  if (done > ended) document.body.dispatchEvent(new CustomEvent("upload-ended", { bubbles: true }));
  ended = done;
  const text = done === total ? words.allDone : words.summary;
  root.querySelector("[data-summary]").textContent = total ? text.replace("{done}", done).replace("{total}", total) : "";
  root.querySelector("[data-clear]").hidden = ![...lines].some((line) => line.state === "done");
}

function addFiles(files) { [...files].forEach(addFile); refreshHead(); }

for (const input of root.querySelectorAll("[data-pick]")) {
  input.addEventListener("change", () => { addFiles(input.files); input.value = ""; });
}

let depth = 0;
const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
document.addEventListener("dragenter", (event) => { if (carriesFiles(event)) { depth += 1; veil.hidden = false; } });
document.addEventListener("dragleave", (event) => {
  if (carriesFiles(event)) { depth -= 1; if (depth <= 0) { depth = 0; veil.hidden = true; } }
});
document.addEventListener("dragover", (event) => { if (carriesFiles(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  depth = 0;
  veil.hidden = true;
  filesOf(event.dataTransfer).then(addFiles);
});

document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length) return;
  event.preventDefault();
  addFiles(files.map(named));
});

// The clipboard calls every picture image.png; the time tells them apart.
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const time = new Date().toTimeString().slice(0, 8).replaceAll(":", ".");
  return new File([file], `${words.pasted.replace("{time}", time)}.${file.name.split(".").pop()}`, { type: file.type });
}

root.querySelector("[data-clear]").addEventListener("click", () => {
  [...lines].filter((line) => line.state === "done").forEach((line) => line.remove());
});
window.addEventListener("beforeunload", (event) => { if (sender.busy) event.preventDefault(); });
for (const element of list.children) track(new Line(element, { id: Number(element.dataset.id) }));
refreshHead();
poll();
