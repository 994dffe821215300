"""Looked at in the second round of mending: a form of an office, a customs entry, a passport."""

from __future__ import annotations

from ..values import code, one_of
from .blocks import Paper
from .made import Values, composed
from .people import address, birth, day, firm, money, person

_TENURE, _YESNO = ("Mieter", "Eigentümer", "Untermieter"), ("Ja", "Nein")


def _housing(p: Paper, v: Values) -> None:
    p.t(50, 30, v["authority"], 10)
    p.t(50, 50, "Antrag auf Wohngeld", 15)
    p.t(50, 80, "1. Antragstellende Person", 10)
    y = p.under(
        60,
        104,
        480,
        [
            [("Familienname", v["family_name"]), ("Vorname", v["first_name"])],
            [
                ("Geburtsdatum", v["birth_date"]),
                ("Geburtsort", v["birth_place"]),
                ("Staatsangehörigkeit", v["nationality"]),
            ],
            [("Straße, Hausnummer, PLZ, Ort", v.line("address"))],
        ],
    )
    p.t(50, y + 4, "2. Wohnverhältnis", 10)
    y = p.ticks(60, y + 24, "Ich bin", _TENURE, v["tenure"])
    y = p.ticks(60, y, "Schwerbehinderung liegt vor:", _YESNO, v["disabled"], gap=50)
    p.under(
        60,
        y + 16,
        480,
        [
            [("Monatliche Miete in Euro", v["rent"]), ("Anzahl der Haushaltsmitglieder", v["household_size"])],
            [("Ort, Datum", f"Nürnberg, {v['signed']}"), ("Unterschrift", "")],
        ],
    )


def _housing_grid(p: Paper, v: Values) -> None:
    p.t(50, 30, "Erstantrag Mietzuschuss", 15)
    p.right(550, 30, v["authority"], 9)
    y = p.grid(
        50,
        70,
        500,
        [
            [("1 Name", v["family_name"]), ("2 Vorname", v["first_name"]), ("3 geboren am", v["birth_date"])],
            [("4 Geburtsort", v["birth_place"]), ("5 Staatsangehörigkeit", v["nationality"])],
            [("6 Anschrift", v["address"])],
            [("7 Haushaltsmitglieder (Anzahl)", v["household_size"]), ("8 Miete monatlich", f"{v['rent']} EUR")],
        ],
    )
    y = p.ticks(50, y + 8, "9 Wohnverhältnis", _TENURE, v["tenure"], marks=" x")
    y = p.ticks(50, y + 8, "10 Schwerbehindert", _YESNO, v["disabled"], marks=" x", gap=60)
    p.pairs(50, y + 20, [("Datum", v["signed"])])


def _entry(p: Paper, v: Values) -> None:
    p.t(50, 24, "COMUNITATEA EUROPEANĂ", 9)
    p.grid(
        50,
        44,
        500,
        [
            [("1 D E C L A R A Ț I E", "IM A"), ("A BIROU DE EXPEDIERE", v["office"])],
            [("2 Expeditor/Exportator", v["exporter"]), ("7 Număr de referință", v["reference"])],
            [
                ("8 Destinatar", f"{v['consignee']}\n{v['consignee_address']}"),
                ("14 Declarant/Reprezentant", v["declarant"]),
            ],
            [
                ("15 Țara de expediere", v["country"]),
                ("20 Condiții de livrare", v["incoterm"]),
                ("22 Moneda și valoarea totală facturată", f"EUR {v['invoice_value']}"),
            ],
            [
                ("33 Codul mărfurilor", v["commodity_code"]),
                ("35 Masa brută (kg)", v["gross_mass"]),
                ("38 Masa netă (kg)", v["net_mass"]),
            ],
            [("54 Locul și data", f"Cluj, {v['entry_date']}")],
        ],
    )


def _entry_list(p: Paper, v: Values) -> None:
    p.t(50, 30, "Declarație vamală de import", 14)
    p.pairs(
        50,
        60,
        [
            ("MRN / Nr. referință", v["reference"]),
            ("Birou vamal", v["office"]),
            ("Exportator", v["exporter"]),
            ("Destinatar", v["consignee"]),
            ("Adresa", v["consignee_address"]),
            ("Declarant", v["declarant"]),
        ],
        at=170,
    )
    p.table(
        220,
        [
            (50, "Cod marfă"),
            (180, "Țara de origine"),
            (300, "Greutate brută"),
            (390, "Greutate netă"),
            (480, "Valoare"),
        ],
        [(v["commodity_code"], v["country"], v["gross_mass"], v["net_mass"], v["invoice_value"])],
    )
    p.pairs(50, 280, [("Condiția de livrare", v["incoterm"]), ("Data acceptării", v["entry_date"])])


def _passport(p: Paper, v: Values) -> None:
    p.t(60, 40, v["state"], 12)
    p.right(540, 40, "PASAPORT / PASSPORT", 11)
    p.t(200, 66, "Tipi / Type", 6.5)
    p.t(200, 75, "P")
    p.t(400, 66, "Pasaport No / Passport No.", 6.5)
    p.t(400, 75, v["passport_number"])
    p.lines(200, 94, ["Soyadı / Surname"], size=6.5)
    p.t(200, 103, v["surname"])
    p.t(200, 122, "Adı / Given names", 6.5)
    p.t(200, 131, v["given_names"])
    p.grid(
        200,
        150,
        340,
        [
            [("Uyruğu / Nationality", v["nationality"]), ("Cinsiyeti / Sex", v["sex"])],
            [("Doğum Tarihi / Date of birth", v["birth_date"]), ("Doğum Yeri / Place of birth", v["birth_place"])],
            [
                ("Veriliş Tarihi / Date of issue", v["issue_date"]),
                ("Son Geçerlilik / Date of expiry", v["expiry_date"]),
            ],
        ],
        tall=28,
    )
    name = (
        f"P<TUR{v['surname']}<<{v['given_names'].replace(' ', '<')}".replace("İ", "I")
        .replace("Ü", "U")
        .replace("Ş", "S")
        .ljust(44, "<")
    )
    p.lines(60, 270, [name, f"{v['passport_number']}<4TUR8001014F3001018<<<<<<<<<<<<<<04"], size=11)


def _passport_card(p: Paper, v: Values) -> None:
    p.centred(30, v["state"], 11)
    p.pairs(
        60,
        60,
        [
            ("Pasaport No", v["passport_number"]),
            ("Soyadı", v["surname"]),
            ("Adı", v["given_names"]),
            ("Uyruğu", v["nationality"]),
            ("Doğum Tarihi", v["birth_date"]),
            ("Doğum Yeri", v["birth_place"]),
            ("Cinsiyeti", v["sex"]),
            ("Düzenleme Tarihi", v["issue_date"]),
            ("Geçerlilik Tarihi", v["expiry_date"]),
        ],
        at=180,
        colon="",
    )


HOUSING = composed(
    "housing_de",
    "de",
    "Antrag auf Wohngeld",
    (
        ("authority", "Behörde", "name", one_of("Stadt Nürnberg - Wohngeldstelle", "Landratsamt Elmenau"), ("Amt",)),
        ("family_name", "Familienname", "name", one_of("Sandvoss", "KRINGS", "von Eichhorn"), ("Nachname",)),
        ("first_name", "Vorname", "name", one_of("Ulrike", "Konrad", "Svenja"), ()),
        ("birth_date", "Geburtsdatum", "date", birth, ()),
        ("birth_place", "Geburtsort", "text", one_of("Fürth", "Hof", "Bamberg"), ()),
        ("nationality", "Staatsangehörigkeit", "text", one_of("deutsch", "italienisch"), ()),
        ("address", "Anschrift", "address", address, ("Adresse",)),
        ("tenure", "Wohnverhältnis", "text", one_of(*_TENURE), (), "Which box is ticked."),
        ("disabled", "Schwerbehinderung", "text", one_of(*_YESNO), (), "Ja or Nein, as ticked."),
        ("rent", "Monatliche Miete", "money", money(300, 1400), ("Miete",)),
        ("household_size", "Haushaltsmitglieder", "number", code("#"), ("Anzahl Personen",)),
        ("signed", "Datum der Unterschrift", "date", day, ("Datum",)),
    ),
    _housing,
    _housing_grid,
    optional=("nationality",),
)
ENTRY = composed(
    "entry_ro",
    "ro",
    "Declarație vamală",
    (
        ("office", "Birou vamal", "text", one_of("BV Cluj Aeroport", "ROCJ1810", "Constanța Sud"), ()),
        ("exporter", "Exportator", "name", one_of("Bosphor Metal Ltd", "Kyiv Linen LLC"), ("Expeditor",)),
        ("reference", "Număr de referință", "code", code("24ROCJ##########"), ("MRN",)),
        ("consignee", "Destinatar", "name", firm, ("Importator",)),
        ("consignee_address", "Adresa destinatarului", "address", address, ("Adresa",)),
        ("declarant", "Declarant", "name", person, ("Reprezentant",)),
        ("country", "Țara de expediere", "text", one_of("Turcia", "TR", "Ucraina"), ("Țara de origine",)),
        ("incoterm", "Condiții de livrare", "text", one_of("CIF", "DAP Cluj", "EXW"), ()),
        ("invoice_value", "Valoare facturată", "money", money(900, 90000), ("Valoare",)),
        ("commodity_code", "Codul mărfurilor", "code", code("8#######"), ("Cod NC",)),
        ("gross_mass", "Masa brută", "number", code("9##"), ("Greutate brută",)),
        ("net_mass", "Masa netă", "number", code("8##"), ("Greutate netă",)),
        ("entry_date", "Data", "date", day, ("Data declarației",)),
    ),
    _entry,
    _entry_list,
    optional=("declarant", "incoterm"),
)
PASSPORT = composed(
    "passport_tr",
    "tr",
    "Pasaport",
    (
        ("state", "Devlet", "text", one_of("TÜRKİYE CUMHURİYETİ"), ("State",)),
        ("passport_number", "Pasaport No", "code", code("U########"), ("Passport number",)),
        ("surname", "Soyadı", "name", one_of("YILDIRIM", "KARACA", "AYDIN"), ("Surname",)),
        ("given_names", "Adı", "name", one_of("ELİF SU", "MEHMET", "ZEYNEP"), ("Given names",)),
        ("nationality", "Uyruğu", "text", one_of("T.C.", "TÜRK"), ("Nationality",)),
        ("sex", "Cinsiyeti", "sex", one_of("F", "M"), ("Sex",)),
        ("birth_date", "Doğum Tarihi", "date", birth, ("Date of birth",)),
        ("birth_place", "Doğum Yeri", "text", one_of("İZMİR", "BURSA", "ANKARA"), ("Place of birth",)),
        ("issue_date", "Veriliş Tarihi", "date", day, ("Date of issue",)),
        ("expiry_date", "Son Geçerlilik Tarihi", "date", day, ("Date of expiry",)),
    ),
    _passport,
    _passport_card,
)
