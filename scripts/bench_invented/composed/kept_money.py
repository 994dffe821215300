"""Looked at in the second round of mending: a diner's receipt, a bank statement, an order for advertising."""

from __future__ import annotations

import random

from ..values import code, one_of
from .blocks import Paper
from .made import Values, composed
from .people import address, day, firm, money, person

_PLATES = ("CHEESEBURGER", "Fries Lg", "Turkey Club", "Diet Coke", "Apple Pie", "CAESAR SALAD", "Coffee")


def _diner(p: Paper, v: Values) -> None:
    p.centred(30, v["merchant"], 13, 160)
    p.centred(48, v["address"].split("\n")[0], 9, 160)
    p.centred(60, v["address"].split("\n")[1], 9, 160)
    p.centred(72, v["phone"], 9, 160)
    p.t(40, 96, f"Server: {v['server']}", 9)
    p.right(280, 96, v["date"], 9)
    p.t(40, 109, f"Table {v['table']}/1", 9)
    p.right(280, 109, v["time"], 9)
    p.t(40, 122, f"Guests: {p.rng.randint(1, 6)}", 9)
    p.right(280, 122, f"Check #{v['check_number']}", 9)
    y = 146.0
    for item in v.all("items"):
        p.t(40, y, item, 9)
        p.right(280, y, f"{p.rng.uniform(2, 19):.2f}", 9)
        y += 14
    y = p.sums(
        y + 10, [("Subtotal", v["subtotal"]), ("Sales Tax", v["tax"]), ("Tip", v["tip"])], left=140, edge=280, size=9
    )
    p.sums(y + 4, [("TOTAL", f"${v['total']}")], left=140, edge=280, size=12)
    p.centred(y + 50, "VISA XXXXXXXXXXXX4410  AUTH 08812C", 8, 160)


def _diner_slip(p: Paper, v: Values) -> None:
    p.centred(30, v["merchant"].upper(), 12, 160)
    p.centred(46, v.line("address"), 7, 160)
    p.centred(58, f"Ph {v['phone']}", 8, 160)
    p.t(40, 80, f"{v['date']}  {v['time']}", 9)
    p.t(40, 94, f"Chk {v['check_number']}   Tbl {v['table']}   {v['server']}", 9)
    y = p.table(
        116,
        [(40, "Qty"), (70, "Item"), (280, "Amt")],
        [("1", item, f"{p.rng.uniform(2, 19):.2f}") for item in v.all("items")],
        last=1,
        step=14,
    )
    y = p.sums(
        y + 8,
        [("SUB-TTL", v["subtotal"]), ("TAX 8.25%", v["tax"]), ("GRATUITY", v["tip"]), ("AMOUNT DUE", v["total"])],
        left=40,
        edge=280,
    )
    p.t(40, y + 20, "Thank you! Come again", 8)


def _diner_sums(rng: random.Random, lang: str) -> dict[str, str | list[str]]:
    net = rng.uniform(12, 160)
    tax, tip = net * 0.0825, net * 0.18
    return {
        "subtotal": f"{net:.2f}",
        "tax": f"{tax:.2f}",
        "tip": f"{tip:.2f}",
        "total": f"{round(net, 2) + round(tax, 2) + round(tip, 2):.2f}",
        "items": rng.sample(_PLATES, rng.randint(2, 5)),
    }


def _statement(p: Paper, v: Values) -> None:
    p.t(50, 30, v["bank"], 15)
    p.lines(50, 100, [v["holder"], *v["holder_address"].split("\n")])
    p.t(330, 84, "Rekeningafschrift", 13)
    p.pairs(
        330,
        110,
        [("Rekeningnummer", v["iban"]), ("Datum", v["statement_date"]), ("Volgnummer", v["sequence"])],
        at=430,
        colon="",
    )
    p.table(
        210,
        [(50, "Vorig saldo"), (190, "Totaal bij"), (320, "Totaal af"), (440, "Nieuw saldo")],
        [(f"€ {v['old_balance']}", f"€ {v['credits']}", f"€ {v['debits']}", f"€ {v['new_balance']}")],
    )
    p.table(
        280,
        [(50, "Datum"), (120, "Omschrijving"), (550, "Bedrag")],
        [("02-01", "Albert Heijn 1081", "-34,10"), ("03-01", "Salaris", "2.104,00")],
        last=1,
    )


def _statement_list(p: Paper, v: Values) -> None:
    p.right(550, 30, v["bank"], 13)
    p.t(50, 60, "Afschrift betaalrekening", 15)
    p.pairs(
        50,
        96,
        [
            ("Ten name van", v["holder"]),
            ("Adres", v["holder_address"]),
            ("IBAN", v["iban"]),
            ("Afschriftdatum", v["statement_date"]),
            ("Afschriftnummer", v["sequence"]),
        ],
        at=180,
    )
    p.sums(
        240,
        [
            ("Beginsaldo", v["old_balance"]),
            ("Bijgeschreven", v["credits"]),
            ("Afgeschreven", v["debits"]),
            ("Eindsaldo", v["new_balance"]),
        ],
        left=50,
        edge=330,
    )


def _ads(p: Paper, v: Values) -> None:
    p.t(50, 30, v["station"], 18)
    p.right(550, 30, "ORDER", 16)
    p.grid(
        50,
        70,
        500,
        [
            [
                ("Contract / Revision", f"{v['contract_number']} /"),
                ("Alt Order #", "WOC119"),
                ("Order Date", v["order_date"]),
            ],
            [("Product", v["product"]), ("Estimate #", v["estimate"])],
            [("Advertiser", v["advertiser"]), ("Agency", v["agency"])],
            [("Flight Start Date", v["flight_from"]), ("Flight End Date", v["flight_to"])],
        ],
    )
    p.table(
        260,
        [(50, "Ln"), (90, "Start/End Time"), (300, "Spots"), (420, "Rate"), (550, "Amount")],
        [("1", "6a-7a News", "5", "$120.00", "$600.00"), ("2", "Noon Local", "3", "$95.00", "$285.00")],
        last=2,
    )
    p.sums(
        360,
        [
            ("Gross Amount", f"${v['gross_amount']}"),
            ("Agency Commission", "($120.00)"),
            ("Net Amount Due", f"${v['net_amount']}"),
        ],
        left=350,
        edge=550,
    )


def _ads_letter(p: Paper, v: Values) -> None:
    p.centred(30, f"{v['station']} - Political Broadcast Agreement", 13)
    p.pairs(
        50,
        70,
        [
            ("Sold to", v["agency"]),
            ("On behalf of", v["advertiser"]),
            ("Product", v["product"]),
            ("Contract No.", v["contract_number"]),
        ],
        at=150,
        step=18,
    )
    p.pairs(
        330,
        70,
        [
            ("Dated", v["order_date"]),
            ("Flight dates", f"{v['flight_from']} - {v['flight_to']}"),
            ("Est #", v["estimate"]),
        ],
        at=410,
        step=18,
    )
    p.sums(
        240,
        [("Total Gross", v["gross_amount"]), ("Commission 15%", "120.00"), ("Total Net", v["net_amount"])],
        left=330,
        edge=520,
    )


DINER = composed(
    "diner_receipt",
    "en",
    "Restaurant receipt",
    (
        ("merchant", "Merchant", "name", firm, ("Restaurant", "Store")),
        ("address", "Address", "address", address, ()),
        ("phone", "Phone", "phone", one_of("(541) 555-0148", "212-555-0199"), ()),
        ("date", "Date", "date", day, ()),
        ("time", "Time", "text", one_of("7:42 PM", "12:15 PM", "18:03"), ()),
        ("server", "Server", "name", one_of("Kayla", "Marcus T", "Jo"), ("Waiter",)),
        ("table", "Table", "code", code("##"), ()),
        ("check_number", "Check number", "code", code("4####"), ("Receipt number",)),
        ("items", "Items", "text", None, ("Item",), "", True),
        ("subtotal", "Subtotal", "money", None, ()),
        ("tax", "Tax", "money", None, ()),
        ("tip", "Tip", "money", None, ("Gratuity",)),
        ("total", "Total", "money", None, ("Amount due",)),
    ),
    _diner,
    _diner_slip,
    optional=("tip", "server"),
    linked=_diner_sums,
)
STATEMENT = composed(
    "statement_nl",
    "nl",
    "Rekeningafschrift",
    (
        ("bank", "Bank", "name", firm, ()),
        ("holder", "Rekeninghouder", "name", person, ("Ten name van",)),
        ("holder_address", "Adres", "address", address, ()),
        ("iban", "IBAN", "iban", one_of("NL91ABNA0417164300", "NL02 RABO 0123 4567 89"), ("Rekeningnummer",)),
        ("statement_date", "Afschriftdatum", "date", day, ("Datum",)),
        ("sequence", "Volgnummer", "code", code("1##"), ("Afschriftnummer",)),
        ("old_balance", "Beginsaldo", "money", money(), ("Vorig saldo", "Oud saldo")),
        ("credits", "Totaal bij", "money", money(), ("Bijgeschreven",)),
        ("debits", "Totaal af", "money", money(), ("Afgeschreven",)),
        ("new_balance", "Eindsaldo", "money", money(), ("Nieuw saldo",)),
    ),
    _statement,
    _statement_list,
)
ADS = composed(
    "ad_order",
    "en",
    "Advertising order",
    (
        ("station", "Station", "name", one_of("KXDB-TV", "WQRL", "KPLT-FM"), ("TV station",)),
        ("advertiser", "Advertiser", "name", one_of("Marlowe for Senate", "Citizens for Clean Water", "Yes on 12"), ()),
        ("agency", "Agency", "name", one_of("Orrin Media Partners", "Target Buy LLC", "Buying Time"), ()),
        ("product", "Product", "text", one_of("Marlowe - Primary", "Prop 12 GOTV", "US Senate"), ()),
        ("contract_number", "Contract number", "code", code("1####"), ("Contract", "Order number")),
        ("estimate", "Estimate number", "code", code("7###"), ("Est.",)),
        ("order_date", "Order date", "date", day, ()),
        ("flight_from", "Flight from", "date", day, ("Flight start",)),
        ("flight_to", "Flight to", "date", day, ("Flight end",)),
        ("gross_amount", "Gross amount", "money", money(), ("Total gross",)),
        ("net_amount", "Net amount", "money", money(), ("Total net",)),
    ),
    _ads,
    _ads_letter,
    optional=("estimate", "agency"),
)
