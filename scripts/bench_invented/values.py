"""Invented values: people, firms, addresses, amounts and days as each language prints them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

PEOPLE = {
    "de": (("Anke", "Jörg", "Renate", "Tilo", "Mareike"), ("Wedekind", "Osterloh", "Brüggemann", "Thalmann", "Voß")),
    "fr": (("Élodie", "Gaspard", "Maëlle", "Bastien", "Solène"), ("Charpentier", "Dubreuil", "Lemoine", "Vasseur")),
    "es": (("Ximena", "Álvaro", "Nuria", "Joaquín"), ("Barrientos", "Cifuentes", "Ibarra", "Quiñones")),
    "nl": (("Marloes", "Sjoerd", "Femke", "Joost"), ("van Houten", "de Wit", "Hoekstra", "Zijlstra")),
    "pl": (("Zofia", "Kazimierz", "Halina", "Wojciech"), ("Wiśniewska", "Kowalczyk", "Zając", "Mazurek")),
    "en": (("Harriet", "Oswald", "Imogen", "Percy", "Nadia"), ("Fairweather", "Holloway", "Thistlewood", "Penrose")),
    "it": (("Fiammetta", "Ludovico", "Ornella"), ("Bentivoglio", "Carrara", "Della Valle")),
    "pt": (("Inês", "Duarte", "Leonor"), ("Figueiredo", "Vasconcelos", "Brandão")),
    "zh": (("李", "王", "赵", "陈", "欧阳"), ("文博", "雨桐", "建国", "思远", "晓岚")),
}
FIRMS = {
    "de": (("Nordwind", "Steinbrück", "Kranich", "Falkenau"), ("Logistik GmbH", "Werkzeugbau AG", "Handels KG")),
    "fr": (("Beaulieu", "Marchand", "Val d'Or", "Rivage"), ("Distribution SAS", "Services SARL", "Industrie SA")),
    "es": (("Monteverde", "Costa Brava", "Almazara", "Lucero"), ("Exportaciones S.L.", "Textiles S.A.")),
    "nl": (("Waterland", "De Molen", "Noordzee"), ("Energie B.V.", "Handel B.V.", "Techniek N.V.")),
    "pl": (("Bursztyn", "Wisła", "Jantar"), ("Przychodnia", "Klinika", "Centrum Medyczne")),
    "en": (("Larkspur", "Ironbridge", "Quayside", "Copperfield"), ("Supplies Ltd", "Freight Inc", "Holdings plc")),
    "it": (("Montebello", "Ginestra"), ("Forniture S.r.l.", "Energia S.p.A.")),
    "pt": (("Atlântida", "Serra Azul"), ("Águas Lda", "Serviços S.A.")),
    "zh": (("海纳", "晨光", "宏远", "启明"), ("科技有限公司", "贸易有限公司", "物流股份有限公司")),
}
STREETS = {
    "de": ("Lindenallee {n}", "Am Mühlgraben {n}", "Hafenstraße {n}"), "fr": ("{n} rue des Tilleuls", "{n} quai Sud"),
    "es": ("Calle del Olivo {n}", "Avenida del Puerto {n}"), "nl": ("Kerkstraat {n}", "Dijkweg {n}"),
    "pl": ("ul. Lipowa {n}", "ul. Polna {n}"), "en": ("{n} Orchard Lane", "{n} Station Road"),
    "it": ("Via dei Gelsi {n}", "Corso Umberto {n}"), "pt": ("Rua das Amoreiras {n}", "Avenida da Boavista {n}"),
    "zh": ("滨江路{n}号", "解放大道{n}号"),
}
TOWNS = {
    "de": ("24103 Kiel", "99423 Weimar", "50667 Köln"), "fr": ("44000 Nantes", "67000 Strasbourg"),
    "es": ("46001 Valencia", "41001 Sevilla"), "nl": ("1012 AB Amsterdam", "3511 CE Utrecht"),
    "pl": ("80-831 Gdańsk", "31-042 Kraków"), "en": ("Leeds LS1 4DY", "Bristol BS1 5TR"),
    "it": ("40121 Bologna", "50122 Firenze"), "pt": ("4100-112 Porto", "1250-020 Lisboa"),
    "zh": ("浙江省杭州市西湖区", "湖北省武汉市江岸区"),
}
MORE = {
    "de": ("Abteilung Einkauf", "Gebäude", "mit Zubehör"), "fr": ("Service achats", "Bâtiment", "avec accessoires"),
    "es": ("Departamento de compras", "Edificio", "con accesorios"), "zh": ("采购部", "大楼", "含附件"),
    "nl": ("Afdeling inkoop", "Gebouw", "met toebehoren"), "pl": ("Dział zakupów", "Budynek", "z dodatkami"),
    "it": ("Ufficio acquisti", "Edificio", "con accessori"), "pt": ("Compras", "Edifício", "com acessórios"),
    "en": ("Purchasing department", "Building", "with accessories"),
}
Make = Callable[[random.Random, str], str]


def person(rng: random.Random, lang: str) -> str:
    first, last = (rng.choice(part) for part in PEOPLE[lang])
    return first + last if lang == "zh" else f"{first} {last}"


def firm(rng: random.Random, lang: str) -> str:
    name, form = (rng.choice(part) for part in FIRMS[lang])
    return name + form if lang == "zh" else f"{name} {form}"


def address(rng: random.Random, lang: str) -> str:
    """Two lines parted by a line break; one in Chinese."""
    street, town = rng.choice(STREETS[lang]).format(n=rng.randint(2, 188)), rng.choice(TOWNS[lang])
    return town + street if lang == "zh" else f"{street}\n{town}"


def money(rng: random.Random, lang: str) -> str:
    whole, cents = rng.randint(12, 48000), rng.randint(0, 99)
    if lang in ("en", "zh"):
        return f"{whole:,}.{cents:02}" if lang == "en" else f"¥{whole}.{cents:02}"
    marks = {"fr": " ", "pl": " "}.get(lang, ".")
    return f"{whole:,}".replace(",", marks) + f",{cents:02}"


def day(rng: random.Random, lang: str) -> str:
    when = date(2021, 1, 4) + timedelta(days=rng.randint(0, 1500))
    form = {"de": "%d.%m.%Y", "fr": "%d/%m/%Y", "es": "%d/%m/%Y", "nl": "%d-%m-%Y", "it": "%d/%m/%Y",
            "pt": "%d/%m/%Y", "pl": "%d.%m.%Y",
            "en": "%d %B %Y", "zh": "%Y年%m月%d日"}[lang]
    return when.strftime(form)


def code(pattern: str) -> Make:
    """``#`` stands for a digit, ``@`` for a capital."""
    def make(rng: random.Random, lang: str) -> str:
        return "".join(str(rng.randint(0, 9)) if c == "#" else rng.choice("ABCDEFHKLMNPRTVXZ") if c == "@" else c
                       for c in pattern)
    return make


def one_of(*texts: str) -> Make:
    return lambda rng, lang: rng.choice(texts)


def taller(value: str, kind: str, lang: str, rng: random.Random) -> str:
    """The value as it needs more lines: a department under a name, a building over a street, a text that runs on."""
    more = MORE[lang]
    if kind == "name":
        return f"{value}\n{more[0]}" if rng.random() < 0.6 else value
    if kind == "address":
        return f"{more[1]} {rng.choice('ABCDEF')}\n{value}"
    if kind == "text":
        return f"{value}\n{more[2]}" if rng.random() < 0.5 else value
    return value
