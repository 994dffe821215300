"""Looked at while mending: an enrolment form, a charity's report, a payslip."""

from __future__ import annotations

import random

from ..values import code, one_of
from .blocks import Paper
from .made import Values, composed
from .people import address, birth, day, firm, money, person, written

_STATES, _COURSES = ("Célibataire", "Marié(e)", "Divorcé(e)"), ("Poterie", "Danse", "Théâtre")


def _enrol(p: Paper, v: Values) -> None:
    p.centred(36, v["organiser"], 13)
    p.centred(60, "FICHE D'INSCRIPTION", 15)
    p.centred(80, "(à remplir en lettres capitales)", 8)
    y = p.pairs(50, 110, [("Nom", v["family_name"])], colon=" :")
    p.pairs(310, 110, [("Prénom", v["first_name"])], colon=" :")
    y = p.pairs(
        50,
        y + 8,
        [
            ("Né(e) le", v["birth_date"]),
            ("Adresse", v["address"]),
            ("Téléphone", v["phone"]),
            ("Courriel", v["email"]),
            ("Profession", v["profession"]),
        ],
        colon=" :",
        step=20,
    )
    y = p.ticks(50, y + 10, "Situation de famille :", _STATES, v["marital_status"])
    y = p.ticks(50, y + 6, "Activité choisie :", _COURSES, v["course"])
    p.t(50, y + 40, f"Fait à Brest, le {v['signature_date']}")
    p.t(380, y + 40, "Signature :")


def _enrol_grid(p: Paper, v: Values) -> None:
    p.t(50, 36, "Bulletin d'adhésion", 15)
    p.t(50, 56, v["organiser"], 9)
    y = p.grid(
        50,
        100,
        500,
        [
            [("NOM DE FAMILLE", v["family_name"]), ("PRÉNOM", v["first_name"])],
            [("DATE DE NAISSANCE", v["birth_date"]), ("PROFESSION", v["profession"])],
            [("ADRESSE COMPLÈTE", v["address"])],
            [("TÉL. PORTABLE", v["phone"]), ("ADRESSE ÉLECTRONIQUE", v["email"])],
        ],
    )
    y = p.ticks(50, y + 6, "Situation familiale", _STATES, v["marital_status"], marks=" x")
    y = p.ticks(50, y + 6, "Je m'inscris au cours", _COURSES, v["course"], marks=" x")
    p.pairs(50, y + 20, [("Date", v["signature_date"])], colon=" :")


def _charity(p: Paper, v: Values) -> None:
    p.centred(120, v["charity_name"], 20)
    p.centred(160, "(A company limited by guarantee)", 9)
    p.centred(220, "TRUSTEES' ANNUAL REPORT AND FINANCIAL STATEMENTS", 13)
    p.centred(245, f"FOR THE YEAR ENDED {v['report_date'].upper()}", 12)
    p.t(50, 330, f"Charity Registration No. {v['charity_number']}")
    p.t(50, 350, f"Company Registration No. {v['company_number']}")
    p.sheet.turn()
    p.t(50, 50, "REFERENCE AND ADMINISTRATIVE DETAILS", 13)
    p.pairs(
        50,
        90,
        [
            ("Trustees", "\n".join(v.all("trustees"))),
            ("Registered office", v["registered_address"]),
            ("Bankers", "CAF Bank Ltd\n25 Kings Hill Avenue\nWest Malling ME19 4JQ"),
            ("Independent examiner", v["examiner"]),
        ],
        at=220,
        colon="",
        step=24,
    )
    p.prose(
        50,
        400,
        f"Total income for the year was £{v['income']} (prior year £81,204) while total expenditure "
        f"amounted to £{v['spending']}. The charity holds reserves of about six months.",
    )


def _charity_table(p: Paper, v: Values) -> None:
    p.t(50, 40, v["charity_name"], 16)
    p.t(50, 64, f"Registered charity number {v['charity_number']}  (England and Wales)", 9)
    p.t(50, 80, f"Annual report and accounts, year ended {v['report_date']}", 11)
    p.pairs(
        50,
        120,
        [
            ("Principal address", v["registered_address"]),
            ("Company number", v["company_number"]),
            ("Names of the charity trustees", ", ".join(v.all("trustees"))),
            ("Examined by", v["examiner"]),
        ],
        step=20,
    )
    p.t(50, 260, "STATEMENT OF FINANCIAL ACTIVITIES", 11)
    p.table(
        284,
        [(50, ""), (400, "2024 (£)"), (530, "2023 (£)")],
        [
            ("Donations and legacies", "12,044", "9,310"),
            ("Total income", v["income"], "81,204"),
            ("Total expenditure", v["spending"], "70,990"),
            ("Net movement in funds", "1,920", "10,214"),
        ],
        last=2,
    )


def _salary(p: Paper, v: Values) -> None:
    p.t(50, 30, v["employer"], 12)
    p.right(550, 30, f"CEDOLINO PAGA  {v['period']}", 11)
    p.grid(
        50,
        60,
        500,
        [
            [("Cognome e nome", v["employee"]), ("Codice fiscale", v["tax_code"]), ("Matricola", v["employee_number"])],
            [("Data assunzione", v["hire_date"]), ("Qualifica", v["job"]), ("Livello", v["level"])],
        ],
    )
    p.table(
        160,
        [(50, "Voce"), (380, "Competenze"), (520, "Trattenute")],
        [("Retribuzione ordinaria", v["gross"], ""), ("Contributi INPS", "", "187,20"), ("IRPEF", "", "241,77")],
        last=2,
    )
    p.grid(
        50,
        640,
        500,
        [[("Totale competenze", v["gross"]), ("Totale trattenute", v["deductions"]), ("NETTO IN BUSTA", v["net"])]],
    )
    p.pairs(50, 700, [("Accredito su IBAN", v["iban"])])


def _salary_list(p: Paper, v: Values) -> None:
    p.t(50, 36, "Busta paga", 15)
    p.pairs(
        50,
        70,
        [("Azienda", v["employer"]), ("Dipendente", v["employee"]), ("C.F.", v["tax_code"]), ("Mansione", v["job"])],
    )
    p.pairs(
        330,
        70,
        [
            ("Mese di retribuzione", v["period"]),
            ("Matr.", v["employee_number"]),
            ("Assunto il", v["hire_date"]),
            ("Liv.", v["level"]),
        ],
    )
    p.sums(
        220,
        [("Totale lordo", v["gross"]), ("Ritenute", v["deductions"]), ("Netto a pagare", f"€ {v['net']}")],
        left=50,
        edge=400,
        step=20,
    )
    p.t(50, 320, f"Bonifico su c/c {v['iban']}", 9)


def _wage_sums(rng: random.Random, lang: str) -> dict[str, str | list[str]]:
    gross, held = rng.uniform(1600, 4200), rng.uniform(300, 900)
    return {"gross": written(gross, lang), "deductions": written(held, lang), "net": written(gross - held, lang)}


ENROL = composed(
    "enrol_fr",
    "fr",
    "Fiche d'inscription",
    (
        ("organiser", "Organisme", "name", firm, ("Association",)),
        ("family_name", "Nom", "name", one_of("MORVAN", "LE GOFF", "Bessière", "DUPUIS"), ("Nom de famille",)),
        ("first_name", "Prénom", "name", one_of("Capucine", "Maud", "Jean-Loup", "Thibault"), ()),
        ("birth_date", "Date de naissance", "date", birth, ("Né(e) le",)),
        ("address", "Adresse", "address", address, ()),
        ("phone", "Téléphone", "phone", one_of("06 12 34 56 78", "02 98 44 10 20"), ("Tél.", "Portable")),
        ("email", "E-mail", "email", one_of("c.morvan@exemple.fr", "maud35@courrier.example"), ("Courriel",)),
        ("profession", "Profession", "text", one_of("institutrice", "marin", "étudiant", "sans emploi"), ()),
        (
            "marital_status",
            "Situation de famille",
            "text",
            one_of(*_STATES),
            ("État civil",),
            "The box that is ticked.",
        ),
        ("course", "Cours choisi", "text", one_of(*_COURSES), ("Activité",), "The box that is ticked."),
        ("signature_date", "Date de signature", "date", day, ("Fait le", "Date")),
    ),
    _enrol,
    _enrol_grid,
    optional=("profession", "email"),
)
CHARITY = composed(
    "charity_report",
    "en",
    "Charity annual report",
    (
        (
            "charity_name",
            "Charity name",
            "name",
            one_of("The Larkhill Trust", "FRIENDS OF ST ALDATE'S", "Moorside Community Transport"),
            (),
        ),
        ("charity_number", "Charity number", "code", code("1######"), ("Registered charity number",)),
        ("company_number", "Company number", "code", code("0#######"), ("Company registration number",)),
        (
            "report_date",
            "Year ended",
            "date",
            day,
            ("Period end", "Report date"),
            "The last day of the financial year.",
        ),
        ("registered_address", "Registered address", "address", address, ("Registered office", "Principal address")),
        ("trustees", "Trustees", "name", None, ("Directors",), "", True),
        ("income", "Income", "money", money(20000, 900000), ("Total income", "Annual income")),
        ("spending", "Spending", "money", money(20000, 900000), ("Total expenditure", "Annual spending")),
        ("examiner", "Independent examiner", "name", person, ("Auditor",)),
    ),
    _charity,
    _charity_table,
    optional=("company_number", "examiner"),
    linked=lambda rng, lang: {
        "trustees": rng.sample(
            ("Ann Pargeter", "Dr S Hussain", "Colin Webb", "Mary-Jane Foulkes", "O Adeyemi"), rng.randint(2, 4)
        )
    },
)
SALARY = composed(
    "salary_it",
    "it",
    "Busta paga",
    (
        ("employer", "Datore di lavoro", "name", firm, ("Azienda", "Ditta")),
        ("employee", "Dipendente", "name", person, ("Lavoratore", "Cognome e nome")),
        ("tax_code", "Codice fiscale", "code", code("@@@@@@##@##@###@"), ("C.F.",)),
        ("employee_number", "Matricola", "code", code("0####"), ()),
        ("period", "Periodo", "text", one_of("Marzo 2024", "Ottobre 2023", "GIUGNO 2022"), ("Mese",)),
        ("hire_date", "Data di assunzione", "date", day, ("Assunto il",)),
        ("job", "Qualifica", "text", one_of("Impiegato", "Operaio", "Quadro"), ("Mansione",)),
        ("level", "Livello", "text", one_of("3S", "B1", "5"), ()),
        ("gross", "Retribuzione lorda", "money", None, ("Totale competenze", "Lordo")),
        ("deductions", "Totale trattenute", "money", None, ("Trattenute",)),
        ("net", "Netto", "money", None, ("Netto in busta", "Netto a pagare")),
        ("iban", "IBAN", "iban", one_of("IT60X0542811101000000123456", "IT41W8000000292100645211151"), ()),
    ),
    _salary,
    _salary_list,
    optional=("level", "hire_date"),
    linked=_wage_sums,
)
