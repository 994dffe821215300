"""The command ``extract``: files or requests in, a JSON line with the fields of each document out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocr_engine.cli import lines
from ocr_engine.cli.records import Record, fault_of, result_record
from ocr_engine.config import Config
from ocr_engine.doctypes.load import builtin_types, type_named
from ocr_engine.errors import BadDefinition, EngineError
from ocr_engine.extract.fields.openfields import open_type
from ocr_engine.json_lines import numbered
from ocr_engine.request import Request, Result
from ocr_engine.terminal import refusal, told
from ocr_engine.types import Issue


@dataclass(frozen=True, slots=True)
class Order:
    """One line of work, small enough to be sent to another process. ``type`` is a key or a path, as written.

    ``fault`` says why a line of a request list cannot be used; it becomes that line's failure and costs no other.
    ``embedded`` False ignores the invoice data that a file carries for machines.
    """

    id: str
    file: str
    path: str
    type: str = ""
    fields: tuple[str, ...] = ()
    fault: str = ""
    embedded: bool = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument(
        "--type", default="", metavar="KEY|TYPE.json", help=told("the documents' type; recognised without it")
    )
    parser.add_argument("--fields", default="", metavar="A,B", help=told("fields to look for by their names alone"))
    parser.add_argument(
        "--requests",
        type=Path,
        metavar="REQUESTS.jsonl",
        help=told('a JSON line per document: {"id", "file", "type"} or {"id", "file", "fields": [...]}'),
    )
    parser.add_argument(
        "--no-embedded", action="store_true", help=told("ignore invoice XML and QR codes: read the pages only")
    )
    lines.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """0, 1 where a document failed, 2 for a wrong call."""
    try:
        orders = [replace(order, embedded=not args.no_embedded) for order in _orders(args)]
        if args.type:
            type_named(args.type)
    except (BadDefinition, ValueError) as error:
        print(refusal(error), file=sys.stderr)
        return 2
    return lines.written(record_of, orders, args, failed=lambda record: record["status"] == "failed")


def _orders(args: argparse.Namespace) -> list[Order]:
    if bool(args.files) == bool(args.requests):
        raise ValueError(told("give either files or --requests"))
    if args.requests:
        return list(_requested(args.requests))
    names = lines.names_in(args.fields)
    if names and args.type:
        raise ValueError(told("give either --type or --fields"))
    return [Order(Path(f).stem, f, f, args.type, names) for f in args.files]


def _requested(path: Path) -> Iterator[Order]:
    """Files and type files of a request may be given relative to the place of the list or to the working directory."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise ValueError(told("{path} cannot be read").format(path=path)) from None
    for number, line in numbered(text):
        yield _request_of(line, number, path)


def _request_of(line: str, number: int, listing: Path) -> Order:
    nothing = Order(f"line {number}", "", "")
    try:
        entry = json.loads(line)
        file, fields, kind = entry["file"], tuple(entry.get("fields") or ()), entry.get("type") or ""
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
        return replace(nothing, fault=f'line {number} is no JSON object with a "file"')
    order = replace(nothing, id=str(entry.get("id") or nothing.id))
    if not all(isinstance(text, str) for text in (file, kind, *fields)):
        return replace(order, fault=f'"file", "type" and "fields" of line {number} must be text')
    kind = _near(listing, kind) if kind.endswith(".json") else kind
    return Order(str(entry.get("id") or Path(file).stem), file, _near(listing, file), kind, fields)


def _near(listing: Path, name: str) -> str:
    beside = listing.parent / name
    return str(beside) if not Path(name).exists() and beside.exists() else name


def record_of(order: Order) -> Record:
    """The record of one document; one that cannot be read has the status "failed" and says why."""
    from ocr_engine.engine import extract

    if order.fault:
        return _failure(order, Issue("request_invalid", params={"reason": order.fault}))
    try:
        doc_type = open_type(order.fields) if order.fields else type_named(order.type) if order.type else None
        request = Request(Path(order.path), order.id, doc_type, () if doc_type else builtin_types())
        return result_record(extract(request, config=_config(order)), order.file)
    except (EngineError, OSError) as error:
        return _failure(order, fault_of(error))


def _config(order: Order) -> Config:
    """The environment's settings; an order may only narrow them."""
    config = Config.from_env()
    return config if order.embedded else replace(config, embedded=False)


def _failure(order: Order, issue: Issue) -> Record:
    return result_record(Result(order.id, order.file, "failed", issues=(issue,)), order.file)
