"""XML from strangers: no document type, no entities, bounded size, depth and number of elements."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

MAX_BYTES = 20_000_000
_MAX_DEPTH = 100
_MAX_ELEMENTS = 300_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# Chinese systems write these; expat knows only the Unicode ones and Latin-1. GB18030 contains the other two.
_GB = frozenset(("gb2312", "gbk", "gb18030", "x-gbk", "cp936"))


class XmlRefused(ValueError):
    """Not well formed; or ``unsafe``: over a bound, or with what could make a parser reach out or blow up."""

    def __init__(self, reason: str, *, unsafe: bool = False) -> None:
        super().__init__(reason)
        self.unsafe = unsafe


class _Bounded(TreeBuilder):
    """Elements and attributes by their local names: a format is known by its words, whatever prefix it uses."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: Mapping[str, str]) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise XmlRefused("too deep or too many elements", unsafe=True)
        return super().start(local(tag), {local(k): v for k, v in attrs.items()})

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(local(tag))


def local(name: str) -> str:
    return name.rpartition("}")[2]


def parse(data: bytes) -> Element:
    """The root element. Raises XmlRefused."""
    if len(data) > MAX_BYTES:
        raise XmlRefused("too large", unsafe=True)
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(_readable(data))
        return parser.close()
    except XmlRefused:
        raise
    except DefusedXmlException as error:
        raise XmlRefused(type(error).__name__, unsafe=True) from error
    except (ParseError, UnicodeError, LookupError, RecursionError, ValueError) as error:
        raise XmlRefused(type(error).__name__) from error


def _readable(data: bytes) -> bytes | str:
    """The bytes as they are where expat can read them, else as text without the declaration that says otherwise."""
    bare = data.removeprefix(codecs.BOM_UTF8)
    named = _ENCODING.match(bare[:400])
    if named and named.group(1).decode("ascii").lower() in _GB:
        return _DECLARATION.sub("", bare.decode("gb18030"), count=1).strip()
    return bare.strip() if bare[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else bare


def text(element: Element | None, path: str = "") -> str:
    """The trimmed text of the first element at the path; "" where there is none."""
    found = element.find(path) if element is not None and path else element
    return (found.text or "").strip() if found is not None else ""


def texts(element: Element | None, path: str) -> list[str]:
    return [(e.text or "").strip() for e in element.findall(path)] if element is not None else []
