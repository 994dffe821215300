"""A seventh set, what offices, schools and health send: a claim, a report, a summons, an extract, marks, a test."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def claim(r: Draw) -> dict[str, Any]:
    day = r.day()
    rows = [
        (later(day, i * r.randint(0, 6)), r.choice(("99213", "87880", "71046", "36415", "93000")), r.money(24, 410))
        for i in range(r.randint(1, 4))
    ]
    paid = float(r.choice((0, 20, 35)))
    patient = r.person("us")
    other = r.person("us")
    return {
        "member": r.code("@@#########"),
        "patient": patient,
        "insured": r.choice((patient, other)),
        "relation": r.choice(("Self", "Spouse", "Child", "Other")),
        "born": r.day("1949-01-01", "2016-12-31"),
        "sex": r.choice(("M", "F")),
        "home": r.address("us"),
        "phone": r.code("(9##) 555-01##"),
        "group": r.code("####-0#"),
        "plan": r.choice(("Prairie Blue PPO", "Lakeshore Health Choice", "Summit Care HMO")),
        "auto": r.choice(("YES", "NO")),
        "codes": r.some(("J02.9", "E11.65", "I10", "M54.50", "R07.9", "Z00.00"), 1, 3),
        "rows": rows,
        "total": round(sum(row[2] for row in rows), 2),
        "paid": paid,
        "provider": r.choice(("Cascade Family Practice, P.C.", "Bend Orthopedic Associates", "Tulsa Heart Clinic")),
        "provider_home": r.address("us"),
        "npi": r.code("1#########"),
        "tax": r.code("4#-#######"),
        "account": r.code("PT-#####"),
        "signed": later(day, r.randint(1, 20)),
    }


def lab(r: Draw) -> dict[str, Any]:
    tests = (
        ("Glicemia", "mg/dL", "70 - 100", 66, 140),
        ("Colesterolo totale", "mg/dL", "< 200", 140, 260),
        ("Creatinina", "mg/dL", "0,50 - 1,20", 0, 2),
        ("Emoglobina", "g/dL", "12,0 - 16,0", 10, 17),
        ("TSH", "µUI/mL", "0,27 - 4,20", 0, 6),
        ("Ferritina", "ng/mL", "15 - 150", 8, 190),
    )
    taken = r.day()
    name = r.person("it")
    chosen = list(tests[:4]) + r.some(tests[4:], 0, 2)
    return {
        "lab": r.choice(
            ("Laboratorio Analisi San Rocco S.r.l.", "Centro Diagnostico Salento", "Poliambulatorio Brianza")
        ),
        "home": r.address("it"),
        "name": name,
        "first": name.split(" ", 1)[0],
        "last": name.split(" ", 1)[1],
        "born": r.day("1938-01-01", "2008-12-31"),
        "sex": r.choice(("M", "F")),
        "code": r.code("@@@@@@##@##@###@"),
        "number": r.code("2025/0#####"),
        "taken": taken,
        "made": later(taken, r.randint(0, 4)),
        "doctor": f"Dott. {r.person('it')}",
        "signer": f"Dott.ssa {r.person('it')}",
        "rows": [
            (n, f"{r.uniform(a, b):.{2 if b < 10 else 0}f}".replace(".", ","), u, ref) for n, u, ref, a, b in chosen
        ],
        "note": r.maybe(0.4, "campione lievemente emolizzato"),
    }


def summons(r: Draw) -> dict[str, Any]:
    made = r.day()
    town, court = r.choice(
        (
            ("Krosno", "Sąd Rejonowy w Krośnie"),
            ("Śrem", "Sąd Rejonowy w Śremie"),
            ("Białystok", "Sąd Okręgowy w Białymstoku"),
        )
    )
    return {
        "town": town,
        "court": court,
        "part": r.choice(("I Wydział Cywilny", "IV Wydział Pracy", "III Wydział Rodzinny i Nieletnich")),
        "case": r.choice(("I C", "IV P", "III RC")) + f" {r.randint(11, 940)}/{made:%y}",
        "made": made,
        "who": r.person("pl"),
        "home": r.address("pl"),
        "role": r.choice(("świadka", "pozwanego", "biegłego")),
        "held": later(made, r.randint(20, 90)),
        "hour": r.choice(("9:30", "11:00", "13:15")),
        "room": r.choice(("12", "204", "B-17")),
        "street": r.choice(("ul. Sienkiewicza 12", "ul. Sądowa 3", "al. Piłsudskiego 7A")),
        "plaintiff": r.choice((r.person("pl"), r.firm("pl"))),
        "defendant": r.choice((r.person("pl"), r.firm("pl"))),
        "matter": r.choice(("zapłatę", "alimenty", "przywrócenie do pracy", "stwierdzenie nabycia spadku")),
        "clerk": r.person("pl"),
        "fine": r.choice((None, 1000.0, 3000.0)),
    }


def extract(r: Draw) -> dict[str, Any]:
    made = r.day()
    firm = r.firm("nl")
    return {
        "number": r.code("3#######"),
        "rsin": r.code("8########"),
        "branch": r.code("0000########"),
        "firm": firm,
        "trade": r.some((firm.rsplit(" ", 1)[0], "De Gouden Korst", "Westland Direct", "Atelier Zuid"), 1, 3),
        "form": "Besloten Vennootschap"
        if "B.V." in firm
        else "Naamloze Vennootschap"
        if "N.V." in firm
        else "Vennootschap onder firma",
        "seat": r.choice(("Enschede", "Zaanstad", "Westland")),
        "home": r.address("nl"),
        "phone": r.code("0## - ### ## ##"),
        "founded": r.day("1988-01-01", "2019-12-31"),
        "capital": float(r.choice((1, 18000, 50000, 45000))),
        "work": r.some(
            (
                ("47241", "Winkels in brood en banket"),
                ("1071", "Vervaardiging van brood en vers banketbakkerswerk"),
                ("0119", "Teelt van sierplanten"),
                ("3011", "Bouw van schepen"),
            ),
            1,
            2,
        ),
        "staff": r.randint(1, 88),
        "heads": [(r.person("nl"), r.day("1955-01-01", "1995-12-31")) for _ in range(r.randint(1, 2))],
        "power": r.choice(("Alleen/zelfstandig bevoegd", "Gezamenlijk bevoegd met andere bestuurder(s)")),
        "made": made,
    }


def marks(r: Draw) -> dict[str, Any]:
    offered = (
        "Analyse numérique",
        "Droit des sociétés",
        "Anglais LV1",
        "Chimie organique",
        "Statistiques descriptives",
        "Histoire des idées",
        "Projet tutoré",
    )
    rows = [(s, r.randint(2, 6), round(r.uniform(7, 18.5) * 4) / 4) for s in r.some(offered, 3, 5)]
    average = round(sum(m for _, _, m in rows) / len(rows), 2)
    year = r.randint(2021, 2025)
    return {
        "school": r.choice(
            ("Université de Bretagne Sud", "IUT du Limousin", "École supérieure de commerce de Grenoble")
        ),
        "name": r.person("fr"),
        "born": r.day("1998-01-01", "2006-12-31"),
        "place": r.choice(("Quimper", "Grenoble", "Dakar")),
        "student": r.code("2########"),
        "ine": r.code("1#########@"),
        "year": f"{year}-{year + 1}",
        "degree": r.choice(("Licence Économie et gestion", "BUT Chimie", "Master Droit des affaires")),
        "level": r.choice(("2e année", "Semestre 5", "1re année")),
        "rows": rows,
        "average": average,
        "credits": sum(c for _, c, _ in rows),
        "result": r.choice(("Admis", "Admise")),
        "mention": r.choice(("Passable", "Assez bien", "Bien")),
        "made": r.day(f"{year + 1}-06-20", f"{year + 1}-09-30"),
        "head": r.person("fr"),
        "town": r.choice(("Vannes", "Limoges", "Grenoble")),
    }


def car(r: Draw) -> dict[str, Any]:
    made = r.day()
    return {
        "station": r.choice(("ITV Alcantarilla, S.A.", "Inspecciones Técnicas del Norte, S.L.", "ITV Gijón-Pumarín")),
        "code": r.code("30##"),
        "number": r.code("2025-0######"),
        "made": made,
        "hour": r.choice(("09:42", "12:17", "18:05")),
        "plate": r.code("#### ") + "".join(r.choice("BCDFGHJKLMN") for _ in range(3)),
        "vin": r.code("VSSZZZ5FZ@R######"),
        "make": r.choice(("SEAT", "RENAULT", "CITROËN", "TOYOTA")),
        "model": r.choice(("LEON ST", "KANGOO", "BERLINGO", "YARIS")),
        "kind": r.choice(("Turismo", "Furgón mixto", "Todoterreno")),
        "first": r.day("2006-01-01", "2019-12-31"),
        "km": r.randint(31000, 248000),
        "owner": r.person("es"),
        "fuel": r.choice(("Gasóleo", "Gasolina", "Híbrido")),
        "result": r.choice(("FAVORABLE", "FAVORABLE CON DEFECTOS LEVES", "DESFAVORABLE")),
        "defects": r.some(
            (
                ("10.2", "Alumbrado: luz de matrícula no funciona"),
                ("6.4", "Neumáticos: desgaste irregular"),
                ("9.1", "Frenos: desequilibrio en eje trasero"),
                ("4.3", "Pérdida de aceite sin goteo"),
            ),
            0,
            2,
        ),
        "next": later(made, 365),
        "inspector": r.person("es"),
        "fee": r.choice((38.52, 46.1, 51.73)),
        "co": r.choice((0.02, 0.05, 0.11)),
    }


PAPERS = (
    Paper(
        "claim_us",
        "en",
        "Health insurance claim",
        claim,
        (
            Asked("member_id", "Insured's ID number", "code", ("Member ID",)),
            Asked("patient", "Patient's name", "name"),
            Asked("birth_date", "Patient's birth date", "date"),
            Asked("sex", "Sex", "sex"),
            Asked("insured", "Insured's name", "name", ("Subscriber",)),
            Asked("address", "Patient's address", "address"),
            Asked("relationship", "Patient relationship to insured", hint="Self, Spouse, Child or Other"),
            Asked("group_number", "Policy group number", "code", ("Group No.",)),
            Asked("auto_accident", "Auto accident", hint="YES or NO"),
            Asked("diagnosis", "Diagnosis code", "code", ("ICD-10",), many=True),
            Asked("procedure", "Procedure code", "code", ("CPT/HCPCS",), many=True),
            Asked("charge", "Charges", "money", hint="the charge of each line", many=True),
            Asked("total", "Total charge", "money"),
            Asked("paid", "Amount paid", "money"),
            Asked("provider", "Billing provider", "name"),
            Asked("npi", "Billing provider NPI", "code", ("NPI",)),
            Asked("tax_id", "Federal tax ID", "tax_id"),
            Asked("date_signed", "Date signed", "date"),
        ),
    ),
    Paper(
        "lab_it",
        "it",
        "Referto di analisi",
        lab,
        (
            Asked("laboratory", "Laboratorio", "name"),
            Asked("patient", "Paziente", "name", ("Cognome e nome",)),
            Asked("birth_date", "Data di nascita", "date"),
            Asked("tax_code", "Codice fiscale", "code"),
            Asked("sex", "Sesso", "sex"),
            Asked("number", "Numero richiesta", "code", ("Accettazione n.",)),
            Asked("sampling_date", "Data prelievo", "date"),
            Asked("report_date", "Data referto", "date"),
            Asked("doctor", "Medico curante", "name", ("Medico richiedente",)),
            Asked("glucose", "Glicemia", "number"),
            Asked("cholesterol", "Colesterolo totale", "number"),
            Asked("hemoglobin", "Emoglobina", "number"),
            Asked("test", "Esame", many=True),
            Asked("result", "Risultato", many=True),
            Asked("reference_range", "Valori di riferimento", many=True),
            Asked("notes", "Note"),
        ),
    ),
    Paper(
        "summons_pl",
        "pl",
        "Wezwanie",
        summons,
        (
            Asked("court", "Sąd", "name"),
            Asked("case_number", "Sygnatura akt", "code", ("Sygn. akt",)),
            Asked("date", "Data pisma", "date"),
            Asked("addressee", "Wezwany", "name", ("Adresat",)),
            Asked("address", "Adres", "address"),
            Asked("role", "Charakter", hint="w jakim charakterze: świadka, pozwanego, biegłego"),
            Asked("hearing_date", "Termin rozprawy", "date", ("Data rozprawy",)),
            Asked("hearing_time", "Godzina"),
            Asked("room", "Sala", "code"),
            Asked("plaintiff", "Powód", "name", ("Z powództwa",)),
            Asked("defendant", "Pozwany", "name", ("przeciwko",)),
            Asked("matter", "Przedmiot sprawy", "text", ("w sprawie o",)),
            Asked("clerk", "Sekretarz sądowy", "name"),
            Asked("fine", "Grzywna", "money"),
        ),
    ),
    Paper(
        "extract_nl",
        "nl",
        "Uittreksel Handelsregister",
        extract,
        (
            Asked("registration_number", "KvK-nummer", "code"),
            Asked("rsin", "RSIN", "code"),
            Asked("legal_name", "Statutaire naam", "name", ("Naam",)),
            Asked("trade_name", "Handelsnaam", "name", ("Handelsnamen",), many=True),
            Asked("legal_form", "Rechtsvorm"),
            Asked("seat", "Statutaire zetel"),
            Asked("address", "Bezoekadres", "address"),
            Asked("phone", "Telefoonnummer", "phone"),
            Asked("incorporation_date", "Datum akte van oprichting", "date"),
            Asked("capital", "Geplaatst kapitaal", "money"),
            Asked("activity", "Activiteiten", many=True, hint="de omschrijving zonder SBI-code"),
            Asked("employees", "Werkzame personen", "number"),
            Asked("director", "Bestuurder", "name", ("Bestuurders", "Vennoten"), many=True),
            Asked("authority", "Bevoegdheid"),
            Asked("date", "Datum uittreksel", "date"),
        ),
    ),
    Paper(
        "marks_fr",
        "fr",
        "Relevé de notes",
        marks,
        (
            Asked("school", "Établissement", "name"),
            Asked("student", "Étudiant", "name", ("Nom et prénom",)),
            Asked("birth_date", "Date de naissance", "date", ("Né(e) le",)),
            Asked("birth_place", "Lieu de naissance"),
            Asked("student_number", "N° étudiant", "code"),
            Asked("ine", "INE", "code"),
            Asked("academic_year", "Année universitaire"),
            Asked("degree", "Diplôme", "text", ("Formation",)),
            Asked("subject", "Matière", many=True),
            Asked("mark", "Note", "number", many=True),
            Asked("average", "Moyenne générale", "number"),
            Asked("credits", "Crédits obtenus", "number", ("ECTS",)),
            Asked("result", "Résultat"),
            Asked("honours", "Mention"),
            Asked("date", "Date de délivrance", "date", ("Fait le",)),
        ),
    ),
    Paper(
        "car_test_es",
        "en",
        "Vehicle inspection",
        car,
        (
            Asked("station", "Inspection station", "name", ("Estación",)),
            Asked("report_number", "Report number", "code", ("Nº de informe",)),
            Asked("date", "Inspection date", "date", ("Fecha de inspección",)),
            Asked("plate", "Plate number", "code", ("Matrícula",)),
            Asked("vin", "VIN", "code", ("Nº de bastidor",)),
            Asked("make", "Make", "text", ("Marca",)),
            Asked("model", "Model", "text", ("Modelo",)),
            Asked("first_registration", "First registration", "date", ("Fecha de 1ª matriculación",)),
            Asked("mileage", "Mileage", "number", ("Kilómetros", "Lectura del cuentakilómetros")),
            Asked("fuel", "Fuel", "text", ("Combustible",)),
            Asked("owner", "Owner", "name", ("Titular",)),
            Asked("result", "Result", "text", ("Resultado",)),
            Asked("defect", "Defects", "text", ("Defectos",), many=True),
            Asked("next_inspection", "Next inspection before", "date", ("Próxima inspección",)),
            Asked("inspector", "Inspector", "name"),
            Asked("fee", "Fee", "money", ("Tarifa",)),
        ),
    ),
)
