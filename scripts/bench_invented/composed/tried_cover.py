"""Looked at while mending: an insurance certificate, a laboratory report, a tenancy agreement."""

from __future__ import annotations

from ..values import code, one_of
from .blocks import Paper
from .made import Values, composed
from .people import address, birth, day, firm, money, person


def _policy(p: Paper, v: Values) -> None:
    p.t(50, 34, v["insurer"], 16)
    p.t(50, 54, "Seguros y Reaseguros · C.I.F. G-46018231", 8)
    p.centred(100, "CERTIFICADO DE SEGURO", 14)
    p.prose(
        50,
        140,
        f"{v['insurer']} certifica que {v['insured']}, con D.N.I. {v['insured_id']}, tiene contratada la póliza "
        f"número {v['policy_number']} que cubre el vehículo con matrícula {v['plate']}, con efecto desde el "
        f"{v['start_date']} hasta el {v['end_date']}.\n \nLa prima total anual asciende a {v['premium']} euros.",
    )
    p.t(50, 300, f"Y para que conste, se expide en Zaragoza a {v['issue_date']}")


def _policy_boxes(p: Paper, v: Values) -> None:
    p.t(50, 30, "Condiciones particulares", 13)
    p.right(550, 30, v["insurer"], 10)
    p.t(50, 60, "TOMADOR / ASEGURADO", 9)
    p.pairs(50, 78, [("Nombre y apellidos", v["insured"]), ("NIF", v["insured_id"])], at=170)
    p.t(50, 130, "DATOS DE LA PÓLIZA", 9)
    p.pairs(
        50,
        148,
        [
            ("Nº de póliza", v["policy_number"]),
            ("Fecha de efecto", v["start_date"]),
            ("Vencimiento", v["end_date"]),
            ("Fecha de emisión", v["issue_date"]),
        ],
        at=170,
    )
    p.t(320, 130, "RIESGO ASEGURADO", 9)
    p.pairs(320, 148, [("Matrícula", v["plate"]), ("Uso", "Particular")], at=420)
    p.sums(
        260,
        [("Prima neta", "301,12"), ("Impuestos y recargos", "28,40"), ("Prima total", f"{v['premium']} €")],
        left=50,
        edge=300,
    )


def _lab(p: Paper, v: Values) -> None:
    p.t(50, 30, v["laboratory"], 14)
    p.t(50, 48, "Fachärzte für Laboratoriumsmedizin · 90429 Nürnberg · Tel. 0911 / 44 20 10", 7)
    p.t(50, 90, v["sender"])
    p.pairs(
        310,
        80,
        [
            ("Patient", v["patient"]),
            ("geb. am", v["birth_date"]),
            ("Auftragsnr.", v["order_number"]),
            ("Eingang", v["received"]),
            ("Befunddatum", v["report_date"]),
        ],
        at=400,
    )
    p.t(50, 200, "Endbefund", 13)
    p.table(
        230,
        [(50, "Untersuchung"), (250, "Ergebnis"), (340, "Einheit"), (430, "Referenzbereich")],
        [
            ("Hämoglobin", v["hemoglobin"], "g/dl", "12,0 - 16,0"),
            ("Leukozyten", v["leukocytes"], "/nl", "4,0 - 10,0"),
            ("Kreatinin", v["creatinine"], "mg/dl", "0,50 - 0,90"),
            ("TSH basal", v["tsh"], "mU/l", "0,27 - 4,20"),
        ],
    )


def _lab_boxes(p: Paper, v: Values) -> None:
    p.right(550, 30, v["laboratory"], 13)
    p.grid(
        50,
        70,
        500,
        [
            [
                ("Name, Vorname des Patienten", v["patient"]),
                ("geb. am", v["birth_date"]),
                ("Auftrag", v["order_number"]),
            ],
            [("Einsender", v["sender"]), ("Probeneingang", v["received"]), ("Ausgang", v["report_date"])],
        ],
    )
    p.table(
        180,
        [(50, "Parameter"), (240, "Referenz"), (400, "Wert")],
        [
            ("Leukozyten (/nl)", "4,0 - 10,0", v["leukocytes"]),
            ("Hämoglobin (g/dl)", "12,0 - 16,0", v["hemoglobin"]),
            ("TSH (mU/l)", "0,27 - 4,20", v["tsh"]),
            ("Kreatinin (mg/dl)", "0,50 - 0,90", v["creatinine"]),
        ],
        last=1,
    )


def _tenancy(p: Paper, v: Values) -> None:
    p.centred(40, "ASSURED SHORTHOLD TENANCY AGREEMENT", 14)
    p.prose(
        50,
        90,
        f"THIS AGREEMENT is made on {v['agreement_date']}\nBETWEEN\n(1) {v['landlord']} of 4 Hill Rise, Buxton (the "
        f'"Landlord"); and\n(2) {v["tenant"]} (the "Tenant").\n \n1. The Landlord lets and the Tenant takes the '
        f'premises known as {v.line("premises")} (the "Property") for a term of {v["term"]} commencing on '
        f'{v["start_date"]}.\n'
        f"2. The rent shall be £{v['rent']} per calendar month payable in advance on the first day of each month.\n"
        f"3. The Tenant shall pay a deposit of £{v['deposit']} on the signing of this Agreement, to be held by the "
        "scheme administrator.\n4. The Tenant shall not keep any animal without consent, which costs £25.00 a month.",
    )


def _tenancy_terms(p: Paper, v: Values) -> None:
    p.t(50, 40, "Residential Lease", 16)
    p.t(50, 70, "Key terms", 11)
    p.pairs(
        50,
        96,
        [
            ("Date of this lease", v["agreement_date"]),
            ("Landlord", v["landlord"]),
            ("Tenant(s)", v["tenant"]),
            ("Property let", v["premises"]),
            ("Length of term", v["term"]),
            ("Start date", v["start_date"]),
            ("Monthly rent", f"£{v['rent']}"),
            ("Security deposit", f"£{v['deposit']}"),
        ],
        at=200,
        step=20,
    )
    p.prose(
        50,
        340,
        "The parties agree to the standard terms overleaf. A late fee of £15.00 is due where rent is more than "
        "seven days late. Interest runs at three per cent.",
    )


POLICY = composed(
    "policy_es",
    "es",
    "Certificado de seguro",
    (
        ("insurer", "Aseguradora", "name", firm, ("Compañía", "Entidad aseguradora")),
        ("insured", "Asegurado", "name", person, ("Tomador",)),
        ("insured_id", "DNI del asegurado", "code", code("########@"), ("NIF", "D.N.I.")),
        ("policy_number", "Número de póliza", "code", code("0##/######-#"), ("Póliza",)),
        ("plate", "Matrícula", "code", code("#### @@@"), ()),
        ("start_date", "Fecha de inicio", "date", day, ("Fecha de efecto", "Desde")),
        ("end_date", "Fecha de vencimiento", "date", day, ("Vencimiento", "Hasta")),
        ("issue_date", "Fecha de expedición", "date", day, ("Fecha de emisión",)),
        ("premium", "Prima total", "money", money(180, 1900), ("Prima",)),
    ),
    _policy,
    _policy_boxes,
    optional=("issue_date",),
)
LAB = composed(
    "lab_de",
    "de",
    "Laborbefund",
    (
        ("laboratory", "Labor", "name", firm, ()),
        (
            "patient",
            "Patient",
            "name",
            one_of("Sandvoss, Ulrike", "Eichhorn, Konrad", "Krings, Detlef"),
            ("Name des Patienten",),
        ),
        ("birth_date", "Geburtsdatum", "date", birth, ("geb.",)),
        ("order_number", "Auftragsnummer", "code", code("#######"), ("Auftrags-Nr.",)),
        ("sender", "Einsender", "name", person, ("Arzt", "Überweiser")),
        ("received", "Eingangsdatum", "date", day, ("Probeneingang",)),
        ("report_date", "Befunddatum", "date", day, ("Ausgangsdatum",)),
        ("hemoglobin", "Hämoglobin", "number", one_of("13,4", "11,9", "15,2"), ("Hb",)),
        ("leukocytes", "Leukozyten", "number", one_of("6,1", "11,8", "4,7"), ()),
        ("creatinine", "Kreatinin", "number", one_of("0,81", "1,12", "0,66"), ()),
        ("tsh", "TSH", "number", one_of("1,90", "5,01", "0,33"), ()),
    ),
    _lab,
    _lab_boxes,
    optional=("received",),
)
TENANCY = composed(
    "tenancy_en",
    "en",
    "Tenancy agreement",
    (
        ("landlord", "Landlord", "name", person, ("Lessor",)),
        ("tenant", "Tenant", "name", person, ("Lessee",)),
        ("premises", "Property address", "address", address, ("Premises",)),
        ("agreement_date", "Date of agreement", "date", day, ("Dated",)),
        ("start_date", "Start date", "date", day, ("Commencement date",)),
        ("term", "Term", "text", one_of("twelve months", "6 months", "24 months"), ("Length of tenancy",)),
        ("rent", "Rent", "money", money(600, 2900), ("Monthly rent",)),
        ("deposit", "Deposit", "money", money(600, 2900), ("Security deposit",)),
    ),
    _tenancy,
    _tenancy_terms,
)
