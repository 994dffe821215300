// What a spreadsheet puts on the clipboard: tabs between cells, a line a row; cells with a tab, a line break or a quote
// in them stand in quotes, with quotes doubled. Rows of texts; [] where there is nothing.
export function parsed(text) {
  const rows = [];
  let row = [], cell = "", at = 0, open = false;
  const endCell = () => { row.push(cell.trim()); cell = ""; };
  const endRow = () => { endCell(); rows.push(row); row = []; };
  const plain = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  for (; at < plain.length; at += 1) {
    const sign = plain[at];
    if (open) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') { cell += sign; at += 1; } else open = false;
    } else if (sign === '"' && !cell && closes(plain, at + 1)) open = true;
    else if (sign === "\t") endCell();
    else if (sign === "\n") endRow();
    else cell += sign;
  }
  if (cell || row.length) endRow();
  while (rows.length && rows.at(-1).every((one) => !one)) rows.pop();
  return rows;
}

// Whether the quote that begins at a cell's front ends at a cell's end: 24" monitors are no quotes.
function closes(text, from) {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') { at += 1; continue; }
    return at + 1 === text.length || text[at + 1] === "\t" || text[at + 1] === "\n";
  }
  return false;
}
