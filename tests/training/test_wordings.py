"""Where secrets stand in texts: in every spelling and in pieces, and not in words that only look like them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docmgr.review.concealing.wordings import PIECE, Secret, Wordings, stands

NUMBER = "110105194912310021"


def left(text: str, *secrets: Secret, labels: tuple[str, ...] = ()) -> str:
    """What remains of the text."""
    for start, end in reversed(Wordings(secrets, labels).in_text(text)):
        text = text[:start] + "#" + text[end:]
    return text


@pytest.mark.parametrize(("text", "kind", "secret", "rest"), [
    (f"No {NUMBER}.", "id_number", NUMBER, "No #."),
    ("No 110105 1949 1231 0021.", "id_number", NUMBER, "No #."),
    ("号码１１０１０５１９４９１２３１００２１", "id_number", NUMBER, "号码#"),
    ("No 1101O5194912310O2l", "id_number", NUMBER, "No #"),                      # read O for 0 and l for 1
    ("ends in 12310021", "id_number", NUMBER, "ends in #"),                      # a piece of it
    ("born 1949-12-31", "id_number", NUMBER, "born #"),                          # the day of birth inside the number
    ("生于1949年12月31日。", "id_number", NUMBER, "生于#。"),
    ("born 31.12.1949", "date", "1949-12-31", "born #"),
    ("issued 1949-12-01", "date", "1949-12-31", "issued 1949-12-01"),            # another day of the same month
    ("2,850.36 EUR", "money", "2850.36", "#"),
    ("SCHNEIDER, Katharina", "name", "Katharina Schneider", "#"),
    ("Dear MrLi,", "name", "Li", "Dear Mr#,"),
    ("Clinic in Berlin", "name", "Li", "Clinic in Berlin"),                      # inside other words by chance
    ("持证人李样例住", "name", "李样例", "持证人#住"),
    ("tel +86 138-0013-8000", "phone", "13800138000", "tel +86 #"),
    ("Main Street No. 7", "address", "12 Main Street, Springfield", "# No. 7"),
])
def test_a_secret_is_found_in_every_spelling(text: str, kind: str, secret: str, rest: str) -> None:
    assert left(text, Secret(secret, kind)) == rest


def test_names_of_fields_stay_though_a_secret_shares_their_letters() -> None:
    secret = Secret("Invoice Masters", "name")
    assert left("Invoice number: 7", secret, labels=("Invoice number",)) == "Invoice number: 7"
    assert left("by Invoice Masters", secret, labels=("Invoice number",)) == "by #"


def test_a_reading_that_lost_counts_as_a_whole_only() -> None:
    loser = Secret("Harbour Street 12 Pellham", "address", sure=False)
    assert left("Harbour Street 3", loser) == "Harbour Street 3"
    assert left("Harbour Street 12, Pellham", loser) == "#"


def test_a_secret_that_runs_over_the_end_of_a_line_is_found_on_both() -> None:
    found = Wordings([Secret(NUMBER, "id_number")]).in_lines(["No 110105194912", "310021 and more"])
    assert found == [[(3, 15)], [(0, 6)]]


def test_a_value_stands_on_a_page_where_each_of_its_pieces_does() -> None:
    address = "示范省样例市演示区虚构路19号院3号楼501室"
    assert stands(address, ["住址示范省样例市演示区虚构", "样本", "路19号院3号楼501室"])
    assert not stands(address, ["住址示范省样例市演示区虚构", "样本"])


@settings(max_examples=200, deadline=None, derandomize=True)
@given(secret=st.from_regex(r"[0-9A-Z]{10,20}", fullmatch=True), start=st.integers(0, 20),
       length=st.integers(PIECE, 20), gap=st.sampled_from(["", " ", "  ", "-", "."]), every=st.integers(1, 5),
       wide=st.booleans(), around=st.sampled_from(["", "编号：", "Ref ", "号"]))
def test_no_six_signs_of_a_secret_remain(
    secret: str, start: int, length: int, gap: str, every: int, wide: bool, around: str,
) -> None:
    piece = secret[min(start, len(secret) - PIECE):][:max(PIECE, length)]
    told = gap.join(piece[at:at + every] for at in range(0, len(piece), every))
    if wide:
        told = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in told)
    rest = left(f"{around}{told} {around}", Secret(secret, "code"))
    assert "#" in rest
    clear = ["".join(c for c in unicodedata.normalize("NFKC", part) if c.isalnum()) for part in rest.split("#")]
    assert not [at for at in range(len(secret) - PIECE + 1) for part in clear if secret[at:at + PIECE] in part]
