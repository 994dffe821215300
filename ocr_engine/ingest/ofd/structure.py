"""What an OFD is made of: pages with their templates, resources, annotations, seals, attachments."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ocr_engine.errors import BadFile
from ocr_engine.ingest.einvoice.safe_xml import text, texts

from .archive import Archive, resolve

_A4 = (0.0, 0.0, 210.0, 297.0)
_MAX_MM = 5_000.0
_MAX_RELATIVES = 8


@dataclass(slots=True)
class Resources:
    """By ID: fonts as (names, member), pictures as members, draw parameters and composite units as elements."""

    fonts: dict[str, tuple[str, str]] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    draw: dict[str, Element] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)
    spaces: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: ``layers`` in the order in which they are painted; sizes in millimetres."""

    id: str
    box: tuple[float, float, float, float]
    layers: tuple[Element, ...]
    stamps: tuple[tuple[tuple[float, ...], Element], ...] = ()
    seals: tuple[tuple[tuple[float, ...], bytes], ...] = ()


def numbers(raw: str | None) -> tuple[float, ...]:
    """The finite numbers in a list of numbers."""
    found = []
    for part in (raw or "").split():
        try:
            value = float(part)
        except ValueError:
            continue
        found.append(value if math.isfinite(value) and abs(value) < 1e7 else 0.0)
    return tuple(found)


def box_of(raw: str | None, default: tuple[float, float, float, float] = _A4) -> tuple[float, float, float, float]:
    values = numbers(raw)
    if len(values) != 4 or not (0 < values[2] <= _MAX_MM and 0 < values[3] <= _MAX_MM):
        return default
    return values[0], values[1], values[2], values[3]


class Package:
    """Raises BadFile ``file_type_unknown`` for a zip that is no OFD, ``file_truncated`` for one without pages."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        root = archive.xml("OFD.xml")
        if root is None:
            raise BadFile("file_truncated" if archive.has("OFD.xml") else "file_type_unknown")
        self.custom = [(e.get("Name", ""), e.text or "") for e in root.iter("CustomData")]
        self.resources = Resources()
        self._templates: dict[str, str] = {}
        self._pages: list[tuple[str, str, tuple[float, float, float, float]]] = []
        self._annotations: dict[str, list[Element]] = {}
        # Members that all pages lean on, and by page those that show something on it alone.
        self._common: set[str] = set()
        self._own: defaultdict[str, set[str]] = defaultdict(set)
        self._seals: dict[str, list[tuple[tuple[float, ...], bytes]]] = {}
        self.attachments: list[str] = []
        self.tags: list[str] = []
        for body in root.findall("DocBody"):
            self._document(resolve("", text(body, "DocRoot")))
            self._signatures(resolve("", text(body, "Signatures")))
        if not self._pages:
            raise BadFile("file_truncated")

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def page_members(self) -> list[frozenset[str]]:
        """For each page the members that what it shows comes from, in small letters: its own and its templates', notes
        on it, and the description, resources, fonts and pictures of the document."""
        for _key, member, _box in self._pages:
            for where in texts(self.archive.xml(member), "PageRes"):
                self._resources(resolve(member, where))
        resources = {file for _names, file in self.resources.fonts.values()} | set(self.resources.media.values())
        common = {name for name in self._common | resources if self.archive.has(name)}
        pages = [(member, *self._template_members(member), *self._own[key]) for key, member, _box in self._pages]
        return [frozenset(name.casefold() for name in (*own, *common)) for own in pages]

    def _template_members(self, member: str) -> list[str]:
        page = self.archive.xml(member)
        uses = page.findall("Template") if page is not None else []
        return [member for use in uses if (member := self._templates.get(use.get("TemplateID", ""), ""))]

    def sheet(self, number: int) -> Sheet:
        """Page ``number``, from 1. Raises BadFile where its content is missing or damaged."""
        key, member, default = self._pages[number - 1]
        page = self.archive.xml(member)
        if page is None:
            raise BadFile("page_unreadable")
        for where in texts(page, "PageRes"):
            self._resources(resolve(member, where))
        box = box_of(text(page, "Area/PhysicalBox"), default)
        under, over = self._template_layers(page)
        own = page.findall("Content/Layer")
        own.sort(key=lambda layer: {"Background": 0, "Body": 1, "Foreground": 2}.get(layer.get("Type", "Body"), 1))
        stamps = tuple((numbers(a.get("Boundary")), a) for a in self._annotations.get(key, ()))
        return Sheet(key, box, (*under, *own, *over), stamps, tuple(self._seals.get(key, ())))

    def _template_layers(self, page: Element) -> tuple[list[Element], list[Element]]:
        under: list[Element] = []
        over: list[Element] = []
        for use in page.findall("Template"):
            template = self.archive.xml(self._templates.get(use.get("TemplateID", ""), ""))
            if template is not None:
                (over if use.get("ZOrder") == "Foreground" else under).extend(template.findall("Content/Layer"))
        return under, over

    def _document(self, member: str) -> None:
        root = self.archive.xml(member)
        if root is None:
            return
        self._common.add(member)
        common = root.find("CommonData")
        default = box_of(text(common, "PageArea/PhysicalBox"))
        for where in (*texts(common, "PublicRes"), *texts(common, "DocumentRes")):
            self._resources(resolve(member, where))
        for template in common.findall("TemplatePage") if common is not None else ():
            self._templates[template.get("ID", "")] = resolve(member, template.get("BaseLoc", ""))
        for page in root.findall("Pages/Page"):
            self._pages.append((page.get("ID", ""), resolve(member, page.get("BaseLoc", "")), default))
        self._annotate(resolve(member, text(root, "Annotations")))
        listing = resolve(member, text(root, "Attachments"))
        for where in texts(self.archive.xml(listing), "Attachment/FileLoc"):
            self.attachments.append(resolve(listing, where))
        listing = resolve(member, text(root, "CustomTags"))
        for where in texts(self.archive.xml(listing), "CustomTag/FileLoc"):
            self.tags.append(resolve(listing, where))

    def _resources(self, member: str) -> None:
        root = self.archive.xml(member)
        if root is None:
            return
        self._common.add(member)
        base = resolve(member, f"{root.get('BaseLoc') or '.'}/x")
        for font in root.iter("Font"):
            file = text(font, "FontFile")
            names = f"{font.get('FontName', '')} {font.get('FamilyName', '')}"
            self.resources.fonts[font.get("ID", "")] = (names, resolve(base, file) if file else "")
        for item in root.iter("MultiMedia"):
            self.resources.media[item.get("ID", "")] = resolve(base, text(item, "MediaFile"))
        self.resources.draw |= {e.get("ID", ""): e for e in root.iter("DrawParam")}
        self.resources.units |= {e.get("ID", ""): e for e in root.iter("CompositeGraphicUnit")}
        self.resources.spaces |= {e.get("ID", ""): e.get("Type", "RGB") for e in root.iter("ColorSpace")}

    def _annotate(self, listing: str) -> None:
        root = self.archive.xml(listing)
        for page in root.findall("Page") if root is not None else ():
            member = resolve(listing, text(page, "FileLoc"))
            notes = self.archive.xml(member)
            for note in notes.findall("Annot") if notes is not None else ():
                if note.get("Visible", "true") != "false":
                    self._annotations.setdefault(page.get("PageID", ""), []).extend(note.findall("Appearance"))
                    self._own[page.get("PageID", "")].add(member)

    def _signatures(self, listing: str) -> None:
        root = self.archive.xml(listing)
        for entry in root.findall("Signature") if root is not None else ():
            member = resolve(listing, entry.get("BaseLoc", ""))
            signature = self.archive.xml(member)
            if signature is None:
                continue
            value = self.archive.read(resolve(member, text(signature, "SignedValue"))) or b""
            for stamp in signature.iter("StampAnnot"):
                place = (numbers(stamp.get("Boundary")), value)
                self._seals.setdefault(stamp.get("PageRef", ""), []).append(place)

    def params(self, key: str | None) -> Iterator[Element]:
        """A draw parameter and those it is based on, nearest first."""
        for _step in range(_MAX_RELATIVES):
            found = self.resources.draw.get(key or "")
            if found is None:
                return
            yield found
            key = found.get("Relative")
