"""Bills and policies that whoever mends may look at."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def power_bill(r: Draw) -> dict[str, Any]:
    start = r.day("2023-02-01", "2026-02-01")
    end, used, debit = later(start, r.randint(29, 92)), r.randint(140, 2900), r.random() < 0.35
    first = r.randint(10000, 80000)
    net = round(used * 0.2741 + 43.17, 2)
    return {
        "customer": r.person("gb"),
        "address": r.address("gb"),
        "account": r.code("8500 #### ####"),
        "start": start,
        "end": end,
        "billed": later(end, 3),
        "due": None if debit else later(end, 20),
        "taken": later(end, 17),
        "debit": debit,
        "used": used,
        "first": first,
        "last": first + used,
        "serial": r.code("Z##@#####"),
        "net": net,
        "vat": round(net * 0.05, 2),
        "total": round(net * 1.05, 2),
        "before": r.money(40, 300),
        "tariff": r.choice(("Standard Variable", "Fix & Fall 18", "Green Tracker v3", "Economy 7 Flexible")),
        "mpan": r.code("S 01 801 100 ## #### #### ###"),
        "bill": r.code("#########"),
    }


def bank_statement(r: Draw) -> dict[str, Any]:
    start = r.day().replace(day=1)
    opening, rows = r.money(200, 9000), []
    balance, day = opening, start
    what = (
        "RECIBO AGUAS MUNICIPALES",
        "COMPRA TARJ. 4021 MERCADO SAN BLAS",
        "TRANSFERENCIA A FAVOR DE L. PONS",
        "ABONO NÓMINA",
        "REINTEGRO CAJERO 0182",
        "BIZUM RECIBIDO",
        "RECIBO COLEGIO SANTA ANA",
        "CUOTA PRÉSTAMO 00-331",
        "DEVOLUCIÓN COMPRA",
        "SEGURO HOGAR ANUAL",
        "PEAJES AP-68",
        "COMISIÓN MANTENIMIENTO",
    )
    for text in r.some(what, 4, 9):
        day = later(day, r.randint(1, 3))
        amount = r.money(300, 2400) if text[:2] in ("AB", "BI", "DE") else -r.money(3, 640)
        balance = round(balance + amount, 2)
        rows.append((day, later(day, r.randint(0, 1)), text, amount, balance))
    return {
        "holder": r.person("es").upper(),
        "second": r.maybe(0.4, r.person("es").upper()),
        "address": r.address("es"),
        "iban": r.code("ES## 2095 #### ## ##########"),
        "start": start,
        "end": later(day, 2),
        "rows": rows,
        "opening": opening,
        "closing": balance,
        "branch": r.choice(("0417 – Bilbao, Ensanche", "0093 Gijón Centro", "0230 – Murcia, Santo Domingo")),
        "number": r.code("##/2025"),
        "available": balance + 600,
        "spent": -sum(row[3] for row in rows if row[3] < 0),
        "got": sum(row[3] for row in rows if row[3] > 0),
    }


def credit_note(r: Draw) -> dict[str, Any]:
    made = r.day()
    goods = (
        ("Ramette papier A4 80 g", 4.9),
        ("Lot de 12 mugs grès", 38.4),
        ("Chaise pliante hêtre", 29.9),
        ("Toner HX-410 noir", 71.25),
        ("Nappe lin 150 x 250", 44.0),
        ("Cafetière inox 1,2 L", 52.3),
    )
    rows = [(r.code("@@-####"), name, r.randint(1, 9), price) for name, price in r.some(goods, 1, 4)]
    net = round(sum(n * p for _, _, n, p in rows), 2)
    return {
        "number": r.code("AV25-####"),
        "made": made,
        "invoice": r.code("FA25-#####"),
        "invoiced": later(made, -r.randint(6, 60)),
        "customer": r.firm("fr"),
        "address": r.address("fr"),
        "client": r.code("C0####"),
        "rows": rows,
        "net": net,
        "vat": round(net * 0.2, 2),
        "total": round(net * 1.2, 2),
        "reason": r.choice(
            (
                "Retour marchandise défectueuse",
                "Erreur de tarification",
                "Remise de fin d'année",
                "Articles manquants à la livraison",
            )
        ),
        "vat_id": r.maybe(0.6, r.code("FR## ### ### ###")),
        "contact": r.person("fr"),
        "phone": r.code("04 76 ## ## ##"),
    }


def insurance_policy(r: Draw) -> dict[str, Any]:
    start = r.day().replace(day=1)
    cars = (
        ("Opel Corsa-e", "WOL"),
        ("VW Caddy Maxi", "WV2"),
        ("Dacia Jogger TCe 110", "UU1"),
        ("BMW R 1250 GS", "WB1"),
    )
    car, wmi = r.choice(cars)
    covers = [
        ("Kfz-Haftpflicht", r.money(180, 600)),
        *[
            (name, r.money(20, 310))
            for name in r.some(
                ("Vollkasko", "Teilkasko", "Schutzbrief", "Fahrerschutz", "Rabattschutz", "Auslandsschadenschutz"), 1, 4
            )
        ],
    ]
    return {
        "holder": r.person("de"),
        "address": r.address("de"),
        "number": r.code("KR ##.###.###-#"),
        "car": car,
        "vin": wmi + r.code("@@@#@##@######"),
        "plate": r.choice(("GS", "CB", "RV", "E")) + r.code("-@@ ###"),
        "start": start,
        "end": r.maybe(0.7, start.replace(year=start.year + 1)),
        "covers": covers,
        "premium": round(sum(c[1] for c in covers), 2),
        "excess": r.maybe(0.6, r.choice((150, 300, 500, 1000))),
        "agent": r.person("de"),
        "agent_number": r.code("##/####"),
        "made": later(start, -r.randint(5, 40)),
        "sf": r.randint(1, 35),
        "born": r.day("1950-01-01", "2003-01-01"),
        "km": r.choice((6, 9, 12, 20)) * 1000,
    }


PAPERS = (
    Paper(
        "power_bill",
        "en",
        "Electricity bill",
        power_bill,
        (
            Asked("supplier", "Supplier", "name", hint="The company that sends the bill"),
            Asked("customer", "Customer", "name"),
            Asked("supply_address", "Supply address", "address"),
            Asked("account_number", "Account number", "code", ("Customer reference",)),
            Asked("bill_date", "Bill date", "date"),
            Asked("meter_serial", "Meter serial number", "code"),
            Asked("usage", "Units used", "number", ("Usage", "kWh"), "in kWh"),
            Asked("tariff", "Tariff"),
            Asked("vat", "VAT", "money"),
            Asked("total", "Amount due", "money", ("Total to pay",)),
            Asked("due_date", "Payment due", "date", ("Please pay by",), "Empty where it is paid by direct debit"),
        ),
    ),
    Paper(
        "bank_statement",
        "es",
        "Extracto de cuenta",
        bank_statement,
        (
            Asked("bank", "Banco", "name"),
            Asked("holder", "Titular", "name", ("Titulares",), many=True),
            Asked("iban", "IBAN", "iban"),
            Asked("from_date", "Desde", "date", hint="Primer día del periodo"),
            Asked("to_date", "Hasta", "date"),
            Asked("opening_balance", "Saldo inicial", "money", ("Saldo anterior",)),
            Asked("closing_balance", "Saldo final", "money"),
            Asked("descriptions", "Concepto", "text", ("Descripción",), many=True),
            Asked("branch", "Oficina"),
        ),
    ),
    Paper(
        "credit_note",
        "fr",
        "Avoir",
        credit_note,
        (
            Asked("supplier", "Fournisseur", "name"),
            Asked("number", "Numéro d'avoir", "code", ("Avoir n°",)),
            Asked("date", "Date", "date"),
            Asked("invoice_number", "Facture d'origine", "code"),
            Asked("customer", "Client", "name"),
            Asked("customer_address", "Adresse du client", "address"),
            Asked("reason", "Motif"),
            Asked("customer_vat_id", "N° TVA du client", "tax_id"),
            Asked("items", "Désignation", "text", many=True),
            Asked("net_total", "Total HT", "money"),
            Asked("vat", "TVA", "money"),
            Asked("total", "Total TTC", "money", ("Net à déduire",)),
        ),
    ),
    Paper(
        "insurance_policy",
        "de",
        "Kfz-Versicherungsschein",
        insurance_policy,
        (
            Asked("insurer", "Versicherer", "name"),
            Asked("policy_number", "Versicherungsscheinnummer", "code", ("Vertragsnummer",)),
            Asked("policyholder", "Versicherungsnehmer", "name"),
            Asked("address", "Anschrift des Versicherungsnehmers", "address"),
            Asked("registration", "Amtliches Kennzeichen", "code", ("Kennzeichen",)),
            Asked("vehicle", "Fahrzeug"),
            Asked("vin", "Fahrzeug-Identifizierungsnummer", "code"),
            Asked("start_date", "Versicherungsbeginn", "date"),
            Asked("end_date", "Ablauf", "date"),
            Asked("annual_premium", "Jahresbeitrag", "money"),
            Asked("deductible", "Selbstbeteiligung", "money"),
            Asked("coverages", "Deckung", "text", ("Versicherte Leistung",), many=True),
        ),
    ),
)
