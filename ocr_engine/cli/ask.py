"""The command ``ask``: one task on files, by the configured model or by the light reader."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ocr_engine.cli.lines import names_in
from ocr_engine.cli.records import Record, fault_of, issue_record, result_record
from ocr_engine.errors import BadDefinition, EngineError
from ocr_engine.terminal import refusal, told
from ocr_engine.vlm.questions.asking import TASKS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--task", choices=TASKS, required=True)
    parser.add_argument("--prompt", default="", help=told("what to find, or the free prompt"))
    parser.add_argument("--type", default="", metavar="KEY|TYPE.json",
                        help=told("the type whose fields are wanted; with find, what it calls them can be asked for"))
    parser.add_argument("--fields", default="", metavar="A,B", help=told("fields to look for by their names alone"))
    parser.add_argument("--to", default="en", metavar="LANGUAGE",
                        help=told("the language to translate into (en, zh, de …)"))
    parser.add_argument("--backend", default="",
                        help=told("ask this one only: ppocr, or the name of the configured model"))
    parser.add_argument("--xlsx", type=Path, metavar="OUT", help=told("write the tables found into a workbook, too"))
    parser.add_argument("--json", action="store_true", help=told("print a JSON line per file"))


def run(args: argparse.Namespace) -> int:
    """0, 1 where a file failed or nobody can do the task, 2 for a wrong call."""
    if args.task in ("find", "free") and not args.prompt.strip():
        print(told("--task {task} needs --prompt").format(task=args.task), file=sys.stderr)
        return 2
    failed = False
    for file in args.files:
        try:
            record = _fields(file, args) if args.task == "fields" else _task(file, args)
        except (BadDefinition, ValueError) as error:
            print(refusal(error), file=sys.stderr)
            return 2
        except (EngineError, OSError) as error:
            record = {"file": str(file), "task": args.task, "error": issue_record(fault_of(error))}
        failed |= "error" in record
        print(json.dumps(record, ensure_ascii=False) if args.json else _plain(record),
              file=sys.stderr if "error" in record and not args.json else sys.stdout, flush=True)
    return int(failed)


def _task(file: Path, args: argparse.Namespace) -> Record:
    from ocr_engine.doctypes.load import type_named
    from ocr_engine.tables.xlsx import workbook
    from ocr_engine.tasks.perform import perform
    from ocr_engine.vlm.questions.asking import Order

    own = type_named(args.type) if args.type else None
    done = perform(file, Order(args.task, own, args.prompt.strip(), args.to), backend=args.backend)
    if args.xlsx and (tables := [(f"page {p.page}", t) for p in done.pages for t in p.tables]):
        args.xlsx.write_bytes(workbook(tables))
    return {
        "file": str(file),
        "task": done.task,
        "pages": [{
            "page": p.page, "engine": p.engine, "text": p.text,
            "spotted": [{"text": s.text, "box": s.box.as_list() if s.box else None} for s in p.spotted],
            "tables": [t.to_html() for t in p.tables],
        } for p in done.pages],
        "issues": [issue_record(i) for i in done.issues],
    }


def _fields(file: Path, args: argparse.Namespace) -> Record:
    """The record of ``extract``; with ``--backend ppocr`` a configured model is not asked."""
    from dataclasses import replace

    from ocr_engine.config import Config
    from ocr_engine.doctypes.load import builtin_types, type_named
    from ocr_engine.engine import extract
    from ocr_engine.errors import BackendFailed
    from ocr_engine.extract.fields.openfields import open_type
    from ocr_engine.request import Request
    from ocr_engine.tasks.light import LIGHT
    from ocr_engine.vlm.doors import who_could

    config = Config.from_env()
    if args.backend not in ("", LIGHT, config.vlm):
        raise BackendFailed("task_unavailable", permanent=True, engines=", ".join([LIGHT, *who_could("fields")]))
    if args.backend == LIGHT:
        config = replace(config, vlm="")
    names = names_in(args.fields)
    doc_type = open_type(names) if names else type_named(args.type) if args.type else None
    request = Request(file, doc_type=doc_type, types=() if doc_type else builtin_types())
    record = {"task": "fields", **result_record(extract(request, config=config), str(file))}
    if record["status"] == "failed":  # for every task alike: what could not be read at all is an error
        record["error"] = record["issues"][0]
    return record


def _plain(record: Record) -> str:
    """For people: the text of the pages, a line per place, a line per field; what needs a look at the end."""
    if "error" in record:
        return f"{record['file']}: {record['error']['message']}"
    lines = []
    if record["task"] == "fields":
        for key, found in record["fields"].items():
            values = found if isinstance(found, list) else [found]
            lines += [f"{key}: {v['value']}  ({v['confidence']:.2f})" for v in values]
    else:
        for page in record["pages"]:
            placed = [f"page {page['page']}  {spot['box']}  {spot['text']}" for spot in page["spotted"]]
            lines += placed or ([page["text"]] if page["text"] else [])
    return "\n".join([*(lines or ["nothing was found"]), *(f"! {i['message']}" for i in record["issues"])])
