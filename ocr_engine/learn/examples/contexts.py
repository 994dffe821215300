"""Values in the midst of a line or of running text: told by the words and signs before and behind them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from rapidfuzz import fuzz

from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.words.folding import has_cjk

from .exemplar import Context
from .tokens import BREAK, GAP, NUMBER, VALUE, Token, page_tokens, tokens_of, with_values

_KEPT = 14              # tokens on each side
_ENOUGH = 6.0           # of what a side can say; see _worth
_LIKE, _FUZZY = 80.0, 5     # rapidfuzz's 0..100 from which words of so many letters are one
_VALUE_AT_MOST = 14     # tokens of another value between two known words
_LEAST = {"before": 1.4, "after": 0.4, "both": 2.8}     # from which free text is taken, in what the sides say
_LEAST_READ = 2.0       # ... and a value that has a reading of its own
_LONGER = (3, 8)        # times the known value's tokens, and more, at most
_MOST = 400             # places of a page where the words before a value stand
_BEYOND = 0.04          # is lost for each token that a value is longer or shorter


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text between known words; ``said``: how much the words on both sides say, up to 12."""

    pieces: tuple[Piece, ...]
    said: float


class Stream:
    """The tokens of a page with where each word stands."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.tokens = page_tokens(sheet)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self.tokens):
            found[token.text].append(at)
        return found

    @cached_property
    def spans(self) -> Mapping[Cell, tuple[int, int]]:
        """Cell -> its first token and its BREAK."""
        ends = {t.cell: at for at, t in enumerate(self.tokens) if t.text == BREAK}
        starts = [0, *(at + 1 for at in ends.values())]
        return {cell: (start, end) for (cell, end), start in zip(ends.items(), starts, strict=False)}

    def span(self, pieces: Sequence[Piece]) -> tuple[int, int]:
        """The tokens of the pieces: the first one and the one behind the last."""
        first, last = pieces[0], pieces[-1]
        begin = bisect_right(self.tokens, first.start, *self.spans[first.cell], key=lambda token: token.end)
        end = bisect_left(self.tokens, last.end, *self.spans[last.cell], key=lambda token: token.start)
        return begin, end


def context_of(stream: Stream, pieces: Sequence[Piece], values: Mapping[Cell, Sequence[Piece]]) -> Context | None:
    """Of a confirmed value; ``values``: those of the other fields. None where it fills its line, and where the words
    around it stand around something else as well."""
    first, last = pieces[0], pieces[-1]
    if first.cell.standing or last.cell.standing:
        return None
    begin, end = stream.span(pieces)
    lead, tail = begin - stream.spans[first.cell][0], stream.spans[last.cell][1] - end
    if end <= begin or not (lead or tail):
        return None
    before = with_values(stream.tokens[max(0, begin - 4 * _KEPT):begin], values)
    after = with_values(stream.tokens[end:end + 4 * _KEPT], values)
    own_before = with_values(stream.tokens[begin - lead:begin], values)
    own_after = with_values(stream.tokens[end:end + tail], values)
    return Context(tuple(t.text for t in reversed(before[-_KEPT:])), tuple(t.text for t in after[:_KEPT]),
                   len(own_before), len(own_after), sum(t.text != BREAK for t in stream.tokens[begin:end]))


def stretches(context: Context, stream: Stream) -> Iterator[Stretch]:
    """Every stretch of the page before and behind which the known words stand; of very many the likeliest."""
    begins = list(_begins(context, stream))
    surest = begins if len(begins) <= _MOST else sorted(begins, key=lambda found: -found[1])[:_MOST]
    for begin, before in surest:
        ends = [(after - _BEYOND * abs(size - context.size), end, after)
                for end, size in _ends(context, stream.tokens, begin)
                if (after := _said(context.after, stream.tokens, end, 1)) >= _LEAST["after"]]
        best = max(ends, key=lambda e: (e[0], -e[1]), default=None)
        if best and before + best[2] >= _LEAST["both"]:
            yield Stretch(_pieces(stream.tokens[begin:best[1]]), before + best[0])


def told(context: Context, stream: Stream, piece: Piece) -> float:
    """How much the words around a reading are the known ones; 0 where that is too little, and of an upright print."""
    if piece.cell.standing:
        return 0.0
    begin, end = stream.span((piece,))
    said = _said(context.before, stream.tokens, begin - 1, -1) + _said(context.after, stream.tokens, end, 1)
    return said if said >= _LEAST_READ else 0.0


def cut(context: Context, piece: Piece, *, led: bool = True) -> Piece | None:
    """The value in a cell that holds it: without what stood before it (``led``) and behind it in its own cell; None
    where neither can be told."""
    tokens = tokens_of(piece)
    if not tokens:
        return None
    lead, tail = context.before[:context.lead] if led else (), context.after[:context.tail]
    begin = _inner(lead, tokens, -1) if lead else 0
    if begin is None:
        if len(lead) > 2 or tail:
            return None
        begin = 0
    end = _inner(tail, tokens[begin:], 1) if tail else len(tokens) - begin
    if end is None:
        if len(tail) > 2 and not _is_sign(tail[0]):
            return None
        end = len(tokens) - begin
    inside = tokens[begin:begin + end]
    return Piece(piece.cell, inside[0].start if lead and begin else piece.start,
                 inside[-1].end if tail and begin + end < len(tokens) else piece.end) if inside else None


def _inner(wanted: Sequence[str], tokens: Sequence[Token], step: int) -> int | None:
    """Where the value begins (``step`` -1) or ends (1) in its cell: beside the known words as far as they stand there,
    beside the sign that is as far from the edge of the cell otherwise."""
    known = (*wanted, BREAK)
    cuts = range(1, len(tokens))
    said = {at: _said(known, tokens, at - 1 if step < 0 else at, step) for at in cuts}
    sign, follows = wanted[0], wanted[1:2]
    upto = [0, *accumulate(token.text == sign for token in tokens)]

    def count(at: int) -> int:
        beyond = upto[at] if step < 0 else upto[-1] - upto[at]
        return -abs(beyond - wanted.count(sign))

    def other(at: int) -> bool:
        """Whether a number stands behind the sign for a word, or a word for a number."""
        beyond = at + 1 if step > 0 else at - 2
        number = 0 <= beyond < len(tokens) and tokens[beyond].text == NUMBER
        return _is_sign(sign) and VALUE not in follows and number != (NUMBER in follows)

    free = [at for at in cuts if said[at] > 0 and not other(at)]
    return max(free, key=lambda at: (round(said[at], 1), count(at)), default=None)


def _begins(context: Context, stream: Stream) -> Iterator[tuple[int, float]]:
    first, *rest = context.before or (BREAK,)
    wanted = [w for w in ([first, *rest[:1]] if first == BREAK else [first]) if w != VALUE]
    near = {at for word in wanted for like in _alike(word, stream) for at in stream.places[like]}
    near |= {-1} if first == BREAK else set()
    for at in sorted(near):
        begin = at + 1
        while begin < len(stream.tokens) and stream.tokens[begin].text == BREAK:
            begin += 1
        if begin < len(stream.tokens):
            said = _said(context.before, stream.tokens, begin - 1, -1)
            if said >= _LEAST["before"]:
                yield begin, said


def _alike(word: str, stream: Stream) -> Sequence[str]:
    if word in stream.places or len(word) < _FUZZY:
        return (word,) if word in stream.places else ()
    return [other for other in stream.places if _same(word, other)]


def _ends(context: Context, tokens: Sequence[Token], begin: int) -> Iterator[tuple[int, int]]:
    """(where a value may end, its size) up to the longest one, across lines but not across columns."""
    longest, size, last = context.size * _LONGER[0] + _LONGER[1], 0, tokens[begin].cell
    for at in range(begin, len(tokens)):
        token = tokens[at]
        if token.text == BREAK:
            continue
        if size and token.cell is not last:
            if not _goes_on(last, token.cell):
                return
            last = token.cell
        size += 1
        if size > longest:
            return
        yield at + 1, size


def _goes_on(last: Cell, cell: Cell) -> bool:
    """Whether a line is the next one of a text."""
    return cell.row is not last.row and 0 < cell.box.cy - last.box.cy < 3 * last.height and cell.box.x0 < last.box.x1


def _said(wanted: Sequence[str], tokens: Sequence[Token], at: int, step: int) -> float:
    """How much of the known words stands beside a place, one after the other, outward from it."""
    total = 0.0
    if wanted and wanted[0] == VALUE:
        return total
    for number, want in enumerate(wanted):
        if want == BREAK:
            if not 0 <= at < len(tokens) or tokens[at].text == BREAK:
                total += _worth(BREAK)
                at += step
            continue
        while 0 <= at < len(tokens) and tokens[at].text == BREAK:
            at += step
        if not 0 <= at < len(tokens) or total >= _ENOUGH:
            break
        if want == VALUE:
            beyond = _beyond(wanted[number + 1:], tokens, at + step, step)
            if beyond is None:
                return min(_ENOUGH, total + _worth(GAP))
            at = beyond
        elif not _same(want, tokens[at].text):
            break
        else:
            at += step
        total += _worth(want)
    return min(_ENOUGH, total)


def _beyond(wanted: Sequence[str], tokens: Sequence[Token], at: int, step: int) -> int | None:
    """Where another value ends: at the first of the words that are known behind it."""
    word = next((w for w in wanted if w not in (BREAK, VALUE)), None)
    reach = range(at, at + step * _VALUE_AT_MOST, step)
    return next((n for n in reach if word and 0 <= n < len(tokens) and _same(word, tokens[n].text)), None)


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= _FUZZY and abs(len(one) - len(other)) < 3
                            and fuzz.ratio(one, other) >= _LIKE)


def _worth(word: str) -> float:
    if word in (BREAK, GAP):
        return 0.4
    if word in (NUMBER, VALUE) or _is_sign(word):
        return 0.6
    return 1.2 if has_cjk(word) else max(0.5, min(len(word), 6) / 2)


def _is_sign(word: str) -> bool:
    return not any(c.isalnum() for c in word)


def _pieces(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    ends: dict[Cell, tuple[int, int]] = {}
    for token in tokens:
        if token.text != BREAK:
            ends[token.cell] = (ends.get(token.cell, (token.start, 0))[0], token.end)
    return tuple(Piece(cell, start, end) for cell, (start, end) in ends.items())
