"""``python -m scripts.bench.search``: how long the list of documents searches among many.

In a throw-away installation (``--database URL``: an empty PostgreSQL database; else SQLite in a temporary folder) with
documents drawn by chance: names, amounts, dates, sentences in Chinese and English, 1,200 characters on average. Each
search is timed as the page asks for it, the first rows and their number up to 1,000, best of three, beside reading
every text and counting all.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

LATIN = [
    "invoice", "number", "date", "total", "amount", "order", "delivery", "customer", "supplier", "account", "payment",
    "terms", "page", "contract", "service", "agreement", "company", "limited", "street", "city", "tax", "due",
    "balance", "reference", "bank", "transfer", "quantity", "price", "unit",
]
CHINESE = ("合同发票金额税率甲方乙方公司有限责任地址电话日期编号数量单价备注签字盖章"
           "付款方式租赁房屋服务项目科技贸易北京上海广州深圳")
BATCH = 2000
MOST = 1000  # docmgr.core.paging.MOST
ROWS = 25


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DOCMGR_DATA"] = folder
        if asked.database:
            os.environ["DATABASE_URL"] = asked.database
        os.environ["DJANGO_SETTINGS_MODULE"] = "docmgr.settings"
        import django

        django.setup()
        _measure(asked.rows, asked.seed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-search ARGS=…", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", default="", help="address of an empty PostgreSQL database")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _measure(rows: int, seed: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    started = time.monotonic()
    needles = _fill(rows, random.Random(seed))
    print(f"{connection.vendor}, {rows} documents, written in {time.monotonic() - started:.0f} s, {_size()} MB")
    print("| search | found | every text read, ms | as the page asks, ms |\n|---|---|---|---|")
    for name, text in needles.items():
        (slow, found), (fast, again) = _timed(_scan, text, rows), _timed(_indexed, text, MOST)
        assert again == min(found, MOST + 1), (name, found, again)
        print(f"| {name} | {found} | {slow:.0f} | {fast:.0f} |")


def _fill(rows: int, chance: random.Random) -> dict[str, str]:
    """What to look for, by its kind."""
    from docmgr.accounts.models import User
    from docmgr.documents.models import Blob, Document

    owner = User.objects.create_user("owner")
    blob = Blob.objects.create(sha256="0" * 64, size=1, media_type="application/pdf")
    numbers = [f"{chance.choice('ABCDEFGH')}{chance.randrange(10**7):07d}".lower() for _ in range(rows)]
    made = (Document(owner=owner, blob=blob, name=f"{number}.pdf", status="approved", page_count=1,
                     search_text=_text(number, chance)) for number in numbers)
    for batch in _batches(made):
        Document.objects.bulk_create(batch)
    return {
        "an invoice number": numbers[rows // 3], "part of one": numbers[rows // 2][2:7],
        "a common English word": "invoice", "two English words": "balance supplier", "two Chinese characters": "合同",
        "three in this order": "租赁房", "one Chinese character": "税", "a character and a number": f"税 {numbers[7]}",
        "nothing of the kind": "zzqqxx", "two letters": "qx",
    }


def _text(number: str, chance: random.Random) -> str:
    parts = [number]
    for _line in range(chance.randrange(20, 60)):
        words = chance.sample(LATIN, 3) if chance.random() < 0.5 else ["".join(chance.choices(CHINESE, k=14))]
        parts.append(" ".join([*words, f"{chance.randrange(10**6) / 100:.2f}"]))
    return "\n".join(parts)


def _batches(made: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(made, BATCH)):
        yield batch


def _scan(text: str) -> Any:
    from docmgr.documents.models import Document
    from docmgr.documents.text import terms

    rows = Document.objects.all()
    for term in terms(text):
        rows = rows.filter(search_text__contains=term)
    return rows


def _indexed(text: str) -> Any:
    from docmgr.documents.models import Document
    from docmgr.documents.search import search

    return search(Document.objects.all(), text)


def _timed(find: Callable[[str], Any], text: str, most: int) -> tuple[float, int]:
    """Milliseconds of the best of three, and how many were found, counted up to one more than ``most``."""
    best, found = float("inf"), 0
    for _try in range(3):
        started = time.monotonic()
        rows = find(text).order_by("-id")
        found = rows.order_by().values("pk")[:most + 1].count()
        list(rows.defer("search_text")[:ROWS])
        best = min(best, time.monotonic() - started)
    return 1000 * best, found


def _size() -> int:
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0] // 10**6
    return Path(settings.DATABASES["default"]["NAME"]).stat().st_size // 10**6


if __name__ == "__main__":
    main()
