"""Papers of people and their wages, kept until they had been measured, looked at since."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later

_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": ""})


def cv(r: Draw) -> dict[str, Any]:
    year, jobs = 2026, []
    titles = (
        "Quantity Surveyor",
        "Site Manager",
        "Procurement Officer",
        "Data Analyst",
        "Ward Sister",
        "Commis Chef",
        "Service Desk Lead",
        "Maintenance Planner",
        "Assistant Accountant",
    )
    for title in r.some(titles, 2, 4):
        start = year - r.randint(2, 5)
        jobs.append((title, r.firm("gb"), start, year, r.choice(("Leeds", "Swansea", "Perth", "Derby"))))
        year = start
    first, last = (person := r.person("gb")).split(" ", 1)
    return {
        "name": person,
        "address": r.address("gb"),
        "phone": r.code("07### ######"),
        "born": r.maybe(0.4, r.day("1968-01-01", "2001-01-01")),
        "mail": f"{first}.{last}@postbox.example".lower(),
        "jobs": jobs,
        "languages": r.some(
            (
                "English (native)",
                "Polish (fluent)",
                "French (B2)",
                "Urdu (native)",
                "Welsh (conversational)",
                "German (A2)",
            ),
            1,
            3,
        ),
        "skills": r.some(
            ("Power BI", "NEBOSH", "SAP MM", "AutoCAD", "Food Hygiene L3", "ITIL 4", "SQL", "Prince2"), 2, 5
        ),
        "degree": r.choice(
            ("BSc (Hons) Building Surveying", "HND Hospitality", "BA Economics, 2:1", "BTEC Level 3 Engineering")
        ),
        "school": r.choice(("University of Salford", "Cardiff Met", "Northern College", "Abertay University")),
        "year": year,
        "licence": r.maybe(0.5, "Full UK, clean"),
        "now": jobs[0][0],
        "referee": r.person("gb"),
    }


def membership_form(r: Draw) -> dict[str, Any]:
    born, start = r.day("1950-01-01", "2014-01-01"), r.day().replace(day=1)
    sports = ("Turnen", "Handball", "Leichtathletik", "Badminton", "Tischtennis", "Volleyball")
    given, family = r.person("de").split(" ", 1)
    street, town = r.address("de")
    return {
        "given": given,
        "family": family,
        "street": street,
        "zip": town.split(" ", 1)[0],
        "town": town.split(" ", 1)[1],
        "born": born,
        "phone": r.maybe(0.7, r.code("0170 #######")),
        "mail": f"{given}.{family}@brief.example".lower().translate(_ASCII),
        "sex": r.choice(("weiblich", "männlich", "divers")),
        "kind": r.choice(("Einzelmitglied", "Familie", "Jugendlicher", "Fördermitglied")),
        "sports": sports,
        "chosen": r.some(sports, 1, 3),
        "start": start,
        "iban": r.code("DE## #### #### #### #### ##"),
        "owner": r.maybe(0.5, r.person("de")),
        "bank": r.choice(("Sparkasse Nordharz", "Volksbank Lausitz eG", "Postbank")),
        "rhythm": r.choice(("jährlich", "halbjährlich")),
        "signed": later(start, -r.randint(1, 25)),
        "fee": r.choice(("84,00", "132,00", "48,00")),
        "photo": r.choice((True, False)),
    }


def payslip(r: Draw) -> dict[str, Any]:
    month = r.day().replace(day=1)
    gross = r.money(1820, 5200)
    lines = [
        ("Santé – Sécurité Sociale Mal. Mat. Inval. Décès", "7,00", 0.0),
        ("Sécurité Sociale plafonnée", "6,90", 0.069),
        ("Complémentaire Tranche 1", "4,01", 0.0401),
        ("CSG déductible", "6,80", 0.0668),
        ("CSG/CRDS non déductible", "2,90", 0.0285),
    ]
    held = [(name, rate, round(gross * share, 2)) for name, rate, share in lines]
    taxed = round(gross - sum(h[2] for h in held), 2)
    tax = round(taxed * r.uniform(0.01, 0.09), 2)
    return {
        "person": r.person("fr"),
        "address": r.address("fr"),
        "number": r.code("M0####"),
        "ssn": r.code("2 8# 0# ## ### ### ##"),
        "month": month,
        "paid": later(month, r.randint(27, 30)),
        "job": r.choice(("Aide-soignante", "Conducteur de ligne", "Assistante de gestion", "Technicien méthodes")),
        "since": r.day("2008-01-01", "2022-12-01"),
        "gross": gross,
        "base": round(gross * 0.94, 2),
        "bonus": round(gross - round(gross * 0.94, 2), 2),
        "held": held,
        "taxed": taxed,
        "tax": tax,
        "net": round(taxed - tax, 2),
        "hours": "151,67",
        "level": r.choice(("Niv. III éch. 2", "Coef. 215", "Groupe 4")),
        "iban": r.maybe(0.5, r.code("FR76 3000 4### #### #### #### ###")),
        "left": r.money(1, 25),
        "charges": round(gross * 0.28, 2),
    }


def wage_tax_form(r: Draw) -> dict[str, Any]:
    wages = r.money(19000, 140000)
    first, last = r.person("us").split(" ", 1)
    return {
        "year": r.choice((2023, 2024, 2025)),
        "ssn": r.code("###-##-####"),
        "ein": r.code("##-#######"),
        "employer": r.firm("us"),
        "at": r.address("us"),
        "control": r.maybe(0.5, r.code("00#### @@")),
        "first": first + r.choice((" A.", " J.", "")),
        "last": last,
        "home": r.address("us"),
        "wages": wages,
        "fed": round(wages * 0.14, 2),
        "soc": round(wages * 1.04, 2),
        "soc_tax": round(wages * 1.04 * 0.062, 2),
        "med": round(wages * 1.04, 2),
        "med_tax": round(wages * 1.04 * 0.0145, 2),
        "care": r.maybe(0.3, r.money(500, 5000)),
        "code": r.choice(("D", "DD", "W", "C")),
        "coded": r.money(300, 9000),
        "state": r.choice(("OK", "OR", "GA", "MN")),
        "state_id": r.code("##-###-####"),
        "state_tax": round(wages * 0.047, 2),
    }


PAPERS = (
    Paper(
        "cv",
        "en",
        "Curriculum vitae",
        cv,
        (
            Asked("name", "Name", "name", hint="The applicant"),
            Asked("address", "Address", "address"),
            Asked("phone", "Phone", "phone"),
            Asked("email", "Email", "email"),
            Asked("birth_date", "Date of birth", "date"),
            Asked("position", "Current position"),
            Asked("employers", "Employer", "name", hint="All employers", many=True),
            Asked("languages", "Languages", many=True),
            Asked("degree", "Degree", "text", ("Qualification",)),
            Asked("licence", "Driving licence"),
        ),
    ),
    Paper(
        "membership_form",
        "de",
        "Aufnahmeantrag",
        membership_form,
        (
            Asked("club", "Verein", "name"),
            Asked("first_name", "Vorname"),
            Asked("last_name", "Nachname", "text", ("Name",)),
            Asked("birth_date", "Geburtsdatum", "date", ("geb. am",)),
            Asked("sex", "Geschlecht"),
            Asked("street", "Straße"),
            Asked("phone", "Telefon", "phone"),
            Asked("email", "E-Mail", "email"),
            Asked("membership", "Art der Mitgliedschaft"),
            Asked("sections", "Abteilung", many=True),
            Asked("start_date", "Beginn der Mitgliedschaft", "date", ("Eintritt zum",)),
            Asked("iban", "IBAN", "iban"),
            Asked("account_holder", "Kontoinhaber", "name"),
        ),
    ),
    Paper(
        "payslip",
        "fr",
        "Bulletin de paie",
        payslip,
        (
            Asked("employer", "Employeur", "name"),
            Asked("employee", "Salarié", "name"),
            Asked("address", "Adresse du salarié", "address"),
            Asked("employee_number", "Matricule", "code"),
            Asked("social_security_number", "Numéro de sécurité sociale", "code", ("N° SS",)),
            Asked("position", "Emploi"),
            Asked("start_date", "Date d'entrée", "date", ("Ancienneté depuis",)),
            Asked("gross_pay", "Salaire brut", "money"),
            Asked("income_tax", "Impôt sur le revenu prélevé à la source", "money", ("Prélèvement à la source",)),
            Asked("net_pay", "Net à payer", "money", ("Net payé",)),
            Asked("payment_date", "Date de paiement", "date"),
            Asked("iban", "IBAN", "iban"),
        ),
    ),
    Paper(
        "wage_tax_form",
        "en",
        "Wage and tax statement",
        wage_tax_form,
        (
            Asked("employee_ssn", "Employee's social security number", "code"),
            Asked("ein", "Employer identification number", "code", ("EIN",)),
            Asked("employer", "Employer's name", "name"),
            Asked("employer_address", "Employer's address", "address"),
            Asked("last_name", "Last name"),
            Asked("wages", "Wages, tips, other compensation", "money"),
            Asked("federal_tax", "Federal income tax withheld", "money"),
            Asked("social_wages", "Social security wages", "money"),
            Asked("social_tax", "Social security tax withheld", "money"),
            Asked("medicare_tax", "Medicare tax withheld", "money"),
            Asked("dependent_care", "Dependent care benefits", "money"),
            Asked("year", "Year", "number"),
            Asked("state", "State"),
        ),
    ),
)
