// Puts the strip view together: one field of many documents, decided value by value from the keyboard.
import { All } from "./strip-all.js";
import { Cells } from "./strip-cells.js";
import { STRIP_KEYS } from "./strip-keys.js";
import { Saving } from "./strip-saving.js";
import { inputOf, isDirty } from "./fields.js";
import { fillSheet, find, isComposing } from "./keys.js";
import { Status } from "./status.js";

const place = document.getElementById("strip");
const wall = place.querySelector(".strip-wall");
const { words } = JSON.parse(document.getElementById("strip-data").textContent);
const sheet = document.getElementById("sheet");
fillSheet(sheet, STRIP_KEYS);
if (wall) start();

function start() {
  const status = new Status(place, words, document.body.dataset.login);
  const cells = new Cells(wall, () => status.hint(""));
  const total = cells.all().length;
  const saving = new Saving(cells, status, words, () => count());
  const all = new All({
    cells, words, button: place.querySelector("[data-do=all]"), dialog: document.getElementById("all"),
    confirm: (cell) => saving.decide(cell, { kind: "confirm" }),
    done: (confirmed, asked) => {
      onwards();
      status.hint((confirmed === asked ? words.allDone : words.someLeft).replace("{n}", confirmed), confirmed === asked ? "good" : "look");
    },
  });
  const looked = new Set();

  const acts = {
    confirm: (cell) => goOn(saving.confirm(cell)),
    candidate: (cell, { number }) => goOn(saving.candidate(cell, number)),
    absent: (cell) => goOn(saving.absent(cell)),
    undo: (cell) => saving.undo(cell),
    edit: () => cells.edit(),
    look: (cell) => { looked.add(cell); open(cell.dataset.bench, "_blank", "noopener"); },
    "leave-out": (cell) => { cell.classList.toggle("is-out"); all.count(); },
    "previous-open": () => cells.activate(cells.previousOpen()),
    all: () => { if (!all.ask()) status.hint(words.noneSeen); },
    sheet: () => sheet.showModal(),
  };
  for (const way of ["left", "right", "up", "down", "first", "last"]) acts[way] = () => cells.step(way);

  function count() {
    status.part("progress").textContent = words.decided
      .replace("{done}", total - cells.undecided().length).replace("{n}", total);
    all.count();
  }

  function goOn(done) { if (done) onwards(); }

  // To the next value that waits; behind the last one the wall goes on.
  function onwards() {
    const next = cells.nextOpen();
    if (next) { cells.activate(next); return; }
    if (cells.undecided().length) return;
    place.querySelector("[data-part=onwards]").focus();
    status.hint(words.finished, "good");
  }

  function perform(act, button) {
    const cell = button?.closest(".cell") ?? cells.active;
    if (button && cell && cell !== cells.active) cells.activate(cell);
    if (cell || ["all", "sheet"].includes(act)) acts[act]?.(cell, { number: button?.dataset.number });
  }

  document.addEventListener("keydown", (event) => {
    if (isComposing(event) || document.querySelector("dialog[open]")) return;
    if (event.repeat && event.key === "Enter") { event.preventDefault(); return; } // a key that is held down decides nothing more
    const entry = find(event, STRIP_KEYS);
    const onControl = event.target.closest("button, a, select, input");
    if (!entry || (entry.still && (cells.isEditing || onControl)) || (onControl && !entry.ctrl && !entry.alt && entry.does !== "sheet")) return;
    event.preventDefault();
    if (entry.does === "candidate") acts.candidate(cells.active, { number: entry.value }); else perform(entry.does);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button?.dataset.do === "close-dialog") button.closest("dialog").close("");
    else if (button) perform(button.dataset.do, button);
    else if (target.closest(".cell") && !target.closest("textarea, a, label")) cells.activate(target.closest(".cell"));
  });
  wall.addEventListener("focusout", ({ target }) => {
    const cell = target.closest(".cell");
    if (cell && target === inputOf(cell) && isDirty(cell)) saving.saveEdit(cell);
  });
  addEventListener("focus", () => { looked.forEach((cell) => saving.renew(cell)); looked.clear(); });
  addEventListener("beforeunload", (event) => { if (saving.busy || cells.all().some(isDirty)) event.preventDefault(); });

  count();
  cells.activate(cells.undecided()[0] ?? cells.all()[0]);
}
