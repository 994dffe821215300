"""Papers of work, customs and leases that whoever mends may look at."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def customs_entry(r: Draw) -> dict[str, Any]:
    land, name = r.choice((("tr", "TURCHIA"), ("cn", "CINA"), ("ma", "MAROCCO"), ("vn", "VIETNAM")))
    firms = {
        "tr": "Ege Zeytin Gıda San. ve Tic. A.Ş.",
        "cn": "Ningbo Haoyu Hardware Co., Ltd.",
        "ma": "Société Atlas Agrumes SARL",
        "vn": "Song Hong Garment JSC",
    }
    where = {
        "tr": "Atatürk Organize Sanayi 10021 Sk. No 4\nÇiğli, İzmir",
        "cn": "No. 288 Jiangnan Road\nNingbo 315040",
        "ma": "Route d'Agadir km 7\nAït Melloul 86150",
        "vn": "105 Nguyen Duc Thuan\nNam Dinh",
    }
    gross = r.randint(300, 18000)
    return {
        "mrn": r.code("25ITQ####0######R#"),
        "accepted": r.day(),
        "exporter": firms[land],
        "from_": where[land],
        "importer": r.firm("it"),
        "address": r.address("it"),
        "eori": r.code("IT###########"),
        "agent": r.maybe(
            0.7, r.choice(("Spedizioni Lanterna S.r.l.", "CAD Tirreno S.p.A.", "Doganalisti Associati Boero"))
        ),
        "country": name,
        "code": land.upper(),
        "terms": r.choice(("CIF GENOVA", "FOB IZMIR", "EXW", "DAP BRESCIA")),
        "value": r.money(2400, 96000),
        "currency": r.choice(("EUR", "USD")),
        "rate": r.money(1.02, 1.16),
        "gross": gross,
        "net": round(gross * 0.94),
        "packs": r.randint(4, 410),
        "tariff": r.code("########") + " 00",
        "goods": r.choice(("OLIVE IN SALAMOIA", "MANIGLIE IN LEGA DI ZINCO", "AGRUMI FRESCHI", "GIUBBOTTI IN COTONE")),
        "duty": r.money(90, 4200),
        "vat": r.money(400, 21000),
        "office": r.choice(("Genova 2 - Voltri", "La Spezia", "Salerno", "Trieste - Punto Franco Nuovo")),
        "plate": r.code("@@ ###@@"),
        "invoice": r.code("EXP-2025-####"),
    }


def lab_report(r: Draw) -> dict[str, Any]:
    tests = (
        ("Hemoglobina", "g/dl", 10, 17, "12,0 – 16,0"),
        ("Leukocyty", "tys./µl", 3, 13, "4,0 – 10,0"),
        ("Glukoza", "mg/dl", 65, 140, "70 – 99"),
        ("Kreatynina", "mg/dl", 0.4, 1.6, "0,50 – 0,90"),
        ("TSH", "µIU/ml", 0.1, 6, "0,270 – 4,200"),
        ("Ferrytyna", "ng/ml", 8, 300, "13 – 150"),
        ("ALT", "U/l", 8, 80, "< 35"),
        ("Cholesterol całkowity", "mg/dl", 120, 280, "< 190"),
        ("Witamina D 25(OH)", "ng/ml", 9, 70, "30 – 50"),
    )
    rows = [
        (name, str(r.money(low, high)).replace(".", ","), unit, norm)
        for name, unit, low, high, norm in r.some(tests, 3, 7)
    ]
    drawn = r.day()
    return {
        "patient": r.person("pl"),
        "pesel": r.code("8#0#1######"),
        "born": r.day("1948-01-01", "2012-01-01"),
        "address": r.address("pl"),
        "doctor": r.maybe(0.75, "lek. " + r.person("pl")),
        "drawn": drawn,
        "hour": r.code("0#:1#"),
        "got": later(drawn, 1),
        "issued": later(drawn, r.randint(1, 4)),
        "rows": rows,
        "number": r.code("####/25/B"),
        "barcode": r.code("10########"),
        "material": r.choice(("krew żylna", "surowica", "osocze EDTA")),
        "ordered": r.choice(("Poradnia POZ Nr 3", "Oddział Wewnętrzny II", "Prywatnie")),
        "sex": r.choice(("K", "M")),
        "checked": "mgr " + r.person("pl"),
    }


def timesheet(r: Draw) -> dict[str, Any]:
    monday = r.day("2024-01-01", "2026-06-01")
    monday = later(monday, -monday.weekday())
    jobs = r.some(
        (
            "Renovatie Haarlemmerpoort",
            "Servicecontract Philips",
            "Kade 14 fase 2",
            "Intern overleg",
            "Storing pompstation Aalsmeer",
            "Opleiding VCA",
            "Montage zonnepanelen Veghel",
        ),
        2,
        4,
    )
    done = sorted((r.choice(jobs) for _ in range(5)), key=jobs.index)
    days = [(later(monday, i), done[i], r.choice((7.5, 8, 8, 8.5, 9, 6))) for i in range(5)]
    grid = [(job, [d[2] if d[1] == job else None for d in days]) for job in dict.fromkeys(d[1] for d in days)]
    total = sum(d[2] for d in days)
    return {
        "worker": r.person("nl"),
        "number": r.code("7####"),
        "monday": monday,
        "sunday": later(monday, 6),
        "week": monday.isocalendar().week,
        "days": days,
        "grid": grid,
        "total": total,
        "over": max(0, total - 40),
        "client": r.firm("nl"),
        "boss": r.maybe(0.8, r.person("nl")),
        "signed": later(monday, r.randint(6, 9)),
        "km": r.maybe(0.6, r.randint(40, 600)),
        "job": r.choice(("Monteur", "Timmerman", "Projectleider", "Elektricien")),
        "agency": r.code("UO-######"),
    }


def lease(r: Draw) -> dict[str, Any]:
    start, months = r.day().replace(day=1), r.choice((11, 22, 33))
    end = later(start, round(months * 30.44) - 1)
    rent = r.randint(14, 90) * 1000
    return {
        "made": later(start, -r.randint(2, 25)),
        "start": start,
        "end": end,
        "months": months,
        "rent": rent,
        "deposit": rent * r.choice((2, 3, 6)),
        "notice": r.choice(("one month", "two months", "60 days", "30 days")),
        "landlord": r.person("in"),
        "tenant": r.person("in"),
        "flat": r.street("in"),
        "town": r.town("in"),
        "area": r.randint(480, 1650),
        "pan": r.code("@@@P@####@"),
        "pan2": r.code("@@@P@####@"),
        "home": r.address("in"),
        "home2": r.address("in"),
        "lock": r.maybe(0.5, r.choice(("six (6) months", "three (3) months"))),
        "upkeep": r.maybe(0.6, r.randint(12, 60) * 100),
        "witnesses": [r.person("in") for _ in range(2)],
        "stamp": r.code("IN-MH####################@"),
    }


PAPERS = (
    Paper(
        "customs_entry",
        "en",
        "Italian import declaration",
        customs_entry,
        (
            Asked("mrn", "MRN", "code"),
            Asked("acceptance_date", "Acceptance date", "date", ("Data di accettazione",)),
            Asked("exporter", "Exporter", "name", ("Speditore/Esportatore", "Mittente")),
            Asked("consignee", "Consignee", "name", ("Destinatario", "Importatore")),
            Asked("declarant", "Declarant", "name", ("Dichiarante/Rappresentante",)),
            Asked("origin", "Country of origin", "text", ("Paese d'origine",)),
            Asked("terms", "Terms of delivery", "text", ("Condizioni di consegna",)),
            Asked("invoice_total", "Invoice total", "money", ("Importo totale fatturato",)),
            Asked("currency", "Currency", "currency", ("Moneta",)),
            Asked("gross_mass", "Gross mass", "number", ("Massa lorda (kg)",)),
            Asked("net_mass", "Net mass", "number", ("Massa netta (kg)",)),
            Asked("packages", "Packages", "number", ("Totale colli",)),
            Asked("commodity_code", "Commodity code", "code", ("Codice delle merci",)),
        ),
    ),
    Paper(
        "lab_report",
        "pl",
        "Sprawozdanie z badań",
        lab_report,
        (
            Asked("laboratory", "Laboratorium", "name"),
            Asked("patient", "Pacjent", "name", ("Nazwisko i imię",)),
            Asked("pesel", "PESEL", "id_number"),
            Asked("report_number", "Numer sprawozdania", "code"),
            Asked("sample_date", "Data pobrania", "date"),
            Asked("issue_date", "Data wydania", "date", ("Data autoryzacji",)),
            Asked("doctor", "Lekarz zlecający", "name"),
            Asked("material", "Materiał"),
            Asked("tests", "Badanie", "text", ("Nazwa badania",), many=True),
            Asked("results", "Wynik", "number", many=True),
        ),
    ),
    Paper(
        "timesheet",
        "nl",
        "Urenstaat",
        timesheet,
        (
            Asked("employer", "Werkgever", "name"),
            Asked("employee", "Medewerker", "name", ("Naam",)),
            Asked("employee_number", "Personeelsnummer", "code"),
            Asked("week", "Week", "number", hint="Weeknummer"),
            Asked("total_hours", "Totaal uren", "number", ("Totaal",)),
            Asked("client", "Opdrachtgever", "name"),
            Asked("projects", "Project", "text", ("Werkzaamheden",), many=True),
            Asked("approved_by", "Goedgekeurd door", "name"),
            Asked("kilometres", "Kilometers", "number", ("Reisafstand",)),
            Asked("signed", "Datum", "date", hint="Van ondertekening"),
        ),
    ),
    Paper(
        "lease",
        "en",
        "Leave and licence agreement",
        lease,
        (
            Asked("agreement_date", "Date of agreement", "date"),
            Asked("licensor", "Licensor", "name", ("Landlord", "Owner")),
            Asked("licensee", "Licensee", "name", ("Tenant",)),
            Asked("premises", "Premises", "address"),
            Asked("commencement", "Commencement date", "date"),
            Asked("term", "Term", "text", hint="Number of months, as in 11 months"),
            Asked("rent", "Monthly licence fee", "money", ("Monthly rent",)),
            Asked("deposit", "Security deposit", "money"),
            Asked("notice", "Notice period"),
            Asked("lock_in", "Lock-in period"),
            Asked("witnesses", "Witness", "name", many=True),
        ),
    ),
)
