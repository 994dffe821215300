// Sums on boxes and lines of text. Boxes are [x0, y0, x1, y1], fractions of the page as it came; turns are clockwise.

// A point of the page as it is shown (turned) → the same point of the page as it came.
export function unturn([x, y], turn) {
  if (turn === 90) return [y, 1 - x];
  if (turn === 180) return [1 - x, 1 - y];
  if (turn === 270) return [1 - y, x];
  return [x, y];
}

export function boxOf([ax, ay], [bx, by]) {
  const inside = (v) => Math.min(1, Math.max(0, v));
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)].map(inside);
}

// How wide each character is, roughly: a Chinese one is two Latin ones. Sums to 1.
function shares(text) {
  const widths = [...text].map((c) => (c.codePointAt(0) > 0x2e7f ? 2 : 1));
  const total = widths.reduce((sum, w) => sum + w, 0) || 1;
  let at = 0;
  return widths.map((w) => { const from = at / total; at += w; return [from, at / total]; });
}

// The part of a line's box that its characters from..to take. A line that is higher than wide runs downwards.
function partOf(line, from, to) {
  const [x0, y0, x1, y1] = line.box;
  const places = shares(line.text);
  const [start, end] = [places[from]?.[0] ?? 0, places[to - 1]?.[1] ?? 1];
  const upright = isVertical(line);
  if (upright) return [x0, y0 + (y1 - y0) * start, x1, y0 + (y1 - y0) * end];
  return [x0 + (x1 - x0) * start, y0, x0 + (x1 - x0) * end, y1];
}

function isVertical({ text, box: [x0, y0, x1, y1] }) {
  return [...text].length > 2 && y1 - y0 > 2.5 * (x1 - x0);
}

export function lineAt(lines, [x, y]) {
  return lines.find(({ box: [x0, y0, x1, y1] }) => x >= x0 && x <= x1 && y >= y0 && y <= y1) ?? null;
}

// What stands inside a box: of a line that sticks out at its ends only the characters inside.
export function textIn(lines, [x0, y0, x1, y1]) {
  const rows = [];
  for (const line of lines) {
    const [lx0, ly0, lx1, ly1] = line.box;
    const middle = (ly0 + ly1) / 2;
    if (isVertical(line) ? ly1 < y0 || ly0 > y1 : middle < y0 || middle > y1) continue;
    if (lx1 < x0 || lx0 > x1) continue;
    const kept = [...line.text].filter((_, n) => {
      const [a, b, c, d] = partOf(line, n, n + 1);
      return (a + c) / 2 >= x0 && (a + c) / 2 <= x1 && (b + d) / 2 >= y0 && (b + d) / 2 <= y1;
    });
    if (kept.join("").trim()) rows.push(kept.join("").trim());
  }
  return rows.join(" ");
}

const fold = (text) => text.normalize("NFKC").toLowerCase();

// Every place of the text on the pages: [{page, box}]. Width and case of letters do not matter.
export function findText(pages, wanted) {
  const needle = [...fold(wanted.trim())].join("");
  if (!needle) return [];
  return pages.flatMap((page) => page.lines.flatMap((line) => hitsIn(line, needle, page.number)));
}

function hitsIn(line, needle, page) {
  const folded = fold(line.text);
  const whole = [...folded].length !== [...line.text].length;  // folding changed the count: show the whole line
  const hits = [];
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
    const from = [...folded.slice(0, at)].length;
    hits.push({ page, box: whole ? line.box : partOf(line, from, from + [...needle].length) });
  }
  return hits;
}
