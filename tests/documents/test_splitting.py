"""What parts a file may be cut into: every page in one of them, and a sentence for everything else."""

from __future__ import annotations

import itertools

import pytest

from docmgr.documents import splitting
from docmgr.documents.models import Blob, Document
from docmgr.documents.splitting import NotSplit, Piece


def pieces(*ranges: tuple[int, int], left_out: tuple[int, ...] = ()) -> list[Piece]:
    return [Piece(first=a, last=b, left_out=n in left_out) for n, (a, b) in enumerate(ranges)]


def test_every_way_of_cutting_a_file_in_two_or_more_is_taken() -> None:
    for pages in range(2, 7):
        for cuts in itertools.product((False, True), repeat=pages - 1):
            edges = [0, *(n for n, cut in enumerate(cuts, 1) if cut), pages]
            made = pieces(*((a + 1, b) for a, b in itertools.pairwise(edges)))
            if len(made) > 1:
                splitting.check(made, pages)
            else:
                with pytest.raises(NotSplit, match="split_one_part"):
                    splitting.check(made, pages)


@pytest.mark.parametrize(("made", "pages", "code", "said"), [
    (pieces((1, 1)), 1, "split_one_page", "one page"),
    ([], 5, "split_invalid", "Page 1 stands in no part"),
    (pieces((1, 2), (2, 5)), 5, "split_invalid", "Page 2 stands in two parts"),
    (pieces((1, 2), (4, 5)), 5, "split_invalid", "Page 3 stands in no part"),
    (pieces((1, 2), (3, 4)), 5, "split_invalid", "Page 5 stands in no part"),
    (pieces((1, 2), (3, 6)), 5, "split_invalid", "there is no page 6"),
    (pieces((0, 2), (3, 5)), 5, "split_invalid", "there is no page 0"),
    (pieces((1, 3), (4, 2)), 5, "split_invalid", "Part 2 ends before it begins"),
    (pieces((3, 5), (1, 2)), 5, "split_invalid", "order of their pages"),
    (pieces((1, 2), (3, 5), left_out=(0, 1)), 5, "split_nothing_left", "Every part is left out"),
])
def test_what_cannot_be_is_told_in_words(made: list[Piece], pages: int, code: str, said: str) -> None:
    with pytest.raises(NotSplit) as refused:
        splitting.check(made, pages)
    assert refused.value.code == code and said in str(refused.value.message)


def test_attached_files_go_with_one_part_that_is_kept() -> None:
    first, second = Piece(first=1, last=1, attachments=True), Piece(first=2, last=2)
    splitting.check([first, second], 2)
    for wrong in ([first, Piece(first=2, last=2, attachments=True)],
                  [Piece(first=1, last=1, attachments=True, left_out=True), second]):
        with pytest.raises(NotSplit, match="split_attachments"):
            splitting.check(wrong, 2)


@pytest.mark.parametrize(("name", "first", "last", "part"), [
    ("scan.pdf", 3, 4, "scan-p3-4.pdf"), ("扫描件.tif", 2, 2, "扫描件-p2.tif"), ("a.b.PDF", 1, 2, "a.b-p1-2.PDF"),
    ("scan", 1, 1, "scan-p1"), (".pdf", 1, 1, ".pdf-p1"),
])
def test_a_part_is_named_after_its_file_and_pages(name: str, first: int, last: int, part: str) -> None:
    assert splitting.name_of(name, Piece(first=first, last=last)) == part


@pytest.mark.parametrize(("kind", "pages", "may"), [
    ("application/pdf", 2, True), ("image/tiff", 3, True), ("application/pdf", 1, False),
    ("application/ofd", 2, False)])
def test_only_files_of_several_pages_that_can_be_cut_are_offered(kind: str, pages: int, may: bool) -> None:
    assert splitting.may_be_cut(Document(page_count=pages, blob=Blob(media_type=kind))) is may
