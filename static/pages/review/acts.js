// What every key and button of the workbench does to the bench that is open. act(bench, card, {value, button}).
import { boxOf, within } from "./fields.js";

const ACTS = {
  // On the field
  confirm: (bench, card) => (card ? bench.values.confirm(card) : bench.onwards()),
  undo: (bench, card) => (card ? bench.values.undo(card) : bench.viewer?.draw(false)),
  candidate: (bench, card, { value, button }) => card && takeOffer(bench, card, button?.dataset.number ?? value),
  absent: (bench, card) => card && bench.values.absent(card),
  add: (bench, card) => bench.data.editable && card?.hasAttribute("data-many") && bench.fields.activate(bench.fields.add(card)),
  draw: (bench) => bench.data.editable && bench.viewer?.draw(),
  forget: (bench, card) => bench.learned.ask(card),
  // In a table: false leaves the key to what is being typed
  "cell-up": (bench, cell) => bench.grids.step(cell, -1, 0),
  "cell-down": (bench, cell) => bench.grids.step(cell, 1, 0),
  "cell-left": (bench, cell) => bench.grids.step(cell, 0, -1),
  "cell-right": (bench, cell) => bench.grids.step(cell, 0, 1),
  "cell-first": (bench, cell) => bench.grids.step(cell, 0, -Infinity),
  "cell-last": (bench, cell) => bench.grids.step(cell, 0, Infinity),
  "cell-top": (bench, cell) => bench.grids.step(cell, -Infinity, -Infinity),
  "cell-end": (bench, cell) => bench.grids.step(cell, Infinity, Infinity),
  "cell-edit": (bench, cell) => bench.grids.edit(cell),
  "cell-enter": (bench, cell) => bench.grids.confirm(cell),
  "cell-clear": (bench, cell) => bench.grids.clear(cell),
  "row-add": (bench, cell, { button }) => bench.grids.addRow(cell, button),
  "row-add-above": (bench, cell) => bench.grids.addRow(cell, null, { above: true }),
  "row-remove": (bench, cell, { button }) => bench.grids.removeRow(cell, button),
  "row-confirm": (bench, cell, { button }) => bench.grids.confirmRow(cell, button),
  "table-confirm": (bench, cell, { button }) => bench.grids.confirmAll(cell, button),
  // From field to field
  "next-field": (bench) => goTo(bench, bench.fields.neighbour(1)),
  "previous-field": (bench) => bench.fields.activate(bench.fields.neighbour(-1)),
  "previous-open": (bench) => bench.fields.activate(bench.fields.previousFlagged()),
  "next-group": (bench) => bench.fields.activate(bench.fields.group(1)),
  "previous-group": (bench) => bench.fields.activate(bench.fields.group(-1)),
  // On the page
  "page-up": (bench) => bench.viewer?.press("previous"),
  "page-down": (bench) => bench.viewer?.press("next"),
  zoom: (bench, card, { value }) => bench.viewer?.press({ "+": "zoom-in", "-": "zoom-out", 0: "fit-width" }[value]),
  rotate: (bench) => bench.viewer?.press("rotate"),
  search: (bench) => bench.place.querySelector("[data-view=search]")?.focus(),
  sheet: () => document.getElementById("sheet").showModal(),
  // On the document
  "next-document": (bench) => leaveFor(bench, bench.data.urls.next),
  "previous-document": (bench) => leaveFor(bench, bench.data.urls.previous),
  "take-over": (bench) => bench.claim.take({ over: true }),
  approve: (bench) => bench.decisions.approve(),
  "with-errors": (bench) => bench.decisions.askLast("with_errors"),
  reject: (bench) => bench.decisions.ask("reject"),
  postpone: (bench) => bench.decisions.ask("postpone"),
  type: (bench) => bench.decisions.ask("type"),
  split: (bench) => bench.split.ask(),
  rejoin: (bench) => bench.decisions.send(bench.data.urls.rejoin, {}, { stay: true }),
  comment: (bench, card, { button }) => bench.comments.press(card, button),
  "other-type": (bench, card, { button }) => bench.decisions.send(bench.data.urls.type, { doc_type: button.dataset.key }),
  resume: (bench) => bench.decisions.resume(),
  reopen: (bench) => bench.decisions.askReopen(),
  again: (bench, card, { button }) => bench.learned.again(button),
};

const LEFT_TO_CONTROLS = ["confirm", "next-field", "previous-field", "previous-open"];
const LEFT_TO_SELECTS = ["next-group", "previous-group"];

// On the field of the button, else on the active one. False where there was nothing to do.
export function perform(bench, act, { value, button } = {}) {
  return ACTS[act]?.(bench, button?.closest(".field") ?? bench.fields.active, { value, button }) !== false;
}

// True where the key did something; a control that has the focus keeps the keys that work it.
export function press(bench, entry, event) {
  const onControl = event.target.closest("button, a, summary, select, .viewer-bar input");
  // Behind the last cell comes the button that approves, and before it that cell.
  if (entry.does === "previous-field" && event.target.matches(".bench-approve")) return perform(bench, entry.does);
  if (onControl && LEFT_TO_CONTROLS.includes(entry.does)) return false;
  if (event.target.closest("select") && LEFT_TO_SELECTS.includes(entry.does)) return false;
  return perform(bench, entry.does, { value: entry.value });
}

function goTo(bench, card) {
  if (card) bench.fields.activate(card); else bench.toApprove();
}

function takeOffer(bench, card, number) {
  const offer = within(card, `.offer[data-number="${number}"]`);
  if (!offer || !bench.data.editable) return;
  bench.take(card, offer.dataset.value, { page: Number(offer.dataset.page), box: boxOf(offer) });
  bench.values.confirm(card);
}

async function leaveFor(bench, url) {
  bench.values.saveTyped();
  if (await bench.saver.idle()) await bench.walk(url);
}
