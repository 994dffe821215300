"""Fields asked for by nothing but their names: what kind of thing a name promises."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocr_engine.extract.words.lexicon import concept_named, split_party
from ocr_engine.types import DocType, FieldSpec

OPEN_TYPE = "open"

# Checked in this order; the first that is found in the name decides.
_KINDS: tuple[tuple[str, str], ...] = (
    ("email", r"e-?mail|邮箱|电子邮件|courriel"),
    ("iban", r"\biban\b"),
    ("phone", r"\b(?:tele)?(?:phone|fax|mobile|tel)\b|电话|手机|传真|telefon|téléphone"),
    ("id_number", r"身份证号|公民身份号"),
    ("tax_id", r"\b(?:vat|tax)[ _]?(?:id|number|no)\b|税号|纳税人识别号|统一社会信用代码|\bgstin\b"),
    ("bank_account", r"账号|帐号|卡号|account (?:number|no)|card number|kontonummer"),
    ("date", r"\bdate\b|日期|年月日|datum\b|\bborn\b|日$"),
    ("text", r"时间|time|address_phone"),
    ("currency", r"\bcurrency\b|币种|币别|währung|devise"),
    (
        "money",
        r"\b(?:amount|total|subtotal|price|cost|fee|tax|charge|balance|tip|fare|salary|rent|premium|deposit)\b"
        r"|金额|价款|价格|总价|费$|费用|租金|押金|工资|余额|合计|betrag|summe|preis|montant|prix",
    ),
    ("address", r"\baddress\b|地址|住址|住所|坐落|anschrift|adresse"),
    ("sex", r"\b(?:sex|gender)\b|性别|geschlecht"),
    ("code", r"\b(?:number|no|nr|id|code|ref|reference|serial)\b|号$|号码|编号|代码|文号|证号|nummer|numéro"),
    (
        "name",
        r"\b(?:name|company|vendor|seller|buyer|customer|supplier|merchant|payee|payer|party|issuer|holder|carrier"
        r"|shipper|consignee)\b|姓名|名称$|户名|单位$|公司|人$|方$",
    ),
)


def kind_of_name(name: str) -> str:
    words = name.replace("_", " ").casefold()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), "text")


def open_type(names: Sequence[str]) -> DocType:
    """A nameless document type for these field names; values come back as they are printed."""
    return DocType(OPEN_TYPE, {}, tuple(open_field(n) for n in dict.fromkeys(n.strip() for n in names) if n))


def open_field(name: str) -> FieldSpec:
    words = name.replace("_", " ")
    bare = re.sub(r"[（(][^（）()]*[)）]", "", words).strip()
    concept = concept_named(words) or concept_named(bare) or concept_named(split_party(bare)[1])
    kind = concept.kind if concept else kind_of_name(name)
    return FieldSpec(name, {"": name.replace("_", " ")}, kind)
