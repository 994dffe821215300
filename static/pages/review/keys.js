// Every key of the workbench, in one table: it drives the page and fills the key sheet.
// where: "always", "page" (only outside an input), "cell" (only in a cell of a table). Keys are named by their place on the keyboard (event.code) where a
// layout or Alt changes the character.
const KEYS = [
  { does: "cell-up", key: "ArrowUp", where: "cell", shows: ["↑", "↓", "←", "→"] },
  { does: "cell-down", key: "ArrowDown", where: "cell" },
  { does: "cell-left", key: "ArrowLeft", where: "cell" },
  { does: "cell-right", key: "ArrowRight", where: "cell" },
  { does: "cell-first", key: "Home", where: "cell", shows: ["Home", "End"] },
  { does: "cell-last", key: "End", where: "cell" },
  { does: "cell-top", key: "Home", ctrl: true, where: "cell", shows: ["Ctrl", "Home End"] },
  { does: "cell-end", key: "End", ctrl: true, where: "cell" },
  { does: "cell-edit", key: "F2", where: "cell", shows: ["F2"] },
  { does: "cell-enter", key: "Enter", where: "cell", shows: ["Enter"] },
  { does: "cell-clear", key: "Delete", where: "cell", shows: ["Delete"] },
  { does: "row-add", code: "KeyA", alt: true, where: "cell", shows: ["Alt", "A"] },
  { does: "row-add-above", code: "KeyA", alt: true, shift: true, where: "cell", shows: ["Alt", "Shift", "A"] },
  { does: "row-remove", key: "Delete", ctrl: true, where: "cell", shows: ["Ctrl", "Delete"] },
  { does: "row-confirm", key: "Enter", alt: true, where: "cell", shows: ["Alt", "Enter"] },
  { does: "table-confirm", key: "Enter", alt: true, shift: true, where: "cell", shows: ["Alt", "Shift", "Enter"] },
  { does: "approve", key: "Enter", ctrl: true, shows: ["Ctrl", "Enter"] },
  { does: "with-errors", key: "Enter", ctrl: true, shift: true, shows: ["Ctrl", "Shift", "Enter"] },
  { does: "previous-open", key: "Enter", shift: true, shows: ["Shift", "Enter"] },
  { does: "confirm", key: "Enter", shows: ["Enter"] },
  { does: "previous-field", key: "Tab", shift: true, shows: ["Shift", "Tab"] },
  { does: "next-field", key: "Tab", shows: ["Tab"] },
  { does: "next-group", key: "ArrowDown", alt: true, shows: ["Alt", "↓ ↑"] },
  { does: "previous-group", key: "ArrowUp", alt: true },
  { does: "undo", key: "Escape", shows: ["Esc"] },
  { does: "candidate", code: "Digit1", alt: true, value: 1, shows: ["Alt", "1 … 3"] },
  { does: "candidate", code: "Digit2", alt: true, value: 2 },
  { does: "candidate", code: "Digit3", alt: true, value: 3 },
  { does: "absent", code: "Digit0", alt: true, shows: ["Alt", "0"] },
  { does: "add", code: "KeyA", alt: true, shows: ["Alt", "A"] },
  { does: "forget", code: "KeyG", alt: true, shows: ["Alt", "G"] },
  { does: "draw", key: "F8", shows: ["F8"] },
  { does: "next-document", code: "KeyN", alt: true, shows: ["Alt", "N"] },
  { does: "previous-document", code: "KeyP", alt: true, shows: ["Alt", "P"] },
  { does: "postpone", code: "KeyQ", alt: true, shows: ["Alt", "Q"] },
  { does: "reject", code: "KeyX", alt: true, shows: ["Alt", "X"] },
  { does: "type", code: "KeyT", alt: true, shows: ["Alt", "T"] },
  { does: "split", code: "KeyS", alt: true, shows: ["Alt", "S"] },
  { does: "comment", code: "KeyC", alt: true, shows: ["Alt", "C"] },
  { does: "again", code: "KeyR", alt: true, shows: ["Alt", "R"] },
  { does: "reopen", code: "KeyO", alt: true, shows: ["Alt", "O"] },
  { does: "page-up", key: "PageUp", shows: ["PageUp"] },
  { does: "page-down", key: "PageDown", shows: ["PageDown"] },
  { does: "zoom", code: "Equal", alt: true, value: "+", shows: ["Alt", "+ −"] },
  { does: "zoom", code: "Minus", alt: true, value: "-" },
  { does: "zoom", key: "+", alt: true, anyShift: true, value: "+" },
  { does: "zoom", key: "-", alt: true, anyShift: true, value: "-" },
  { does: "zoom", key: "+", where: "page", value: "+" },
  { does: "zoom", key: "=", where: "page", value: "+" },
  { does: "zoom", key: "-", where: "page", value: "-" },
  { does: "zoom", key: "0", where: "page", value: "0" },
  { does: "rotate", key: "r", where: "page", shows: ["R"] },
  { does: "search", key: "/", alt: true, anyShift: true, shows: ["Alt", "/"] },
  { does: "search", key: "/", where: "page" },
  { does: "sheet", key: "F1", shows: ["F1"] },
  { does: "sheet", key: "?", where: "page", anyShift: true },
];

const isTyping = (target) => target.matches?.("input, textarea, select, [contenteditable]");

function fits(entry, event, typing) {
  if (entry.where === "page" && typing) return false;
  if (entry.where === "cell" && !event.target.matches?.(".cell .field-input")) return false;
  if (Boolean(entry.alt) !== event.altKey || Boolean(entry.ctrl) !== (event.ctrlKey || event.metaKey)) return false;
  if (entry.where !== "page" && !entry.anyShift && Boolean(entry.shift) !== event.shiftKey) return false;
  return entry.code ? entry.code === event.code : entry.key.toLowerCase() === event.key.toLowerCase();
}

export function find(event, keys = KEYS) {
  const typing = isTyping(event.target);
  return keys.find((entry) => fits(entry, event, typing)) ?? null;
}

// While an input method composes, every key is its own.
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

export function fillSheet(sheet, keys = KEYS) {
  for (const place of sheet.querySelectorAll("[data-keys-of]")) {
    const names = keys.find((entry) => entry.does === place.dataset.keysOf && entry.shows)?.shows ?? [];
    place.replaceChildren(...names.map((name) => Object.assign(document.createElement("kbd"), { textContent: name })));
  }
}
