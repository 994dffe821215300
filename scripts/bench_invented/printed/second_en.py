"""A second author's papers, kept: English ones, and a till slip from Indonesia."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later
from .picture import logo


def _rp(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


_MENU = (
    ("Nasi Goreng Kampung", 34),
    ("Sate Ayam Madura", 42),
    ("Es Teh Manis", 9),
    ("Soto Betawi", 48),
    ("Kopi Susu Gula Aren", 27),
    ("Gado-Gado Siram", 31),
    ("Tahu Isi Pedas", 18),
    ("Ikan Bakar Jimbaran", 86),
    ("Roti Bakar Coklat Keju", 25),
    ("Jus Alpukat", 23),
    ("Mie Ayam Bakso", 29),
    ("Cah Kangkung", 22),
)
_GOODS = (
    ("INDOMI GORENG 85G", 3),
    ("AQUADES AIR 600ML", 4),
    ("SABUN CAIR 450ML", 27),
    ("BERAS RAMOS 5KG", 79),
    ("TELUR AYAM 10 BTR", 28),
    ("MINYAK GRG 1L", 19),
    ("KOPI BUBUK 165G", 16),
    ("TISU WAJAH 250S", 13),
)
_EXTRA = ("+ Extra Pedas", "+ Telur Ceplok", "Less Sugar", "Tanpa Bawang", "+ Keju", "Ukuran Besar")


def till_slip(r: Draw) -> dict[str, Any]:

    def lines(of: tuple[tuple[str, int], ...]) -> list[tuple[str, int, int, list[str]]]:
        return [(n, r.randint(1, 3), k * 1000 + r.choice((0, 500)), r.some(_EXTRA, 0, 2)) for n, k in r.some(of, 2, 6)]

    rows, shop = lines(_MENU), lines(_GOODS)
    net = sum(n * p for _, n, p, _ in rows)
    cut = r.maybe(0.35, net // 10000 * 1000)
    service = (net - (cut or 0)) * 5 // 100
    tax = (net - (cut or 0) + service) // 10
    total = (net - (cut or 0) + service + tax) // 100 * 100
    till = sum(n * p for _, n, p, _ in shop)
    return {
        "rows": rows,
        "shop": shop,
        "net": net,
        "cut": cut,
        "service": service,
        "tax": tax,
        "total": total,
        "till": till,
        "rp": _rp,
        "cash": (max(total, till) // 50000 + 1) * 50000,
        "card": r.random() < 0.4,
        "name": r.choice(("Warung Sate Pak Gino", "Kedai Kopi Teras", "Salero Basamo", "Dapur Mbah Wiro")),
        "street": r.choice(("Jl. Kemang Raya No. 41", "Jl. Dipatiukur 112", "Ruko Citra Niaga Blok C/7")),
        "town": r.choice(("Jakarta Selatan 12730", "Bandung 40132", "Surabaya 60231")),
        "made": r.day(),
        "time": f"{r.randint(10, 21)}:{r.randint(10, 59)}",
        "number": r.code("####-######"),
        "cashier": r.choice(("Dewi Lestari", "Rizky", "Putri A.", "Bagus Santoso", "Ayu")),
        "table": r.randint(1, 28),
        "logo": logo("TERAS MART", colour=(20, 20, 190)),
    }


def office_form(r: Draw) -> dict[str, Any]:
    made = r.day("1991-02-01", "1999-11-30")
    firms = (
        "Tidewater Laboratories",
        "Hollis & Crane Advertising",
        "Burnham Paper Co.",
        "Quality Data Systems, Inc.",
        "Regent Tobacco Company",
        "Amalgamated Vending Corp.",
    )
    one, other = r.sample(firms, 2)
    subjects = (
        "REVISED MEDIA PLAN, 2ND QUARTER",
        "Storage test of Blend 417",
        "CARTON STOCK - PRICE CHANGE",
        "Consumer panel results",
        "Lease of copier, 4th floor",
        "PROMOTION CALENDAR",
    )
    return {
        "to": r.person("us"),
        "by": r.person("us"),
        "firm": one,
        "own": other,
        "made": made,
        "got": later(made, -r.randint(4, 40)),
        "wanted": later(made, r.randint(5, 30)),
        "subject": r.choice(subjects),
        "fax": r.code("(8##) 555-01##"),
        "phone": r.code("(2##) 555-01##"),
        "own_fax": r.code("(2##) 555-01##"),
        "pages": r.randint(2, 19),
        "copies": [r.person("us") for _ in range(r.randint(0, 3))],
        "bates": r.code("20########"),
        "mark": r.choice(("Urgent", "For Review", "Please Comment", "Please Reply")),
        "sum": r.money(900, 90000),
        "file": r.code("##-####"),
        "room": r.randint(201, 899),
    }


def charity(r: Draw) -> dict[str, Any]:
    start = r.choice(((4, 1), (9, 1), (1, 1)))
    first = r.day("2017-01-01", "2024-12-31").replace(month=start[0], day=start[1])
    end = later(first.replace(year=first.year + 1), -1)
    parts = [r.randint(900, 90000) for _ in range(4)]
    spent = [r.randint(700, 80000) for _ in range(3)]
    before = r.randint(20000, 400000)
    last = [r.randint(900, 90000) for _ in range(9)]
    names = (
        "Ryburn Valley Hospice Friends",
        "The Oakmere Trust",
        "St Aldhelm's Almshouse Charity",
        "Northumbrian Riding for All",
        "Lantern Refugee Support",
        "The Penhallow Memorial Hall Fund",
    )
    return {
        "name": r.choice(names),
        "number": r.code("1######"),
        "company": r.maybe(0.5, r.code("0#######")),
        "address": r.address("gb"),
        "trustees": list(dict.fromkeys(r.person("gb") for _ in range(r.randint(4, 8)))),
        "first": first,
        "end": end,
        "parts": parts,
        "spent": spent,
        "income": sum(parts),
        "out": sum(spent),
        "before": before,
        "after": before + sum(parts) - sum(spent),
        "last": last,
        "examiner": r.maybe(0.7, r.person("gb") + r.choice((" FCA", " ACA", ""))),
        "bank": r.choice(
            ("CAF Bank Ltd, 25 Kings Hill Avenue, West Malling", "Unity Trust Bank plc, Nine Brindleyplace")
        ),
        "signed": later(end, r.randint(90, 260)),
        "people": r.randint(120, 2400),
        "grant": r.randint(2, 40) * 500,
        "meetings": r.randint(3, 11),
        "reserve": r.randint(10, 90) * 1000,
    }


def agent(r: Draw) -> dict[str, Any]:
    lands = (
        ("Republic of Azuria", "Ministry of Trade of the Republic of Azuria", "14 Independence Square, Port Azur"),
        ("Kingdom of Norland", "Norland Tourism Board", "Kongens gate 8, 0153 Nordhavn"),
        ("Costa Verde", "Partido Democrático de Costa Verde", "Avenida Central 220, San Telmo"),
        ("United Emirates of Qasr", "Qasr Sovereign Holding Company", "Corniche Tower 3, Qasr City"),
    )
    kinds = ("Government of a foreign country", "Foreign political party", "Partnership", "Corporation", "Association")
    firms = ("Beacon Hill Strategies LLC", "Potomac Bridge Group", "Marlowe, Finch & Associates, Inc.", "Capitol Nine")
    made = r.day("2009-01-05", "2024-12-20")
    return {
        "registrant": r.choice(firms),
        "number": r.code("6###"),
        "land": r.choice(lands),
        "kinds": kinds,
        "kind": r.choice(kinds),
        "address": r.address("us"),
        "made": made,
        "signer": r.person("us"),
        "role": r.choice(("Managing Partner", "President", "General Counsel", "Director")),
        "end": made.replace(day=28),
        "fee": r.maybe(0.6, r.randint(5, 90) * 5000),
        "stamp": later(made, 1),
        "agreed": later(made, -r.randint(10, 90)),
        "official": r.person("es"),
    }


def nutrition(r: Draw) -> dict[str, Any]:
    foods = (
        ("Maple Almond Granola", "Whole grain oats, maple syrup, almonds, canola oil, sea salt", ("almonds", "oats")),
        ("Tomato Basil Soup", "Tomato puree, water, cream, basil, sugar, wheat flour, salt", ("milk", "wheat")),
        ("Sesame Crackers", "Wheat flour, sesame seeds, sunflower oil, salt, yeast", ("wheat", "sesame")),
        ("Vanilla Oat Drink", "Water, oats, rapeseed oil, natural vanilla flavour, calcium carbonate", ()),
        ("Chunky Peanut Spread", "Roasted peanuts, palm oil, cane sugar, salt", ("peanuts",)),
    )
    name, parts, warn = r.choice(foods)
    return {
        "name": name,
        "parts": parts,
        "warn": warn,
        "servings": r.randint(2, 14),
        "serving": r.choice(("2/3 cup (55 g)", "1 cup (240 mL)", "2 tbsp (32 g)", "5 crackers (30 g)")),
        "kcal": r.randint(8, 42) * 10,
        "fat": r.randint(1, 24),
        "sat": r.randint(1, 9),
        "salt": r.randint(1, 60) * 10,
        "carbs": r.randint(6, 60),
        "fibre": r.randint(1, 8),
        "sugar": r.randint(1, 22),
        "protein": r.randint(1, 17),
        "iron": r.randint(1, 9),
        "calcium": r.randint(2, 30) * 10,
        "chol": r.randint(0, 8) * 5,
        "weight": r.choice(("12 OZ (340 g)", "14.1 OZ (400 g)", "8 OZ (227 g)")),
        "grams": r.choice(("340 g", "400 g", "1 L", "227 g")),
        "maker": r.firm("us"),
        "town": r.town("us"),
        "upc": r.code("0 #####-##### #"),
        "best": r.day("2025-01-01", "2026-12-31"),
    }


def loan(r: Draw) -> dict[str, Any]:
    made = r.day("2014-01-10", "2025-10-30")
    states = r.sample(("Delaware", "Texas", "Ohio", "Nevada", "New York"), 3)
    amount = r.randint(3, 160) * 25000
    one, other = r.sample(
        (
            "Halcyon Biologics, Inc.",
            "Prairie Star Ethanol, LLC",
            "Crestline Holdings Corp.",
            "Meridian Tool Works, Inc.",
            "Blue Heron Brewing Company",
        ),
        2,
    )
    banks = ("First Cascade Bank, N.A.", "Tamarack Capital Partners, L.P.", "Lakeshore Commercial Finance, LLC")
    return {
        "borrower": one,
        "guarantor": r.maybe(0.5, other),
        "lender": r.choice(banks),
        "made": made,
        "until": made.replace(year=made.year + r.randint(2, 7), day=min(made.day, 28)),
        "states": states,
        "amount": amount,
        "rate": f"{r.randint(17, 47) / 4:.2f}%",
        "late": f"{r.choice((3, 4, 5))}%",
        "fee": r.maybe(0.6, r.randint(1, 40) * 1250),
        "address": r.address("us"),
        "bank_address": r.address("us"),
        "first": later(made, 31),
        "signer": r.person("us"),
        "banker": r.person("us"),
        "prior": later(made, -400),
        "cap": r.randint(2, 9) * 100000,
        "filed": later(made, 4),
    }


PAPERS = (
    Paper(
        "till_slip_id",
        "en",
        "Indonesian receipt",
        till_slip,
        (
            Asked("merchant", "Merchant", "name", hint="Name of the shop or restaurant"),
            Asked("address", "Address", "address"),
            Asked("receipt_number", "Receipt number", "code", ("No. Struk", "Bill No")),
            Asked("date", "Date", "date"),
            Asked("cashier", "Cashier", "name", ("Kasir",)),
            Asked("items", "Item", "text", ("Menu",), "Dishes or goods, without additions", many=True),
            Asked("subtotal", "Subtotal", "money", ("Harga jual",)),
            Asked("discount", "Discount", "money", ("Diskon",)),
            Asked("service", "Service charge", "money", ("Layanan",)),
            Asked("tax", "Tax", "money", ("PB1", "PPN", "Pajak")),
            Asked("total", "Total", "money"),
            Asked("cash", "Cash", "money", ("Tunai",)),
            Asked("change", "Change", "money", ("Kembali", "Kembalian")),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "office_form",
        "en",
        "Fax, memo or transmittal",
        office_form,
        (
            Asked("to", "To", "name"),
            Asked("company", "Company", "name", hint="Of the recipient"),
            Asked("from", "From", "name"),
            Asked("date", "Date", "date"),
            Asked("subject", "Subject", "text", ("Re",)),
            Asked("fax", "Fax number", "phone", ("Fax",), "The number that it goes to"),
            Asked("pages", "Number of pages", "number", ("Pages",)),
            Asked("copies", "cc", "name", ("Copies to",), many=True),
            Asked("handling", "Handling", "text", ("Please note",), "The box that is ticked"),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "charity_report",
        "en",
        "Annual report of a charity",
        charity,
        (
            Asked("name", "Charity name", "name"),
            Asked("charity_number", "Registered charity number", "code"),
            Asked("company_number", "Company number", "code"),
            Asked("address", "Principal address", "address", ("Registered office",)),
            Asked("trustees", "Trustees", "name", many=True),
            Asked("year_end", "Year ended", "date", ("Period end",)),
            Asked("income", "Total income", "money", ("Total receipts",), "Of all funds, this year"),
            Asked("spending", "Total expenditure", "money", ("Total payments",)),
            Asked("funds", "Total funds carried forward", "money", ("Cash funds at year end",)),
            Asked("examiner", "Independent examiner", "name"),
        ),
    ),
    Paper(
        "agent_statement",
        "en",
        "Registration under the Foreign Agents Act",
        agent,
        (
            Asked("registrant", "Registrant", "name", ("Name of registrant",)),
            Asked("number", "Registration number", "code", ("Registration no.",)),
            Asked("registrant_address", "Address of registrant", "address"),
            Asked("principal", "Foreign principal", "name", ("Name of foreign principal",)),
            Asked("country", "Country represented", "text", ("Country",)),
            Asked("principal_type", "Type of foreign principal", "text", hint="The box that is ticked"),
            Asked("fee", "Compensation", "money"),
            Asked("signer", "Signed by", "name", ("Printed name",)),
            Asked("title", "Title of signer"),
            Asked("signed", "Date signed", "date", ("Date of signature",)),
        ),
    ),
    Paper(
        "nutrition_label",
        "en",
        "Nutrition label",
        nutrition,
        (
            Asked("product", "Product name"),
            Asked("servings", "Servings per container", "number"),
            Asked("serving_size", "Serving size"),
            Asked("calories", "Calories", "number"),
            Asked("fat", "Total fat", "number", ("Fat",), "in g"),
            Asked("sodium", "Sodium", "number", (), "in mg"),
            Asked("carbohydrate", "Total carbohydrate", "number", ("Carbohydrate",), "in g"),
            Asked("sugars", "Sugars", "number", ("Total sugars",)),
            Asked("protein", "Protein", "number"),
            Asked("ingredients", "Ingredients"),
            Asked("allergens", "Allergens", "text", ("Contains",), many=True),
            Asked("net_weight", "Net weight"),
            Asked("maker", "Made by", "name", ("Distributed by", "Manufactured by")),
        ),
    ),
    Paper(
        "loan_agreement",
        "en",
        "Loan agreement",
        loan,
        (
            Asked("lender", "Lender", "name"),
            Asked("borrower", "Borrower", "name"),
            Asked("guarantor", "Guarantor", "name"),
            Asked("date", "Agreement date", "date", ("Dated as of",)),
            Asked("amount", "Loan amount", "money", ("Principal amount",)),
            Asked("rate", "Interest rate", "number"),
            Asked("maturity", "Maturity date", "date"),
            Asked("origination_fee", "Origination fee", "money"),
            Asked("late_charge", "Late charge", "number", (), "in %"),
            Asked("law", "Governing law", "text", (), "Such as State of Maine"),
            Asked("borrower_address", "Borrower's address for notices", "address"),
        ),
    ),
)
