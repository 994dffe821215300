"""Chinese invoices as data: the e-invoice XML inside OFD files, the fully digital invoice's XML, names and values.

Three carriers say the same with other words: ``eInvoice`` of the e-invoice schema (2016 and 2019), ``EInvoice`` of the
tax bureau's fully digital invoice, and pairs of a name and a value (custom data of an OFD, entries of a PDF's
information dictionary).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from .facts import Collector, Fact, Facts
from .parts import day

ROOTS = ("eInvoice", "EInvoice")

# Element name (lower case, without hyphens) -> meaning. The two schemas share no name with two meanings.
_HEADER = {
    "invoicecode": "CN-1", "invoiceno": "BT-1", "invoicenumber": "BT-1", "einvoicenumber": "BT-1",
    "issuedate": "BT-2", "issuetime": "BT-2", "invoicecheckcode": "CN-2", "machineno": "CN-3",
    "taxcontrolcode": "CN-4", "buyername": "BT-44", "buyertaxid": "BT-48", "buyeridnum": "BT-48",
    "buyeraddrtel": "CN-7", "buyerfinancialaccount": "CN-8", "sellername": "BT-27", "sellertaxid": "BT-31",
    "selleridnum": "BT-31", "selleraddrtel": "CN-5", "sellerfinancialaccount": "CN-6",
    "taxinclusivetotalamount": "BT-112", "totaltaxincludedamount": "BT-112", "taxexclusivetotalamount": "BT-109",
    "totalamwithouttax": "BT-109", "taxtotalamount": "BT-110", "totaltaxam": "BT-110",
    "totaltaxincludedamountinchinese": "CN-12", "note": "BT-22", "remark": "BT-22", "remarks": "BT-22",
    "invoiceclerk": "CN-9", "drawer": "CN-9", "payee": "CN-10", "checker": "CN-11", "taxbureauname": "CN-14",
}
_LINE_PARENTS = frozenset(("goodsinfo", "issuiteminformation"))
_LINE = {
    "item": "BT-153", "itemname": "BT-153", "specification": "CN-20", "specmod": "CN-20",
    "measurementdimension": "BT-130", "meaunits": "BT-130", "quantity": "BT-129", "price": "BT-146",
    "unprice": "BT-146", "amount": "BT-131", "taxscheme": "BT-152", "taxrate": "BT-152", "taxamount": "CN-21",
    "comtaxam": "CN-21",
}
# One printed value that the fully digital invoice keeps in two: address and telephone, bank and account.
_JOINED = (("CN-5", ("selleraddr", "sellertelnum")), ("CN-6", ("sellerbankname", "sellerbankaccnum")),
           ("CN-7", ("buyeraddr", "buyertelnum")), ("CN-8", ("buyerbankname", "buyerbankaccnum")))
_NAMED = {
    "发票代码": "CN-1", "发票号码": "BT-1", "数电票号码": "BT-1", "开票日期": "BT-2", "校验码": "CN-2",
    "机器编号": "CN-3", "购买方名称": "BT-44", "购买方纳税人识别号": "BT-48", "销售方名称": "BT-27",
    "销售方纳税人识别号": "BT-31", "合计金额": "BT-109", "合计税额": "BT-110", "价税合计": "BT-112", "备注": "BT-22",
    "开票人": "CN-9",
}
# A day is told twice: when the bureau issued the invoice, and when it was asked to.
_ASKED = "requesttime"


def read(root: Element) -> Facts:
    found = Collector()
    parts: dict[str, str] = {}
    lines = [e for e in root.iter() if _name(e.tag) in _LINE_PARENTS]
    inside = {id(part) for line in lines for part in line.iter()}
    for element in root.iter():
        name, value = _name(element.tag), (element.text or "").strip()
        if id(element) in inside or not value:
            continue
        parts.setdefault(name, value)
    _header(found, parts)
    for number, line in enumerate(lines, 1):
        for element in line.iter():
            term = _LINE.get(_name(element.tag))
            if term:
                found.add(term, _rate(element.text) if term == "BT-152" else element.text, number)
    return Facts("xml", "cn_tax", tuple(found.items), root.get("Version") or root.get("version") or "")


def of_names(pairs: Iterable[tuple[str, str]], *, source: str) -> Facts | None:
    """Facts from named values such as 发票号码 or InvoiceNumber; None where too few of them belong to an invoice."""
    found = Collector()
    parts: dict[str, str] = {}
    for name, value in pairs:
        term = _NAMED.get(name.strip())
        if term:
            found.add(term, day(value) if term == "BT-2" else value)
        else:
            parts.setdefault(_name(name), value.strip())
    _header(found, parts)
    terms = {f.term for f in found.items}
    return Facts(source, "cn_names", tuple(found.items)) if len(terms) >= 3 and "BT-1" in terms else None


def _header(found: Collector, parts: Mapping[str, str]) -> None:
    told: set[str] = {f.term for f in found.items}
    for name, term in _HEADER.items():
        if parts.get(name) and term not in told:
            told.add(term)
            found.add(term, day(parts[name]) if term == "BT-2" else parts[name])
    if "BT-2" not in told:
        found.add("BT-2", day(parts.get(_ASKED, "")))
    if "BT-1" not in told:
        found.add("BT-1", parts.get("eiid"))
    for term, names in _JOINED:
        if term not in told:
            found.add(term, " ".join(filter(None, (parts.get(n, "") for n in names))))
    # One number identifies a Chinese firm everywhere: what elsewhere are the VAT number and the tax number.
    found.add("BT-32", next((f.value for f in found.items if f.term == "BT-31"), ""))
    if {"BT-112", "BT-109"} & {f.term for f in found.items}:
        found.items.append(Fact("BT-5", "CNY"))


def _rate(raw: str | None) -> str:
    """A rate in per cent as it is printed: 0.06 is 6%."""
    text = (raw or "").strip()
    try:
        share = float(text)
    except ValueError:
        return text
    return f"{round(share * 100, 4):g}%" if 0 <= share < 1 else f"{share:g}%"


def _name(tag: str) -> str:
    return tag.replace("-", "").casefold()
