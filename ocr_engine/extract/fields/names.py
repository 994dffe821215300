"""The names of a field: each wording that a page may print for one that its definition gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import concept_named, concepts_named, party_terms, split_party
from ocr_engine.types import FieldSpec

# How much a name is worth by where it comes from.
OWN, ALIAS, SHORTENED, COMMON, LOOSE = 1.0, 0.97, 0.93, 0.88, 0.7
WIDER = 0.72  # a key that means something else than its label
LENDS = 0.8  # a name shortened further than this does not borrow the common names of what it stands for
TURNED = re.compile("[收付转汇送发]")  # 收款账号: whose account it is
_SIDE_ZH = re.compile("^(付款|收款|汇款)(?=账|帐|开户|银行|户名|行$)")  # 付款开户行: the payer's
_PARTICLE = re.compile(r"\s+(?:of|of the|du|de la|de|del|della|des|der|van|van de|do|da|của|från|av)$", re.IGNORECASE)
_PLAIN = frozenset(("number", "name", "title", "agent"))
# Whose name it is, as forms print it: Nom de l'association.
_LEADS = ("Name of ", "Name of the ", "Nom de l'", "Nom du ", "Nom de la ", "Nombre del ", "Nombre de la ", "Nome do ",
          "Nome da ", "Nome del ", "Nome della ", "Nome dell'", "Name des ", "Name der ", "Naam van de ", "Nazwa ")
_LONGEST_LED = 24
_NUMBER_OF = re.compile(r"(?:numéro|número|numero|n\.?º|nº|n°)\s(?:(?:de|del|di|da|do|du)\s)?(?P<of>(?:d'|l')?.{3,})")
_NAMES = frozenset(("name", "first_name", "last_name"))
_LONGEST = 3  # words of a party at the end of a name
# Things that each party of a paper has: their label counts only in the block of the right one.
_PARTY_BOUND = frozenset((
    "name", "address", "street", "city", "state_code", "country_code", "country", "address_phone", "phone", "mobile",
    "fax", "email", "website", "postcode", "vat_id", "buyer_vat_id", "seller_tax_number", "bank", "bank_account",
    "bank_and_account", "account_name", "legal_representative", "agent", "certificate_number", "id_number",
    "passport_number", "sex", "age", "nation", "nationality", "degree", "job_title", "title", "birth_date", "bic",
    "iban", "number",
))


@dataclass(frozen=True, slots=True)
class Name:
    """One wording. ``section``: the party block it must stand in; ``column``: the header its row is crossed with;
    ``plain``: its plain words count too: a purchase order is no "Purchase order number"."""

    text: str
    folded: str
    weight: float
    section: str = ""
    column: str = ""
    plain: bool = False


def word_parts(name: str) -> set[str]:
    """The words of a name or of a key in small letters: flight and from of "Flight_from"."""
    return set(re.split(r"[\s_]+", name.casefold()))


def own_names(spec: FieldSpec) -> list[Name]:
    """The names that the definition gives, each with its other wordings."""
    key = spec.key.replace("_", " ")
    labels = dict.fromkeys((*spec.label.values(), key))
    wider = key not in spec.label.values() and _is_wider(key, tuple(spec.label.values()))
    found = [*(name for text in labels for name in _wordings(text, WIDER if wider and text == key else OWN)),
             *(name for text in spec.aliases for name in _wordings(text, ALIAS))]
    if spec.kind == "name":
        found += [named(f"{lead}{text}", COMMON) for text in (*spec.label.values(), *spec.aliases) if _has_a_name(text)
                  for lead in _LEADS]
    return found


def _has_a_name(text: str) -> bool:
    """Whether a label says who has the name (association) and is none itself (prénom)."""
    return 3 < len(text) < _LONGEST_LED and not has_cjk(text) and not any(
        concept.key in _NAMES for concept in concepts_named(text))


def _is_wider(key: str, labels: Sequence[str]) -> bool:
    """Whether a key stands for something else than its label: phone, of a field that asks for "Téléphone portable"."""
    meant = {concept.key for text in labels for concept in concepts_named(text)}
    said = {concept.key for concept in concepts_named(key)}
    within = any(word_parts(key) <= word_parts(text) for text in labels)    # weight, of "Gross weight"
    return bool(meant and said) and not meant & said and not within


def named(text: str, weight: float, section: str = "", column: str = "") -> Name:
    return Name(text, fold(text), weight, section, column)


def _wordings(text: str, weight: float) -> list[Name]:
    """The name itself and the shorter forms under which a page may print it."""
    found = [named(text, weight)]
    bare = re.sub(r"[（(][^（）()]*[)）]", "", text).strip()
    inside = re.findall(r"[（(]([^（）()]*)[)）]", text)
    if bare and bare != text:
        found.append(named(bare, weight * SHORTENED))
        if has_cjk(text):
            found += [named(part, weight * LOOSE) for part in inside if len(part) > 2]
    if len(parts := re.split(r"或|\s/\s|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})", bare)) > 1:
        found += [named(p, weight * LOOSE) for p in parts if len(p) > 1]
    if summed := re.match(r"(合计|小计|总计)(?=[\u4e00-\u9fff]{2,}$)", text):
        found.append(named(summed[1], weight * SHORTENED, column=text[summed.end() :]))
    found += _other_forms(bare or text, weight)
    halves = text.split()
    if len(halves) == 2 and has_cjk(text) and fold(halves[0]) not in party_terms():
        found.append(named(halves[0], weight, column=halves[1]))
    return found + _by_party(bare or text, weight)


def _other_forms(text: str, weight: float) -> list[Name]:
    """job number: Job No., Job Nr., Job #; date check in: check in."""
    lower = text.casefold()
    if match := re.fullmatch(r"(.+)\s(?:number|no\.?|id|code)", lower):
        return [named(f"{match[1]} {form}", weight * SHORTENED) for form in ("no.", "nr.", "number", "id", "code")]
    if match := _NUMBER_OF.fullmatch(lower):
        return [named(f"{sign} {particle}{match['of']}", weight * SHORTENED)
                for sign in ("n°", "nº", "n.º", "n.", "nr.", "núm.", "num.") for particle in ("", "de ")]
    if match := re.fullmatch(r"(?:date|number|amount)\s(?:of\s)?(.{4,})|(.{4,})\s(?:date|amount|name)", lower):
        return [named(match[1] or match[2], weight * LOOSE)]
    return []


def _by_party(text: str, weight: float) -> list[Name]:
    """购买方名称, seller_vat_id: the party word gives the section, the rest is the label inside it."""
    party, rest = split_party(_SIDE_ZH.sub(r"\1人", text))
    if not party:
        party, rest = _party_at_end(text)
    if not party:
        return []
    concept = concept_named(rest) or next(
        (c for c in concepts_named(f"{rest} number") if c.key in _PARTY_BOUND), None)
    bound = concept is None or concept.key in _PARTY_BOUND
    found = [named(rest, weight * SHORTENED, party if bound else "")]
    if concept and bound:  # 付款人开户行: 开户银行 in the payer's block; buyer_id: ID number in the buyer's
        plain = [n for n in concept.names if (has_cjk(n) or not has_cjk(rest)) and not split_party(n)[0]
                 and not TURNED.match(n)]
        found += [named(name, COMMON, party) for name in plain]
    return found


def _party_at_end(text: str) -> tuple[str, str]:
    """(party, rest) of "Adresse du client", "MST người mua"; only of what every party has."""
    found = text.split()
    for size in range(1, min(_LONGEST, len(found) - 1) + 1) if not has_cjk(text) else ():
        party = party_terms().get(fold(" ".join(found[-size:])))
        rest = " ".join(found[:-size])
        rest = _PARTICLE.sub("", rest)
        if party and (concept := concept_named(rest)) and concept.key in _PARTY_BOUND and concept.key not in _PLAIN:
            return party, rest
    return "", text


def distinct(names: Sequence[Name]) -> tuple[Name, ...]:
    """Of names with the same letters in the same section and column the one of most weight, the first of such."""
    best: dict[tuple[str, str, str], Name] = {}
    for name in names:
        place = (name.folded, name.section, name.column)
        if name.folded and (place not in best or best[place].weight < name.weight):
            best[place] = name
    return tuple(best.values())
