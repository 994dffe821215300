"""A fourth set, English papers: a dentist's plan, a hired car, an Indian delivery challan, a county's tax, a letter."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def dental(r: Draw) -> dict[str, Any]:
    offered = (
        ("Examination and two bitewing radiographs", "", 62.0),
        ("Scale and polish", "", 74.5),
        ("Composite filling, two surfaces", "36", 145.0),
        ("Root canal treatment, molar", "46", 595.0),
        ("Porcelain bonded crown", "46", 720.0),
        ("Extraction under local anaesthetic", "28", 165.0),
        ("Occlusal night guard", "", 310.0),
        ("Fluoride varnish", "", 35.0),
    )
    work = r.some(offered, 2, 5)
    made, total = r.day(), round(sum(w[2] for w in work), 2)
    return {
        "practice": r.choice(
            (
                "Castle Street Dental Care",
                "Riverside Dental Practice",
                "Smile at Number 9",
                "Parkfield Orthodontics & Dental",
            )
        ),
        "home": r.address("gb"),
        "phone": r.code("01### ######"),
        "patient": r.person("gb"),
        "born": r.day("1941-01-01", "2012-12-31"),
        "lives": r.address("gb"),
        "dentist": r.person("gb"),
        "gdc": r.code("2#####"),
        "number": r.code("TP-######"),
        "made": made,
        "until": r.maybe(0.6, later(made, 90)),
        "work": work,
        "total": total,
        "deposit": r.maybe(0.5, float(r.choice((50, 75, 100)))),
        "visits": r.randint(1, 4),
        "treasurer": r.person("gb"),
    }


def hire(r: Draw) -> dict[str, Any]:
    start, days, rate = r.day(), r.randint(2, 14), r.money(31, 96)
    makes = (
        ("Nissan Sentra SV", "Compact"),
        ("Chevrolet Malibu LT", "Midsize"),
        ("Jeep Compass", "SUV"),
        ("Toyota Camry LE", "Full size"),
        ("Chrysler Pacifica", "Minivan"),
    )
    charge, taxes = round(rate * days, 2), r.money(12, 70)
    return {
        "firm": r.choice(("Lone Star Rent A Car", "Coastline Auto Rental LLC", "Budget Wheels of Duluth Inc.")),
        "renter": r.person("us"),
        "second": r.maybe(0.4, r.person("us")),
        "home": r.address("us"),
        "licence": r.code("@#######"),
        "state": r.choice(("TX", "MN", "GA", "OR")),
        "number": r.code("RA ########"),
        "car": (m := r.choice(makes))[0],
        "group": m[1],
        "plate": r.code("@@@-####"),
        "out": start,
        "back": later(start, days),
        "days": days,
        "rate": rate,
        "charge": charge,
        "taxes": taxes,
        "total": round(charge + taxes, 2),
        "miles": r.randint(2100, 48000),
        "place": r.choice(("Tulsa Intl Airport, Terminal B", "112 Main St, Macon GA", "Duluth Downtown")),
        "hour": r.choice(("9:00 AM", "2:30 PM", "11:15 AM")),
        "hold": r.choice((200.0, 300.0)),
        "fuel": r.choice(("Full", "3/4", "7/8")),
        "clerk": r.person("us"),
    }


def challan(r: Draw) -> dict[str, Any]:
    goods = (
        ("MS Flange 4 inch", "73079190"),
        ("Gear Coupling GC-103", "84836090"),
        ("Cotton Yarn 40s", "52052310"),
        ("Turmeric Powder 500 g", "09103030"),
        ("PVC Insulated Wire 2.5 sq mm", "85444999"),
        ("Die Casting Mould", "84804100"),
        ("Corrugated Box 5 ply", "48191010"),
    )
    rows = [(*g, r.randint(2, 400), r.money(40, 1900)) for g in r.some(goods, 1, 4)]
    one, two = r.two_firms("in")
    return {
        "from": one,
        "to": two,
        "home": r.address("in"),
        "other": r.address("in"),
        "gstin": r.code("27@@@@@####@1Z#"),
        "their": r.code("29@@@@@####@1Z#"),
        "number": r.code("DC/24-25/0###"),
        "made": r.day(),
        "vehicle": r.code("MH ## @@ ####"),
        "eway": r.maybe(0.5, r.code("2### #### ####")),
        "why": r.choice(("Job Work", "Supply on approval", "Exhibition", "Stock transfer to branch")),
        "rows": rows,
        "value": round(sum(round(n * p, 2) for *_, n, p in rows), 2),
        "carrier": r.choice(("VRL Logistics", "Gati Express", "Own vehicle", "Safexpress")),
        "lr": r.code("########"),
        "packages": r.randint(1, 24),
        "order": r.code("PO/####/##"),
        "clerk": r.person("in"),
    }


def property_tax(r: Draw) -> dict[str, Any]:
    year, land, house = r.randint(2022, 2025), r.randint(21, 180) * 1000, r.randint(60, 420) * 1000
    off = r.maybe(0.5, 7000.0)
    half = round((land + house - (off or 0)) * 0.0112 / 2, 2)
    county = r.choice(("Deschutes", "Bibb", "St. Louis", "Marin"))
    return {
        "county": county,
        "officer": r.person("us"),
        "owner": f"{r.person('us')} and {r.person('us')}" if r.random() < 0.4 else r.person("us"),
        "mail": r.address("us"),
        "parcel": r.code("###-###-##-##"),
        "place": r.street("us"),
        "year": year,
        "bill": r.code(f"{year}-######"),
        "land": float(land),
        "house": float(house),
        "assessed": float(land + house),
        "off": off,
        "half": half,
        "total": round(half * 2, 2),
        "first": f"{year}-12-10",
        "second": f"{year + 1}-04-10",
        "legal": r.choice(
            ("LOT 14 BLK 3 RIVERBEND ADDITION", "TRACT 7 JUNIPER HEIGHTS UNIT 2", "N 60 FT OF LOT 2 ORIGINAL TOWNSITE")
        ),
        "rates": (
            ("General county levy", 0.52),
            ("School district bonds", 0.31),
            ("Fire and rescue", 0.18),
            ("Library district", 0.11),
        ),
        "phone": r.code("(###) 555-01##"),
    }


def employed(r: Draw) -> dict[str, Any]:
    made = r.day("2024-01-08")
    return {
        "firm": r.choice(
            (
                "Prairie Grain Handling Ltd.",
                "Harbourfront Robotics Inc.",
                "Laurentian Paper Co.",
                "Okanagan Fruit Packers Limited",
            )
        ),
        "home": r.choice(
            (
                ("410 Portage Avenue", "Winnipeg, MB R3C 0A6"),
                ("88 Bay Street, 14th Floor", "Toronto, ON M5J 2N8"),
                ("1275 Water Street", "Kelowna, BC V1Y 9R4"),
            )
        ),
        "person": r.person("us"),
        "she": r.choice(("She", "He")),
        "title": r.choice(
            (
                "Process Engineer",
                "Payroll Administrator",
                "Forklift Operator",
                "Senior Data Analyst",
                "Quality Technician II",
            )
        ),
        "since": r.day("2012-01-09", "2023-11-30"),
        "made": made,
        "salary": float(r.randint(41, 128) * 1000),
        "hours": r.choice((37.5, 40, 20)),
        "kind": r.choice(("permanent full-time", "permanent part-time", "fixed-term")),
        "signer": r.person("gb"),
        "post": r.choice(("Human Resources Manager", "Director, People & Culture", "HR Business Partner")),
        "phone": r.code("204-555-01##"),
        "mail": r.choice(("hr@prairiegrain.example", "people@harbourfront.example")),
        "to": r.choice(("To Whom It May Concern", "RBC Mortgage Services", "Minto Apartments – Leasing Office")),
    }


PAPERS = (
    Paper(
        "dental_plan",
        "en",
        "Dental treatment plan",
        dental,
        (
            Asked("practice", "Dental practice", "name"),
            Asked("patient", "Patient", "name", ("Patient name",)),
            Asked("born", "Date of birth", "date", ("D.O.B.",)),
            Asked("dentist", "Dentist", "name", ("Clinician",)),
            Asked("number", "Plan number", "code", hint="TP- and six digits", patterns=(r"TP-\d{6}",)),
            Asked("date", "Date of plan", "date"),
            Asked("treatments", "Treatments", many=True, hint="one for each line of the plan"),
            Asked("total", "Estimated total", "money", ("Total cost",)),
            Asked("deposit", "Deposit", "money"),
            Asked("valid_until", "Valid until", "date"),
        ),
    ),
    Paper(
        "car_hire",
        "zh",
        "租车合同",
        hire,
        (
            Asked("company", "租车公司", "name"),
            Asked("agreement_no", "合同编号", "code", ("Agreement No.",)),
            Asked("renter", "承租人", "name", ("Renter",)),
            Asked("licence_no", "驾照号码", "code", ("Driver's license",)),
            Asked("car", "车型", "text", ("Vehicle",)),
            Asked("plate", "车牌号", "code", ("License plate",)),
            Asked("pickup_date", "取车日期", "date"),
            Asked("return_date", "还车日期", "date", ("Return date",)),
            Asked("mileage_out", "取车里程", "number", ("Odometer out",)),
            Asked("total", "预计总费用", "money", ("Estimated total",)),
            Asked("second_driver", "附加驾驶人", "name", ("Additional driver",)),
        ),
    ),
    Paper(
        "challan",
        "en",
        "Delivery challan",
        challan,
        (
            Asked("consignor", "Consignor", "name", hint="who sends the goods"),
            Asked("consignee", "Consignee", "name", ("Ship to",)),
            Asked(
                "consignee_gstin", "Consignee GSTIN", "code", hint="the GSTIN of the consignee, not of the consignor"
            ),
            Asked("number", "Challan number", "code", ("DC No.",)),
            Asked("date", "Challan date", "date"),
            Asked("vehicle", "Vehicle number", "code"),
            Asked("eway_bill", "E-way bill", "code"),
            Asked("reason", "Reason for transport", "text", ("Purpose",)),
            Asked("items", "Description of goods", many=True),
            Asked("hsn", "HSN code", "code", many=True),
            Asked("value", "Total value", "money"),
            Asked("transporter", "Transporter", "name"),
        ),
    ),
    Paper(
        "property_tax",
        "en",
        "Property tax bill",
        property_tax,
        (
            Asked("owner", "Owner", "name", ("Assessed owner",)),
            Asked("parcel", "Parcel number", "code", ("APN",), patterns=(r"\d{3}-\d{3}-\d\d-\d\d",)),
            Asked("property_address", "Property address", "address", ("Situs",)),
            Asked("bill_no", "Bill number", "code"),
            Asked("tax_year", "Tax year", "code"),
            Asked("assessed_value", "Assessed value", "money", hint="land and improvements together"),
            Asked("exemption", "Homeowner's exemption", "money"),
            Asked("first_due", "First installment due", "date"),
            Asked("installment", "Installment amount", "money", hint="the first of the two"),
            Asked("total", "Total tax", "money", ("Total amount due",)),
            Asked("legal", "Legal description"),
        ),
    ),
    Paper(
        "employment_letter",
        "en",
        "Employment verification letter",
        employed,
        (
            Asked("employer", "Employer", "name", ("Company",)),
            Asked("employee", "Employee", "name"),
            Asked("position", "Position", "text", ("Job title",)),
            Asked("start_date", "Start date", "date", ("Employed since",)),
            Asked("salary", "Annual salary", "money"),
            Asked("hours", "Hours per week", "number"),
            Asked("status", "Employment status", "text", hint="permanent full-time, fixed-term and so on"),
            Asked("date", "Date of the letter", "date"),
            Asked("signed_by", "Signed by", "name"),
            Asked("signer_title", "Title of the signer"),
            Asked("phone", "Telephone", "phone"),
        ),
    ),
)
