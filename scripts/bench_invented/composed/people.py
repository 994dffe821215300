"""Who writes and gets the composed papers: people, houses with and without a legal form, streets, days and amounts."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

Make = Callable[[random.Random, str], str]

PEOPLE = {
    "id": ("Budi Santoso", "Dewi Lestari", "Agus Wijaya", "Siti Rahmawati"),
    "fr": ("Capucine Morvan", "Thibault Gauthier", "Maud Perrin", "Anne-Laure Besson"),
    "en": ("Rosalind Achterberg", "Desmond Okafor", "Priya Raghunathan", "Gwen Pritchard", "Tom Ellery"),
    "it": ("Serena Colombo", "Giancarlo De Santis", "Beatrice Ferri", "Nicolò Marchetti"),
    "sv": ("Linnéa Åkerström", "Gustav Sjöberg", "Maja Lindqvist", "Nils Holmgren"),
    "es": ("Rocío Valenzuela Prieto", "Iker Zubiri", "Carmen Olmedo Ruiz", "Mateo Llorente"),
    "cs": ("Zdeněk Procházka", "Lenka Dvořáková", "Ondřej Šimek", "Jitka Horáková"),
    "de": ("Ulrike Sandvoss", "Konrad Eichhorn", "Svenja Pohlmann", "Detlef Krings"),
    "pt": ("Beatriz Sequeira", "Rui Pacheco", "Matilde Nogueira", "Tiago Queirós"),
    "nl": ("Wim Terpstra", "Lotte Verhagen", "Bram Koopmans", "Saskia de Boer"),
    "ro": ("Ioana Petrescu", "Andrei Munteanu", "Raluca Ștefan", "Mihai Dobre"),
    "tr": ("Elif Yıldırım", "Mehmet Karaca", "Zeynep Aydın", "Emre Koç"),
}
FIRMS = {
    "id": ("Warung Sederhana", "KOPI TETANGGA", "Bakmi Pelangi", "RM. Padang Jaya", "SUSHI KIRA - GRAND INDONESIA"),
    "fr": ("Atelier Romarin", "Centre Social Les Glycines", "Garage Lepic SARL", "Boulangerie Chez Nous"),
    "en": (
        "Blue Heron Diner",
        "The Tern & Anchor",
        "Marlow Fencing",
        "Ridgeway Plant Hire Ltd",
        "Hollis & Vane LLP",
        "Northgate Bicycle Co.",
        "Orrin Media Partners",
        "KXDB-TV",
        "Seabright Analytics, Inc.",
    ),
    "it": ("Officine Tarasco S.r.l.", "Pasticceria Duomo", "Edilnova S.p.A.", "Cooperativa Il Melograno"),
    "sv": ("Fjällnäs Trävaror AB", "Byggmax Syd", "Lunds Kontorsmöbler HB", "Ekström & Söner"),
    "es": ("Mutua Levantina", "Aseguradora del Ebro, S.A.", "Talleres Urrutia", "Fincas Miramar S.L."),
    "cs": ("Jihočeská energetika a.s.", "Moravské plynárny", "Truhlářství Beran s.r.o.", "Svítivka energie, a.s."),
    "de": (
        "Labor Dr. Hachenberg",
        "MVZ Rheinblick GmbH",
        "Kessel & Partner",
        "Möbelhaus Wiegand OHG",
        "Stadtwerke Elmenau",
        "Gebrüder Thoma",
    ),
    "pt": ("Cerâmica do Vouga, Lda.", "Papelaria Avenida", "Metalúrgica Silvares S.A.", "Horta & Filhos"),
    "nl": ("Fietsenmaker De Spaak", "Van Dalen Bouw B.V.", "Kwekerij Zonneveld VOF", "Oranjebank N.V."),
    "ro": ("Transilvan Cargo SRL", "Dunărea Textil S.A.", "Agroprod Mureș", "Carpați Mobila SRL"),
    "tr": ("Anadolu Tekstil A.Ş.", "Ege Zeytin Ltd. Şti.", "Lale Nakliyat"),
}
PLACES = {
    "id": (("Jl. Kemang Raya No. {n}", "Jakarta Selatan 12730"), ("Jl. Braga {n}", "Bandung 40111")),
    "fr": (("{n}, allée des Mimosas", "33600 Pessac"), ("{n} bis rue Carnot", "29200 Brest")),
    "en": (("{n} Tanyard Street", "Hexham NE46 3QP"), ("Unit {n}, Weir Mill", "Stockport SK3 0AB")),
    "it": (("Via Fratelli Bandiera, {n}", "35121 Padova (PD)"), ("Viale Trieste {n}", "09123 Cagliari")),
    "sv": (("Storgatan {n}", "582 23 Linköping"), ("Hamnvägen {n} B", "261 35 Landskrona")),
    "es": (("C/ Alcalde Sainz, {n}, 3º B", "50008 Zaragoza"), ("Plaza Mayor {n}", "37001 Salamanca")),
    "cs": (("Na Hrázi {n}", "370 01 České Budějovice"), ("Husova {n}/4", "602 00 Brno")),
    "de": (("Fürther Straße {n}", "90429 Nürnberg"), ("Am Kirchberg {n}a", "37085 Göttingen")),
    "pt": (("Rua do Loureiro, {n} - 2.º Esq.", "3810-164 Aveiro"), ("Av. da República {n}", "8000-078 Faro")),
    "nl": (("Zeedijk {n}", "1012 BD Amsterdam"), ("Nieuwe Gracht {n}", "2011 NP Haarlem")),
    "ro": (("Str. Horea nr. {n}", "400174 Cluj-Napoca"), ("Bd. Unirii {n}", "030833 București")),
    "tr": (("Atatürk Cad. No: {n}", "35210 İzmir"), ("Lale Sok. {n}", "06690 Ankara")),
}
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
FORMS = {
    "en": ("{d:02}/{m:02}/{y}", "{d} {M} {y}", "{M} {d}, {y}"),
    "de": ("{d:02}.{m:02}.{y}", "{d}. {M} {y}"),
    "fr": ("{d:02}/{m:02}/{y}", "{d} {M} {y}"),
    "es": ("{d:02}/{m:02}/{y}", "{d} de {M} de {y}"),
    "it": ("{d:02}/{m:02}/{y}", "{d} {M} {y}"),
    "pt": ("{d:02}-{m:02}-{y}", "{d} de {M} de {y}"),
    "nl": ("{d:02}-{m:02}-{y}", "{d} {M} {y}"),
    "sv": ("{y}-{m:02}-{d:02}",),
    "cs": ("{d}. {m}. {y}",),
    "ro": ("{d:02}.{m:02}.{y}",),
    "tr": ("{d:02}.{m:02}.{y}",),
    "id": ("{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}"),
}


def person(rng: random.Random, lang: str) -> str:
    return rng.choice(PEOPLE[lang])


def firm(rng: random.Random, lang: str) -> str:
    return rng.choice(FIRMS[lang])


def address(rng: random.Random, lang: str) -> str:
    """Two lines parted by a line break."""
    return "\n".join(rng.choice(PLACES[lang])).format(n=rng.randint(2, 190))


def day(rng: random.Random, lang: str) -> str:
    """An ISO day; a layout prints it its own way."""
    return (date(2021, 1, 4) + timedelta(days=rng.randint(0, 1700))).isoformat()


def birth(rng: random.Random, lang: str) -> str:
    return (date(1950, 1, 4) + timedelta(days=rng.randint(0, 18000))).isoformat()


def printed_day(iso: str, lang: str, form: str) -> str:
    when = date.fromisoformat(iso)
    names = MONTHS.get(lang, MONTHS["en"]).split()
    return form.format(d=when.day, m=when.month, y=when.year, M=names[when.month - 1])


def money(low: float = 20, high: float = 9000) -> Make:
    """Written with the marks of the language; rupiah have no cents."""

    def make(rng: random.Random, lang: str) -> str:
        return written(rng.uniform(low, high), lang)

    return make


def written(amount: float, lang: str) -> str:
    if lang == "id":
        return f"{round(amount / 100) * 100:,.0f}".replace(",", ".")
    text = f"{amount:,.2f}"
    mark = {"en": ",", "fr": " ", "sv": " ", "cs": " "}.get(lang, ".")
    return text if lang == "en" else text.replace(".", ";").replace(",", mark).replace(";", ",")


def some(texts: Sequence[str], least: int, most: int) -> Callable[[random.Random], list[str]]:
    return lambda rng: rng.sample(list(texts), rng.randint(least, most))
