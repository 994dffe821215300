"""The benchmark counts what it says it counts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import psutil

from scripts.bench import __main__ as bench
from scripts.bench.accuracy import LabelledSet, score
from scripts.bench.processes import Cost, cpu_of, running, wait_for

BURN = "import time\nend = time.process_time() + %s\nwhile time.process_time() < end: pass\n"
FAMILY = (f"import subprocess, sys, time\nsubprocess.run([sys.executable, '-c', {BURN % 1.0!r}])\n{BURN % 0.2}\n"
          "print('done', flush=True)\ntime.sleep(600)")


def test_the_cpu_of_a_family_counts_living_and_dead_members_once(tmp_path: Path):
    log = tmp_path / "log"
    with running([sys.executable, "-c", FAMILY], {}, log) as parent:
        wait_for(lambda: "done" in log.read_text(), 120, "the family")
        assert 1.2 <= cpu_of(parent) < 2.1  # and 2.2 at least, were the dead counted twice
    assert not psutil.pid_exists(parent.pid)


def test_a_labelled_set_is_scored_by_the_given_judge_with_the_types_kinds(tmp_path: Path):
    specimen = Path(__file__).resolve().parents[2] / "docmgr" / "specimens" / "invoice.pdf"
    gold, judge = tmp_path / "set" / "gold.jsonl", tmp_path / "judge.py"
    gold.parent.mkdir()
    gold.write_text(json.dumps({"id": "a", "file": str(specimen), "fields": {"x": "1"}}) + "\n")
    judge.write_text(
        "import json, sys\n"
        "rows = [json.loads(l) for l in open(sys.argv[2])]\n"
        "print(json.dumps({'f1': 0.5, 'exact_f1': 0.4, 'whole_documents': 0.3, 'args': sys.argv[3:],\n"
        "                  'keys': sorted(rows[0]['fields'])}))\n")
    told = score(LabelledSet.parse(f"{gold}=invoice"), judge=judge, jobs=1, limit=0)
    assert told["set"] == "set" and told["documents"] == 1 and "invoice_number" in told["keys"]
    assert told["args"][:2] == ["--json", "--type"] and told["args"][2].endswith("invoice.json")


def test_the_table_shows_every_figure():
    def row(value: float) -> dict:
        return bench._figures(Cost(cpu=value, wall=60, documents=2))

    shown = bench.table({
        "machine": {"cpus": 2, "load_before": 0.1}, "workers": 1,
        "throughput": {"documents": 2, "failed": 0, "peak_mb": 900, "docmgr": row(2), "engine": row(1.8),
                       "rapidocr": row(8), "cpu_ratio_to_rapidocr": 0.25, "cpu_ratio_to_engine": 1.11},
        "accuracy": [{"set": "s", "documents": 3, "f1": 0.5, "exact_f1": 0.25, "whole_documents": 0.125}]})
    for figure in ("| 2.0 | 1.0 |", "| 2.0 | 0.9 |", "| 2.0 | 4.0 |", "0.25", "1.11", "900 MB",
                   "| s | 3 | 0.500 | 0.250 | 0.125 |"):
        assert figure in shown
