"""A fifth set, of kinds that public labelled sets are made of: slips of restaurants and shops, labels, cards."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def _dot(amount: float) -> str:
    """45.000, as prices stand in Indonesia."""
    return f"{amount:,.0f}".replace(",", ".")


def _comma(amount: float) -> str:
    return f"{amount:,.0f}"


def menu_slip(r: Draw) -> dict[str, Any]:
    dishes = (
        ("Nasi Goreng Kampung", 38),
        ("Es Teh Manis", 9),
        ("Ayam Bakar Madu", 46),
        ("Chicken Katsu Curry", 59),
        ("Kopi Susu Gula Aren", 24),
        ("Mie Ayam Pangsit", 32),
        ("TH. Lychee Tea (L)", 27),
        ("Roti Bakar Coklat Keju", 29),
        ("Sop Buntut", 78),
        ("Mineral Water 600", 12),
        ("Beef Bulgogi Rice", 55),
        ("Kentang Goreng", 22),
        ("Gyoza 5 Pcs", 35),
        ("Cappucino Hot", 31),
    )
    rows = [(name, r.choice((1, 1, 1, 2, 2, 3)), price * 1000) for name, price in r.some(dishes, 1, 6)]
    net = float(sum(q * p for _, q, p in rows))
    cut = r.maybe(0.3, float(round(net * 0.1)))
    service = float(round((net - (cut or 0)) * 0.05))
    tax = float(round((net - (cut or 0) + service) * 0.1))
    total = net - (cut or 0) + service + tax
    return {
        "name": r.choice(("Warung Lereng", "KOPI SUDUT 88", "Bakmi Tiga Roda", "Dapur Oma Tien")),
        "street": r.choice(("Jl. Cihampelas 121", "Mal Taman Anggrek Lt. 4", "Ruko Graha Raya Blok D/7")),
        "rows": rows,
        "net": net,
        "cut": cut,
        "service": service,
        "tax": tax,
        "total": total,
        "cash": r.maybe(0.6, float(-(-total // 50000) * 50000 + r.choice((0, 0, 50000)))),
        "made": r.day(),
        "time": f"{r.randint(10, 21)}:{r.randint(0, 59):02}:{r.randint(0, 59):02}",
        "table": r.randint(1, 40),
        "number": r.code("#######"),
        "cashier": r.choice(("Rina", "DEDI S", "Ayu P.", "kasir 2")),
        "pax": r.randint(1, 6),
        "dot": _dot,
        "comma": _comma,
    }


def shop_slip(r: Draw) -> dict[str, Any]:
    sold = (
        ("GV WHL MILK GAL", 3.48),
        ("BANANAS ORG", 1.27),
        ("KLEENEX 3PK", 5.99),
        ("RED BULL 8.4OZ", 2.79),
        ("CHKN TENDERS 2.1 LB", 8.84),
        ("HAND SOAP LAV", 1.97),
        ("AA BATTERY 8CT", 7.49),
        ("GRND COFFEE DK RST", 9.98),
        ("SOURDOUGH LOAF", 4.25),
        ("TOM ROMA", 0.92),
        ("DOG TREAT BCN", 6.15),
        ("GREETING CARD", 3.5),
    )
    rows = [(name, r.choice((1, 1, 1, 1, 2, 3)), price) for name, price in r.some(sold, 1, 7)]
    net = round(sum(q * p for _, q, p in rows), 2)
    tax = round(net * 0.0825, 2)
    tip = r.maybe(0.4, r.money(1, 9))
    made = r.day()
    return {
        "name": r.choice(("Hilltop Market", "BIG PINE GENERAL STORE", "Marlow's Deli & Cafe", "SaverTown #0412")),
        "street": r.choice(("4410 Lakeview Blvd", "129 E Front St", "7 Harbor Plaza Ste 3")),
        "town": r.choice(("Duluth, MN 55802", "BEND OR 97701", "Macon, GA 31201")),
        "tel": r.choice((r.code("(218) 555-01##"), r.code("541-555-01##"), r.code("478.555.01##"))),
        "made": made,
        "time": f"{r.randint(1, 12):02}:{r.randint(0, 59):02} {r.choice(('AM', 'PM'))}",
        "rows": rows,
        "net": net,
        "tax": tax,
        "tip": tip,
        "total": round(net + tax, 2),
        "all": round(net + tax + (tip or 0), 2),
        "paid": float(-(-(net + tax) // 20) * 20),
        "number": r.code("TC# #### #### ####"),
        "clerk": r.choice(("MARISOL", "Tyler K", "0042")),
        "upc": lambda: r.code("00########"),
        "server": r.choice(("Kaylee", "Mei", "Dwight")),
        "guests": r.randint(1, 5),
        "card": r.code("####"),
    }


def food_label(r: Draw) -> dict[str, Any]:
    weight = r.choice((25, 30, 40, 55))
    kj, fat, carbs, sugar, protein = (
        r.randint(900, 2200),
        r.randint(5, 320) / 10,
        r.randint(110, 700) / 10,
        r.randint(5, 90) / 10,
        r.randint(21, 160) / 10,
    )
    return {
        "name": r.choice(
            ("Oat & Barley Crunch", "SEAWEED RICE CRISPS", "Choc Malt Drink Powder", "Roasted Broad Beans")
        ),
        "maker": r.choice(("Kallang Food Industries Pte Ltd", "Wattle Pantry Pty Ltd", "Golden Ladle Trading Co.")),
        "serve": weight,
        "count": r.choice((4, 6, 8, 12)),
        "kj": kj,
        "kcal": round(kj / 4.184),
        "fat": fat,
        "sat": round(fat * 0.3, 1),
        "carbs": carbs,
        "sugar": sugar,
        "protein": protein,
        "sodium": r.randint(12, 790),
        "fibre": r.maybe(0.6, r.randint(10, 90) / 10),
        "part": lambda value, digits=1: f"{value * weight / 100:.{digits}f}",
        "net": r.choice(("180 g", "240g", "500 g")),
        "parts": r.choice(
            (
                "Rolled oats (52%), barley flakes, sugar, sunflower oil, honey (3%), salt",
                "Broad beans, palm olein, iodised salt, chilli powder, flavour enhancer (E621)",
            )
        ),
        "best": r.day("2026-07-01", "2027-12-30"),
    }


def cover_card(r: Draw) -> dict[str, Any]:
    plan = r.choice(("Choice PPO 1500", "Silver HMO", "Value EPO 3000", "HDHP Saver"))
    return {
        "insurer": r.choice(
            (
                "Northlake Health Plan",
                "Piedmont Mutual Health",
                "Summit Crest Insurance Company",
                "CareBridge of Oregon",
            )
        ),
        "member": r.person("us"),
        "also": [r.person("us") for _ in range(r.randint(0, 2))],
        "id": r.code("@@@#########"),
        "group": r.code("######"),
        "plan": plan,
        "since": r.day("2022-01-01", "2025-12-31").replace(day=1),
        "bin": r.code("0#####"),
        "pcn": r.choice(("ADV", "A4", "MEDDPRIME", "CRX")),
        "rx": r.code("RX####"),
        "office": f"${r.choice((15, 20, 25, 30))}",
        "special": f"${r.choice((40, 45, 50, 60))}",
        "er": f"${r.choice((150, 200, 250))}",
        "doctor": r.maybe(0.5, f"{r.person('us')}, MD"),
        "phone": r.code("1-800-555-01##"),
        "nurse": r.code("1-888-555-01##"),
        "payer": r.code("#####"),
        "box": r.code("P.O. Box #####"),
        "town": r.town("us"),
    }


def pay_stub(r: Draw) -> dict[str, Any]:
    end, rate, hours, over = r.day(), r.money(17, 58), r.choice((72.0, 80.0, 76.5)), r.maybe(0.4, r.randint(1, 12))
    regular, extra = round(rate * hours, 2), round(rate * 1.5 * (over or 0), 2)
    gross, times = round(regular + extra, 2), r.randint(2, 24)
    taxes = [round(gross * share, 2) for share in (0.118, 0.062, 0.0145, 0.041)]
    plan, medical = round(gross * 0.04, 2), r.money(30, 120)
    cut = round(sum(taxes) + plan + medical, 2)
    return {
        "firm": r.firm("us"),
        "home": r.address("us"),
        "person": r.person("us"),
        "lives": r.address("us"),
        "id": r.code("00####"),
        "ssn": r.code("XXX-XX-####"),
        "dept": r.choice(("Warehouse", "200 - Front Office", "Field Ops")),
        "start": later(end, -13),
        "to": end,
        "paid": later(end, 5),
        "check": r.code("10####"),
        "rate": rate,
        "hours": hours,
        "over": over,
        "regular": regular,
        "extra": extra,
        "gross": gross,
        "taxes": taxes,
        "plan": plan,
        "medical": medical,
        "cut": cut,
        "net": round(gross - cut, 2),
        "ytd": lambda value: round(value * times + 0.37, 2),
        "leave": r.randint(4, 88),
    }


PAPERS = (
    Paper(
        "menu_slip",
        "en",
        "Restaurant receipt",
        menu_slip,
        (
            Asked("menu_nm", "Menu name", many=True, aliases=("Item",)),
            Asked("menu_cnt", "Menu count", "number", ("Quantity", "Qty"), many=True),
            Asked("menu_price", "Menu price", "money", many=True, hint="the total price of each line"),
            Asked("subtotal_price", "Subtotal", "money"),
            Asked("discount_price", "Discount", "money"),
            Asked("service_price", "Service charge", "money"),
            Asked("tax_price", "Tax", "money"),
            Asked("total_price", "Total", "money"),
            Asked("cash_price", "Cash", "money", hint="what the guest paid in cash"),
            Asked("change_price", "Change", "money"),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "shop_slip",
        "en",
        "Receipt",
        shop_slip,
        (
            Asked("store_name", "Store name", "name"),
            Asked("store_addr", "Store address", "address"),
            Asked("tel", "Telephone", "phone"),
            Asked("date", "Date", "date"),
            Asked("time", "Time"),
            Asked("prod_item", "Products", many=True, hint="the name of every product sold"),
            Asked("prod_quantity", "Quantities", "number", many=True),
            Asked("prod_price", "Prices", "money", many=True),
            Asked("subtotal", "Subtotal", "money"),
            Asked("tax", "Tax", "money"),
            Asked("tips", "Tips", "money", ("Gratuity",)),
            Asked("total", "Total", "money"),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "food_label",
        "en",
        "Nutrition label",
        food_label,
        (
            Asked("serving_size", "Serving size"),
            Asked("servings", "Servings per package", "number"),
            Asked("energy_per_serving", "Energy per serving"),
            Asked("energy_per_100g", "Energy per 100 g"),
            Asked("protein_per_serving", "Protein per serving"),
            Asked("protein_per_100g", "Protein per 100 g"),
            Asked("fat_per_serving", "Fat per serving", aliases=("Total fat per serving",)),
            Asked("fat_per_100g", "Fat per 100 g", aliases=("Total fat per 100 g",)),
            Asked("carbohydrate_per_serving", "Carbohydrate per serving"),
            Asked("sugars_per_100g", "Sugars per 100 g"),
            Asked("sodium_per_serving", "Sodium per serving"),
            Asked("fibre_per_100g", "Dietary fibre per 100 g"),
        ),
        ("a", "b"),
    ),
    Paper(
        "cover_card",
        "en",
        "Health insurance card",
        cover_card,
        (
            Asked("insurer", "Insurance company", "name", ("Insurer", "Payer")),
            Asked("member_name", "Member name", "name", ("Subscriber",)),
            Asked("member_id", "Member ID", "code"),
            Asked("group_number", "Group number", "code"),
            Asked("plan", "Plan", "text", ("Plan name",)),
            Asked("effective_date", "Effective date", "date"),
            Asked("rx_bin", "RxBIN", "code"),
            Asked("rx_pcn", "RxPCN", "code"),
            Asked("rx_group", "RxGrp", "code"),
            Asked("copay_office", "Office visit copay", "money", ("PCP",)),
            Asked("copay_er", "Emergency room copay", "money", ("ER",)),
            Asked("pcp", "Primary care physician", "name"),
            Asked("phone", "Customer service phone", "phone"),
            Asked("dependents", "Dependents", "name", many=True),
        ),
        ("a", "b"),
    ),
    Paper(
        "pay_stub",
        "en",
        "Pay stub",
        pay_stub,
        (
            Asked("employer", "Employer", "name", ("Company",)),
            Asked("employee", "Employee", "name", ("Employee name",)),
            Asked("employee_id", "Employee ID", "code"),
            Asked("period_start", "Pay period start", "date", ("Period beginning",)),
            Asked("period_end", "Pay period end", "date", ("Period ending",)),
            Asked("pay_date", "Pay date", "date", ("Check date",)),
            Asked("rate", "Hourly rate", "money"),
            Asked("gross_pay", "Gross pay", "money", hint="of this period, not of the year"),
            Asked("net_pay", "Net pay", "money"),
            Asked("federal_tax", "Federal income tax", "money", ("Federal withholding",)),
            Asked("total_deductions", "Total deductions", "money"),
            Asked("ytd_gross", "Gross pay year to date", "money", ("YTD gross",)),
            Asked("ytd_net", "Net pay year to date", "money"),
        ),
        ("a", "b"),
    ),
)
