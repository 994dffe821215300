import { pieceOf, within } from "./fields.js";

// Two people, one field: both values side by side, and the reviewer chooses. Nothing is overwritten until he does.
export function showConflict(card, decision, theirs, words, { keepMine, keepTheirs }) {
  const note = pieceOf(card, "note");
  const line = (label, value) => {
    const row = document.createElement("p");
    const strong = document.createElement("strong");
    strong.textContent = value || "—";
    row.append(`${label} `, strong);
    return row;
  };
  const button = (label, act, primary) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: `btn btn-sm${primary ? " btn-primary" : ""}`, textContent: label });
    made.addEventListener("click", () => { settleConflict(card); act(); });
    return made;
  };
  card.dataset.conflict = note.dataset.conflict = "";
  note.replaceChildren(
    line(words.theirs.replace("{name}", theirs.by), theirs.value), line(words.yours, decision.value ?? ""),
    button(words.keepTheirs, keepTheirs), button(words.keepMine, keepMine, true));
  note.hidden = false;
  card.scrollIntoView({ block: "nearest" });
}

// The choice is made, by a button here or by a later save of the field. Other notes on the card stay.
export function settleConflict(card) {
  card.removeAttribute("data-conflict");
  const note = within(card, "[data-piece=note][data-conflict]");
  if (!note) return;
  note.removeAttribute("data-conflict");
  note.hidden = true;
  note.replaceChildren();
}
