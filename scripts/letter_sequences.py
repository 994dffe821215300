"""Makes ``ocr_engine/backends/letter_sequences.npz``: which letters follow which in words with Latin letters.

    apt-get download wamerican && dpkg-deb -x wamerican_*.deb WORDS
    pip download --no-deps faker==40.54.0 && unzip faker-*.whl -d NAMES
    python -m scripts.letter_sequences --words WORDS/usr/share/dict/american-english --names NAMES/faker

Counted are words, each once: Debian's American English list (SCOWL 2020.12.07, free to use, copy and change with its
notice), names, streets, towns and companies of 70 countries out of Faker 40.54.0 (MIT), the words that Django's own
pages say in 100 languages (Django 5.2, BSD), and the captions that the extractor knows, for the sake of their
abbreviations. What is stored are counts of runs of six letters, without case and accents.
"""

from __future__ import annotations

import argparse
import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import django
import numpy as np

import ocr_engine
from ocr_engine.backends.letter_model import FILE, ORDER, codes_of, keys_of, padded, store

_WORD = re.compile(r"[^\W\d_]+")
_SAID = re.compile(r'^(?:msgstr(?:\[\d\])? )?"(.*)"$', re.MULTILINE)
_NO_WORDS = re.compile(r"%\([a-z_]+\)[a-z]|\\n|<[^>]*>|\{[^}]*\}")
_LEXICON = Path(ocr_engine.__file__).parent / "extract" / "words" / "lexicon"
_LONGEST = 60           # texts of more letters are code and no names


def words_of(text: str) -> Iterator[str]:
    """The words that have Latin letters and no others, in lower case."""
    for word in _WORD.findall(text):
        if all(unicodedata.name(letter, "").startswith("LATIN") for letter in word):
            yield word.casefold()


def listed(file: Path) -> set[str]:
    lines = file.read_text("utf-8").splitlines()
    return {word for line in lines if "'" not in line for word in words_of(line)}


def named(folder: Path) -> set[str]:
    """The words of all short texts in the providers of Faker."""
    found: set[str] = set()
    for file in sorted(folder.glob("providers/**/__init__.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < _LONGEST:
                found.update(words_of("" if "{{" in node.value else node.value))
    return found


def translated(folder: Path) -> set[str]:
    found: set[str] = set()
    for file in sorted(folder.glob("**/locale/*/LC_MESSAGES/*.po")):
        said = " ".join(_SAID.findall(file.read_text("utf-8")))
        found.update(word for word in words_of(_NO_WORDS.sub(" ", said)) if len(word) > 1)
    return found


def captions() -> set[str]:
    return {word for file in sorted(_LEXICON.glob("*.json")) for word in words_of(file.read_text("utf-8"))}


def counted(words: set[str]) -> tuple[np.ndarray, np.ndarray]:
    """Runs of letters, and how often each stands in the words. Words that differ in accents alone are one."""
    alike = {tuple(codes_of(word)): word for word in sorted(words)}
    runs = np.concatenate([keys_of(padded(word), ORDER) for word in alike.values()])
    return np.unique(runs, return_counts=True)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.letter_sequences", description=__doc__)
    parser.add_argument("--words", type=Path, required=True, help="a file of a word a line")
    parser.add_argument("--names", type=Path, required=True, help="the folder of the package faker")
    parser.add_argument("--out", type=Path, default=FILE)
    asked = parser.parse_args(arguments)
    words = listed(asked.words) | named(asked.names) | translated(Path(django.__file__).parent) | captions()
    keys, counts = counted(words)
    store(keys, counts, asked.out)
    print(f"{len(words)} words, {len(keys)} runs of {ORDER} letters, {asked.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
