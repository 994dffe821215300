"""Looked at in the second round of mending: car papers, an agreement to keep secrets, a lease."""

from __future__ import annotations

from ..values import code, one_of
from .blocks import Paper
from .made import Values, composed
from .people import address, day, money, person


def _car(p: Paper, v: Values) -> None:
    p.t(50, 30, "RÉPUBLIQUE FRANÇAISE", 9)
    p.t(50, 44, "CERTIFICAT D'IMMATRICULATION", 12)
    y = p.pairs(
        50,
        76,
        [
            ("A", v["plate"]),
            ("B", v["first_registration"]),
            ("C.1", v["owner"]),
            ("C.3", v["owner_address"]),
            ("D.1", v["make"]),
            ("D.3", v["model"]),
            ("E", v["vin"]),
        ],
        at=90,
        colon="",
        step=18,
    )
    p.pairs(50, y, [("P.3", v["fuel"]), ("S.1", v["seats"]), ("I", v["certificate_date"])], at=90, colon="", step=18)
    p.t(
        50,
        400,
        "A : numéro d'immatriculation  B : date de première immatriculation  C.1 : titulaire  E : n° d'identification",
        6,
    )


def _car_labels(p: Paper, v: Values) -> None:
    p.t(50, 30, "Certificat d'immatriculation provisoire", 13)
    p.grid(
        50,
        60,
        500,
        [
            [
                ("(A) Numéro d'immatriculation", v["plate"]),
                ("(B) Date de 1re immatriculation", v["first_registration"]),
            ],
            [("(C.1) Nom du titulaire", v["owner"]), ("(I) Date du certificat", v["certificate_date"])],
            [("(C.3) Adresse", v["owner_address"])],
            [
                ("(D.1) Marque", v["make"]),
                ("(D.3) Dénomination commerciale", v["model"]),
                ("(E) N° d'identification du véhicule", v["vin"]),
            ],
            [("(P.3) Carburant", v["fuel"]), ("(S.1) Places assises", v["seats"])],
        ],
    )


def _secret(p: Paper, v: Values) -> None:
    p.centred(40, "MUTUAL CONFIDENTIALITY AGREEMENT", 13)
    p.prose(
        50,
        80,
        f'This Mutual Confidentiality Agreement (this "Agreement") is entered into as of {v["effective_date"]} '
        f'(the "Effective Date") by and '
        f'between {v["first_party"]}, with offices at {v.line("first_address")} ("Company"), and '
        f'{v["second_party"]} ("Recipient").\n \n'
        "1. Confidential Information. Each party may disclose information that is not generally known.\n \n"
        f"2. Term. The obligations set out herein shall survive for a period of {v['term']} from the Effective "
        f"Date.\n \n"
        f"3. Governing Law. This Agreement shall be governed by and construed in accordance with the laws of "
        f"{v['jurisdiction']}, without "
        "regard to its conflict of laws principles.\n \nIN WITNESS WHEREOF, the parties have executed this Agreement.",
    )


def _secret_letter(p: Paper, v: Values) -> None:
    p.t(50, 40, v["first_party"], 13)
    p.lines(50, 60, v["first_address"].split("\n"), size=8, step=10)
    p.t(50, 100, v["effective_date"])
    p.lines(50, 130, [v["second_party"], "Re: Non-Disclosure Agreement"])
    p.prose(
        50,
        180,
        "Ladies and Gentlemen:\n \nIn connection with your consideration of a possible transaction, you agree "
        "to treat all Evaluation Material in accordance "
        f"with this letter agreement. Your obligations will terminate {v['term']} after the date hereof. This "
        f"letter agreement shall be "
        f"governed by the laws of {v['jurisdiction']}.\n \nVery truly yours,\n{v['first_party']}",
    )


def _alquiler(p: Paper, v: Values) -> None:
    p.centred(40, "CONTRATO DE ARRENDAMIENTO DE VIVIENDA", 13)
    p.prose(
        50,
        80,
        f"En Zaragoza, a {v['contract_date']}.\n \nREUNIDOS\n \nDe una parte, D./Dña. {v['landlord']}, con DNI "
        f"{v['landlord_id']}, en adelante EL ARRENDADOR.\n"
        f"De otra parte, D./Dña. {v['tenant']}, con DNI {v['tenant_id']}, en adelante EL ARRENDATARIO.\n "
        f"\nPRIMERA.- Objeto. El arrendador cede en "
        f"arrendamiento la vivienda sita en {v.line('property')}.\nSEGUNDA.- Duración. El plazo será de "
        f"{v['duration']}, a contar desde el día {v['start_date']}.\n"
        f"TERCERA.- Renta. La renta mensual se fija en {v['rent']} euros.\nCUARTA.- Fianza. El arrendatario "
        f"entrega la cantidad de {v['bond']} euros en concepto de fianza.",
    )


def _alquiler_terms(p: Paper, v: Values) -> None:
    p.t(50, 36, "Contrato de alquiler - Condiciones", 14)
    p.pairs(
        50,
        70,
        [
            ("Fecha del contrato", v["contract_date"]),
            ("Arrendador", v["landlord"]),
            ("DNI/NIF arrendador", v["landlord_id"]),
            ("Inquilino", v["tenant"]),
            ("DNI/NIF inquilino", v["tenant_id"]),
            ("Dirección de la vivienda", v["property"]),
            ("Duración", v["duration"]),
            ("Inicio", v["start_date"]),
            ("Renta mensual", f"{v['rent']} €"),
            ("Fianza", f"{v['bond']} €"),
        ],
        step=20,
    )


CAR = composed(
    "car_fr",
    "fr",
    "Certificat d'immatriculation",
    (
        ("plate", "Numéro d'immatriculation", "code", code("@@-###-@@"), ("A", "Immatriculation")),
        ("first_registration", "Date de première immatriculation", "date", day, ("B",)),
        ("owner", "Titulaire", "name", person, ("C.1", "Nom du titulaire")),
        ("owner_address", "Adresse du titulaire", "address", address, ("C.3", "Adresse")),
        ("make", "Marque", "text", one_of("RENAULT", "PEUGEOT", "DACIA"), ("D.1",)),
        ("model", "Dénomination commerciale", "text", one_of("CLIO", "208", "SANDERO"), ("D.3", "Modèle")),
        ("vin", "Numéro d'identification du véhicule", "code", code("VF1@@###########"), ("E", "VIN")),
        ("fuel", "Carburant", "text", one_of("ES", "GO", "EL"), ("P.3", "Énergie")),
        ("seats", "Places assises", "number", one_of("5", "7"), ("S.1",)),
        ("certificate_date", "Date du certificat", "date", day, ("I",)),
    ),
    _car,
    _car_labels,
)
SECRET = composed(
    "secret_en",
    "en",
    "Confidentiality agreement",
    (
        (
            "first_party",
            "Disclosing party",
            "name",
            one_of("Seabright Analytics, Inc.", "Hollis & Vane LLP", "Ridgeway Plant Hire Ltd"),
            ("Company",),
        ),
        ("first_address", "Company address", "address", address, ()),
        (
            "second_party",
            "Receiving party",
            "name",
            one_of("Dovetail Capital Partners LP", "Quillon Biosciences Corporation"),
            ("Recipient",),
        ),
        ("effective_date", "Effective date", "date", day, ("Date of agreement",)),
        ("term", "Term", "text", one_of("two (2) years", "eighteen months", "five years"), ("Duration",)),
        (
            "jurisdiction",
            "Governing law",
            "text",
            one_of("the State of Delaware", "England and Wales", "New York"),
            ("Jurisdiction",),
        ),
    ),
    _secret,
    _secret_letter,
)
ALQUILER = composed(
    "alquiler_es",
    "es",
    "Contrato de alquiler",
    (
        ("landlord", "Arrendador", "name", person, ("Propietario",)),
        ("landlord_id", "DNI del arrendador", "code", code("########@"), ()),
        ("tenant", "Arrendatario", "name", person, ("Inquilino",)),
        ("tenant_id", "DNI del arrendatario", "code", code("########@"), ()),
        ("property", "Vivienda", "address", address, ("Dirección de la vivienda",)),
        ("contract_date", "Fecha del contrato", "date", day, ()),
        ("start_date", "Fecha de inicio", "date", day, ("Inicio",)),
        ("duration", "Duración", "text", one_of("un año", "11 meses", "cinco años"), ("Plazo",)),
        ("rent", "Renta mensual", "money", money(350, 1600), ("Alquiler",)),
        ("bond", "Fianza", "money", money(350, 1600), ()),
    ),
    _alquiler,
    _alquiler_terms,
)
