"""A sixth set, identity papers: cards of four countries, passports of four, Brazilian ones."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later

_CARDS = {
    "fi": (("LEHTONEN", "AINO HELENA", "F"), ("RANTALA", "JUHANI MATTI", "M"), ("SALMI", "VEERA", "F")),
    "ee": (("TAMMSAAR", "KADRI", "F"), ("KUUSK", "MARTIN ERIK", "M"), ("ÕUNAPUU", "JAAN", "M")),
    "lv": (("BĒRZIŅA", "LĪGA", "F"), ("OZOLIŅŠ", "JĀNIS", "M"), ("KALNIŅA", "ILZE ANNA", "F")),
    "es": (
        ("ZUBIZARRETA PONS", "ALMUDENA", "F"),
        ("LLORENTE CARMONA", "IÑIGO", "M"),
        ("ORTEGA VALDIVIESO", "ROCÍO", "F"),
    ),
    "al": (("HOXHAJ", "ERIONA", "F"), ("KRASNIQI", "ARBEN", "M"), ("DËRVISHI", "GENTIANA", "F")),
    "rs": (("ЈОВАНОВИЋ", "МИЛИЦА", "Ж"), ("ПЕТРОВИЋ", "НЕМАЊА", "М"), ("СТОЈКОВИЋ", "ДРАГАНА", "Ж")),
    "gr": (("ΠΑΠΑΔΑΚΗΣ", "ΝΙΚΟΛΑΟΣ", "Α"), ("ΟΙΚΟΝΟΜΟΥ", "ΕΛΕΝΗ", "Θ"), ("ΚΑΡΑΓΙΑΝΝΗ", "ΣΟΦΙΑ", "Θ")),
    "az": (("ƏLİYEVA", "GÜNEL", "F"), ("MƏMMƏDOV", "RƏŞAD", "M"), ("HÜSEYNOV", "ELÇİN", "M")),
}
_LATIN = {
    "rs": (("JOVANOVIC", "MILICA"), ("PETROVIC", "NEMANJA"), ("STOJKOVIC", "DRAGANA")),
    "gr": (("PAPADAKIS", "NIKOLAOS"), ("OIKONOMOU", "ELENI"), ("KARAGIANNI", "SOFIA")),
}


def card(r: Draw) -> dict[str, Any]:
    made = r.day("2016-01-01", "2024-12-31")
    return {
        "who": {land: r.choice(people) for land, people in _CARDS.items()},
        "born": r.day("1950-01-01", "2005-12-31"),
        "made": made,
        "until": later(made, 3652),
        "number": r.code("@@#######"),
        "code": r.code("######-###@"),
        "personal": r.code("4##########"),
        "spanish": r.code("########") + r.choice("TRWAGM"),
        "support": r.code("BAA######"),
        "place": r.choice(("MADRID", "BILBAO", "GIJÓN")),
        "can": r.code("######"),
        "height": r.choice((164, 178, 185)),
    }


def passport(r: Draw) -> dict[str, Any]:
    made, n = r.day("2016-01-01", "2024-12-31"), r.randint(0, 2)
    return {
        "who": {land: people[n] for land, people in _CARDS.items()},
        "latin": {land: people[n] for land, people in _LATIN.items()},
        "born": r.day("1950-01-01", "2005-12-31"),
        "made": made,
        "until": later(made, 3652),
        "number": r.code("0########"),
        "letters": r.code("AN#######"),
        "azeri": r.code("C0#######"),
        "russian": r.code("7# #######"),
        "jmbg": r.code("#############"),
        "personal": r.code("@######@@@"),
        "height": r.choice(("1,64", "1,78", "1,85")),
        "place": {
            "rs": r.choice(("КРАГУЈЕВАЦ, СРБИЈА", "НИШ, СРБИЈА")),
            "gr": r.choice(("ΠΑΤΡΑ", "ΛΑΡΙΣΑ")),
            "az": r.choice(("GƏNCƏ / AZE", "BAKI / AZE")),
            "al": r.choice(("SHKODËR", "DURRËS")),
        },
        "sign": r.choice(("МУП Р СРБИЈЕ, ПУ У НИШУ", "МУП Р СРБИЈЕ, ПУ ЗА ГРАД БЕОГРАД")),
    }


def licence(r: Draw) -> dict[str, Any]:
    made = r.day("2018-01-01", "2025-06-30")
    names = (
        "ADRIANA NOGUEIRA DE BRITO",
        "WESLEY TEIXEIRA DOS SANTOS",
        "LUCIANA PIMENTEL",
        "ANDERSON LOURENÇO AZEVEDO",
        "MARLENE CARVALHAL",
        "JOÃO BATISTA SEQUEIRA",
    )
    me, mother, father = r.sample(names, 3)
    return {
        "name": me,
        "mother": mother,
        "father": father,
        "born": r.day("1955-01-01", "2004-12-31"),
        "made": made,
        "until": later(made, 3650),
        "first": r.day("1990-01-01", "2017-12-31"),
        "cpf": r.code("###.###.###-##"),
        "rg": r.code("##.###.###-#"),
        "register": r.code("0##########"),
        "cat": r.choice(("B", "AB", "AD")),
        "place": r.choice(("CAMPINAS, SP", "OLINDA, PE", "CASCAVEL, PR")),
        "issuer": r.choice(("SSP SP", "SDS PE", "SESP PR")),
        "home": r.choice(("CAMPINAS - SP", "RECIFE - PE")),
        "doc": r.choice(("C.NASC=CAMPINAS-SP LV:A033 FLS:112 N:018221", "C.CAS=OLINDA-PE LV:B12 FLS:87 N:4410")),
    }


PAPERS = (
    Paper(
        "id_card",
        "en",
        "Identity card",
        card,
        (
            Asked("surname", "Surname", "name"),
            Asked("given_names", "Given names", "name"),
            Asked("birth_date", "Date of birth", "date"),
            Asked("sex", "Sex"),
            Asked("nationality", "Nationality"),
            Asked("personal_number", "Personal number", "code", ("Personal code",)),
            Asked("document_number", "Document number", "code"),
            Asked("issued", "Date of issue", "date"),
            Asked("expires", "Date of expiry", "date"),
        ),
        ("a", "b", "c", "d"),
    ),
    Paper(
        "passport",
        "en",
        "Passport",
        passport,
        (
            Asked("surname", "Surname", "name", hint="in Latin letters where the passport has them"),
            Asked("given_names", "Given names", "name", hint="in Latin letters where the passport has them"),
            Asked("birth_date", "Date of birth", "date"),
            Asked("birth_place", "Place of birth"),
            Asked("nationality", "Nationality"),
            Asked("number", "Passport number", "code"),
            Asked("personal_number", "Personal number", "code"),
            Asked("issued", "Date of issue", "date"),
            Asked("expires", "Date of expiry", "date"),
            Asked("authority", "Authority"),
        ),
        ("a", "b", "c", "d"),
    ),
    Paper(
        "licence_br",
        "pt",
        "Documento de identificação",
        licence,
        (
            Asked("name", "Nome", "name"),
            Asked("cpf", "CPF", "tax_id"),
            Asked("rg", "RG", "code", ("Registro geral", "Doc. identidade")),
            Asked("birth_date", "Data de nascimento", "date"),
            Asked("father", "Pai", "name", ("Filiação",), "o primeiro nome da filiação"),
            Asked("mother", "Mãe", "name", ("Filiação",), "o segundo nome da filiação"),
            Asked("birth_place", "Naturalidade"),
            Asked("register", "Nº registro", "code"),
            Asked("category", "Categoria"),
            Asked("issued", "Data de emissão", "date", ("Data de expedição",)),
            Asked("valid_until", "Validade", "date"),
        ),
    ),
)
