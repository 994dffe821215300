// Fields with several values that stand in rows together, as a grid: arrow keys, F2, rows from a spreadsheet. Each cell is
// a field like any other; this file moves between them and does to several at once what can be done to one.
import { inputOf, isCell, isDirty, isEvidence, pieceOf, revert } from "./fields.js";
import { parsed } from "./grid-paste.js";

const MOST_ROWS = 500;       // as review/deciding.py has it
const MOST_AT_ONCE = 1000;
const LONGEST = 20_000;      // characters of a value
const LEFT_ALONE = ["rule", "no_evidence"];

export class Grids {
  constructor(bench, signal) {
    Object.assign(this, { bench, editing: null, last: null, docked: null });
    this.tables = [...bench.place.querySelectorAll("[data-table]")];
    for (const table of this.tables) {
      table.querySelectorAll(".cell").forEach(adopt);
      if (bench.data.editable) this.atLeastOne(table);
      const on = (kind, act) => table.addEventListener(kind, (event) => {
        const cell = event.target.closest(".cell");
        if (cell && event.target === inputOf(cell)) act(cell, event);
      }, { signal });
      on("paste", (cell, event) => this.paste(cell, event));
      on("click", (cell) => { if (this.editing !== cell && !isDirty(cell)) inputOf(cell).select(); });
      on("dblclick", (cell) => this.edit(cell));
      on("focusout", () => { this.editing = null; });
    }
  }

  get frozen() { return !this.bench.data.editable || this.bench.place.querySelector(".bench").classList.contains("is-frozen"); }

  // --- where one is ------------------------------------------------------------------------------------------------
  // What is to be said of the active cell stands below its table.
  enter(card) {
    if (this.docked === card) return;
    if (this.docked) this.docked.append(this.docked.more);
    this.docked = isCell(card) ? card : null;
    if (!this.docked) return;
    piece(card.closest("[data-table]"), "dock").append(card.more);
    this.tellSign();
    if (this.editing !== card && !isDirty(card)) inputOf(card).select();
  }

  // What the figures of the row make otherwise than it says.
  tellSign() {
    for (const table of this.tables) {
      const row = this.docked && tableOf(this.docked) === table ? this.docked.parentElement : null;
      const told = piece(table, "told");
      told.textContent = row ? piece(row, "sign-text").textContent : "";
      told.hidden = !told.textContent;
    }
  }

  step(cell, down, right) {
    if (this.editing === cell) return false;
    const rows = rowsOf(tableOf(cell)), row = rows.indexOf(cell.parentElement), cells = cellsOf(cell.parentElement);
    const column = within(cells.indexOf(cell) + right, cells.length);
    const next = cellsOf(rows[within(row + down, rows.length)])[column];
    if (next !== cell) this.bench.fields.activate(next);
    return true;
  }

  edit(cell) {
    const input = inputOf(cell);
    if (input.readOnly) return;
    this.editing = cell;
    input.setSelectionRange(input.value.length, input.value.length);
  }

  // From a cell that waits to the next that waits, from any other one down.
  confirm(cell) {
    const { fields, values } = this.bench;
    const asked = cell.hasAttribute("data-open")
      || (fields.everyValue && isEvidence(cell)), doubted = cell.hasAttribute("data-doubt");
    if (this.frozen || !values.settle(cell)) return;
    this.editing = null;
    if (asked) { this.bench.onwards(); return; }
    const next = doubted ? fields.neighbour(1, (one) => one.hasAttribute("data-doubt") && tableOf(one) === tableOf(cell)) : null;
    if (next) fields.activate(next); else this.step(cell, 1, 0);
  }

  clear(cell) {
    if (this.editing === cell || this.frozen) return this.editing !== cell;
    revert(cell);
    if (!cell.dataset.value) return true;
    const last = [this.remembered(cell)];
    this.bench.values.clear(cell);
    this.last = last;
    return true;
  }

  // --- rows --------------------------------------------------------------------------------------------------------
  addRow(cell, button, { above = false } = {}) {
    const table = tableOf(button ?? cell);
    if (!table || this.frozen) return;
    const here = isCell(cell) && tableOf(cell) === table ? cell.parentElement : null;
    if (this.room(table, 1) < 1) { this.say(this.bench.data.words.tableFull.replace("{n}", MOST_ROWS)); return; }
    const row = this.blank(table);
    if (here && above) here.before(row);
    else if (here) here.after(row);
    this.bench.fields.activate(cellsOf(row)[0]);
  }

  removeRow(cell, button) {
    const at = this.cellFor(cell, button);
    if (!at || this.frozen) return;
    const table = tableOf(at), row = at.parentElement, rows = rowsOf(table), column = cellsOf(row).indexOf(at);
    const known = cellsOf(row).filter((one) => one.dataset.value);
    cellsOf(row).forEach(revert);
    const last = known.map((one) => this.remembered(one));
    if (known.length) {
      row.hidden = true;
      for (const one of known) { one.dataset.value = ""; inputOf(one).value = ""; }
      this.bench.values.decideEach(known.map((card) => ({ card, decision: { kind: "absent" } })));
      this.last = last;
    } else row.remove();
    this.atLeastOne(table);
    const left = rowsOf(table);
    this.bench.fields.activate(cellsOf(left[Math.min(rows.indexOf(row), left.length - 1)])[column]);
    if (known.length) this.say(this.bench.data.words.rowRemoved, "good");
  }

  // Whoever confirms a row has it before them, so flags are confirmed with it.
  confirmRow(cell, button) {
    const at = this.cellFor(cell, button);
    if (!at || this.frozen) return;
    this.bench.values.saveTyped();
    const waiting = cellsOf(at.parentElement).filter(undecided);
    if (waiting.length) this.bench.values.decideEach(waiting.map((card) => ({ card, decision: { kind: "confirm" } })));
    const next = this.bench.fields.nextOpen();
    if (next && tableOf(next) !== tableOf(at) && this.step(at, 1, 0) && this.bench.fields.active !== at) return;
    this.bench.onwards();
  }

  // As on the wall of one field: what bears a flag, or stands nowhere, is decided on by itself.
  confirmAll(cell, button) {
    const table = tableOf(button ?? cell);
    if (!table || this.frozen) return;
    this.bench.values.saveTyped();
    const waiting = rowsOf(table).flatMap(cellsOf).filter(undecided);
    const [left, good] = [waiting.filter(isLeftAlone), waiting.filter((one) => !isLeftAlone(one))];
    for (let n = 0; n < good.length; n += MOST_AT_ONCE) {
      this.bench.values.decideEach(good.slice(n, n + MOST_AT_ONCE).map((card) => ({ card, decision: { kind: "confirm" } })));
    }
    this.bench.onwards();
    const { allConfirmed, someLeft } = this.bench.data.words;
    this.say((left.length ? someLeft : allConfirmed).replace("{n}", good.length).replace("{m}", left.length));
  }

  // --- rows from a spreadsheet -------------------------------------------------------------------------------------
  paste(cell, event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (this.frozen || inputOf(cell).readOnly || (this.editing === cell && !text.includes("\t"))) return;
    const rows = this.withoutHeads(cell, parsed(text));
    if (!rows.length) return;
    event.preventDefault();
    if (rows.length === 1 && rows[0].length === 1) this.type(cell, rows[0][0]); else this.fill(cell, rows);
  }

  type(cell, text) {
    const input = inputOf(cell);
    input.setRangeText(text, input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  fill(cell, pasted) {
    const refused = this.refusal(cell, pasted);
    if (refused) { this.say(refused); return; }
    const { values, data } = this.bench, table = tableOf(cell), entries = [];
    revert(cell);
    const first = rowsOf(table).indexOf(cell.parentElement), column = cellsOf(cell.parentElement).indexOf(cell);
    const last = [];
    while (rowsOf(table).length < first + pasted.length) this.blank(table);
    const rows = rowsOf(table);
    pasted.forEach((line, down) => {
      const cells = cellsOf(rows[first + down]);
      line.forEach((value, right) => {
        const card = cells[column + right];
        if (!value || value === card.dataset.value) return;
        last.push(this.remembered(card));
        inputOf(card).value = value;
        card.dataset.value = value;
        entries.push({ card, decision: { kind: "change", value } });
      });
    });
    if (!entries.length) { this.say(data.words.pastedSame); return; }
    values.decideEach(entries);
    this.last = last;
    inputOf(cell).select();
    this.say(data.words.pasted.replace("{n}", entries.length), "good");
  }

  // Why the rows do not fit, in a sentence; "" where they do. Nothing is filled in by halves.
  refusal(cell, pasted) {
    const { words } = this.bench.data, table = tableOf(cell), cells = cellsOf(cell.parentElement);
    const wide = Math.max(...pasted.map((line) => line.length)), room = cells.length - cells.indexOf(cell);
    if (wide > room) return words.tooWide.replace("{n}", wide).replace("{m}", room);
    const rows = rowsOf(table), more = rows.indexOf(cell.parentElement) + pasted.length - rows.length;
    if (more > this.room(table, more)) return words.tooLong.replace("{n}", pasted.length).replace("{m}", MOST_ROWS);
    const filled = pasted.flat().filter(Boolean);
    if (filled.length > MOST_AT_ONCE) return words.tooMany.replace("{n}", filled.length).replace("{m}", MOST_AT_ONCE);
    return filled.some((value) => value.length > LONGEST) ? words.valueTooLong.replace("{n}", LONGEST) : "";
  }

  // The heads of the columns come along where somebody marked the whole table.
  withoutHeads(cell, rows) {
    const cells = cellsOf(cell.parentElement), from = cells.indexOf(cell), [heads] = rows;
    const same = (text, n) => text.toLowerCase() === cells[from + n]?.dataset.label.toLowerCase();
    return rows.length > 1 && heads.length > 1 && heads.every(same) ? rows.slice(1) : rows;
  }

  // --- what was done last ------------------------------------------------------------------------------------------
  noted(card, decision) { if (decision.kind !== "undo") this.last = null; }

  // What brings the cell back to how it stands. "undo" would bring what the machine read: a person's word is said again.
  remembered(card) {
    const { value, place } = card.dataset;
    const decided = card.hasAttribute("data-decided") || (!value && this.bench.values.decidedHere.has(place));
    if (!decided) return { card, decision: { kind: "undo" } };
    return { card, decision: value ? { kind: "change", value } : { kind: "absent" } };
  }

  // True where something that was done to cells at once is taken back.
  undo(card) {
    if (!this.last || !isCell(card) || this.frozen) return false;
    const entries = this.last;
    this.last = null;
    for (const one of entries) if (one.card.parentElement) one.card.parentElement.hidden = false;
    this.bench.saver.saveAll(entries);
    this.say("");
    return true;
  }

  // Where a new row stands: in front of which row that the server knows.
  rowOf(card) {
    const row = isCell(card) ? card.parentElement : null;
    if (!row?.hasAttribute("data-new")) return {};
    let next = row.nextElementSibling;
    while (next?.hasAttribute("data-new")) next = next.nextElementSibling;
    return next ? { before: Number(next.dataset.row) } : {};
  }

  // --- what the server answers -------------------------------------------------------------------------------------
  apply(tables) {
    for (const [name, { rows, foot, signs }] of Object.entries(tables ?? {})) {
      const table = this.tables.find((one) => one.dataset.table === name);
      if (!table) continue;
      this.applyTo(table, rows, foot);
      for (const row of piece(table, "rows").children) sign(row, signs?.[row.dataset.row] ?? "");
    }
    this.tellSign();
  }

  // Somebody else put rows in meanwhile, by numbers that rows here bear which the server knows nothing of: these get
  // others, or two people's cells would stand in one row. saved: as the server tells it; a row of which a cell is among
  // it was saved from here, and only the answer was lost.
  makeWay(tables, saved) {
    for (const table of this.tables) {
      const taken = tables?.[table.dataset.table]?.rows ?? [];
      table.dataset.next = Math.max(Number(table.dataset.next), ...taken.map((index) => index + 1));
      for (const row of piece(table, "rows").querySelectorAll(":scope > [data-new]")) {
        const isOurs = (cell) => saved.some((one) => one.value && `${one.key}:${one.index}` === cell.dataset.place && one.value === cell.dataset.value);
        if (!taken.includes(Number(row.dataset.row)) || cellsOf(row).some(isOurs)) continue;
        row.dataset.row = this.next(table);
        for (const cell of cellsOf(row)) {
          const { place } = cell.dataset;
          number(cell, row.dataset.row);
          this.bench.saver.moved(place, cell.dataset.place);
        }
      }
    }
  }

  applyTo(table, rows, foot) {
    const body = piece(table, "rows"), there = new Map([...body.children].map((row) => [Number(row.dataset.row), row]));
    for (const index of rows) {
      if (!there.has(index)) there.set(index, this.blank(table, index));
      there.get(index).removeAttribute("data-new");
    }
    const known = new Set(rows);
    for (const [index, row] of there) if (!known.has(index) && !row.hasAttribute("data-new")) this.drop(table, row);
    const order = [...body.children].filter((row) => known.has(Number(row.dataset.row))).map((row) => Number(row.dataset.row));
    if (order.some((index, n) => index !== rows[n])) body.prepend(...rows.map((index) => there.get(index)));
    piece(table, "foot").innerHTML = foot;
    this.atLeastOne(table);
    piece(table, "count").textContent = rows.length;
  }

  // A row without a value is none any more. Where somebody is in it, it stays to be written in.
  drop(table, row) {
    const busy = !row.hidden && cellsOf(row).some((cell) => isDirty(cell) || cell === this.bench.fields.active);
    if (!busy) { row.remove(); return; }
    const fresh = this.next(table);
    for (const cell of cellsOf(row)) { empty(cell); number(cell, fresh); }
    Object.assign(row.dataset, { row: fresh, new: "" });
  }

  // --- small things ------------------------------------------------------------------------------------------------
  cellFor(cell, button) {
    const table = tableOf(button ?? cell);
    if (isCell(cell) && tableOf(cell) === table) return cell;
    return table ? cellsOf(rowsOf(table).at(-1))[0] : null;
  }

  // A row that the server knows nothing of until something is written in it.
  blank(table, index = this.next(table)) {
    const row = piece(table, "blank").content.firstElementChild.cloneNode(true);
    Object.assign(row.dataset, { row: index, new: "" });
    for (const cell of cellsOf(row)) { adopt(cell); number(cell, index); inputOf(cell).readOnly = this.frozen; }
    piece(table, "rows").append(row);
    return row;
  }

  atLeastOne(table) { if (!rowsOf(table).length) this.blank(table); }

  next(table) {
    const index = Number(table.dataset.next);
    table.dataset.next = index + 1;
    return index;
  }

  // How many of so many more rows there is room for; numbers of rows are never used twice.
  room(table, wanted) { return Math.min(wanted, MOST_ROWS - Number(table.dataset.next)); }

  say(text, tone) { this.bench.status.hint(text, tone); }
}

const piece = (table, name) => table.querySelector(`[data-piece=${name}]`);
const tableOf = (element) => element?.closest("[data-table]") ?? null;
const rowsOf = (table) => [...piece(table, "rows").children].filter((row) => !row.hidden);
const cellsOf = (row) => [...row.querySelectorAll(".cell")];
const within = (n, count) => Math.min(Math.max(n, 0), count - 1);
const undecided = (cell) => cell.dataset.value && !cell.hasAttribute("data-decided");
const isLeftAlone = (cell) => LEFT_ALONE.includes(cell.dataset.mark);

function sign(row, text) {
  const shown = piece(row, "sign");
  shown.hidden = !text;
  shown.title = text;
  piece(row, "sign-text").textContent = text;
}

// What there is to say of a cell. Where that is no more than of any other, it is made when somebody asks for it.
function adopt(cell) {
  const own = cell.querySelector(".cell-more");
  if (own) { cell.more = own; return; }
  const table = tableOf(cell);   // of a cell whose row is gone something may still be asked
  let made = null;
  Object.defineProperty(cell, "more", { configurable: true, get: () => (made ??= plain(cell, table)) });
}

function plain(cell, table) {
  const like = piece(table, cell.dataset.value ? "filled" : "blank").content;
  return like.querySelector(`.cell[data-key="${CSS.escape(cell.dataset.key)}"] .cell-more`).cloneNode(true);
}

// What is being typed in it stays.
function empty(cell) {
  if (!isDirty(cell)) inputOf(cell).value = "";
  for (const name of ["data-open", "data-doubt", "data-unsettled", "data-decided", "data-page", "data-box"]) cell.removeAttribute(name);
  Object.assign(cell.dataset, { value: "", mark: "absent" });
  for (const name of ["why", "offers"]) pieceOf(cell, name).replaceChildren();
}

function number(cell, index) {
  Object.assign(cell.dataset, { index, place: `${cell.dataset.key}:${index}` });
}
