// Two people, one field: both values side by side, and the reviewer chooses. Nothing is overwritten until he does.
export function showConflict(card, decision, theirs, words, { keepMine, keepTheirs }) {
  const note = card.querySelector("[data-piece=note]");
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
    made.addEventListener("click", () => { note.hidden = true; note.replaceChildren(); card.removeAttribute("data-conflict"); act(); });
    return made;
  };
  card.dataset.conflict = "";
  note.replaceChildren(
    line(words.theirs.replace("{name}", theirs.by), theirs.value), line(words.yours, decision.value ?? ""),
    button(words.keepTheirs, keepTheirs), button(words.keepMine, keepMine, true));
  note.hidden = false;
  card.scrollIntoView({ block: "nearest" });
}
