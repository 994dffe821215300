"""Looked at while mending: a purchase order, a bill for power."""

from __future__ import annotations

import random

from ..values import code, one_of
from .blocks import Paper
from .made import Values, composed
from .people import address, day, firm, money, person, written


def _order(p: Paper, v: Values) -> None:
    p.t(50, 34, v["buyer"], 14)
    p.t(50, 54, "NIF 501 234 567  ·  Tel. 234 400 120", 8)
    p.right(550, 90, f"Nota de Encomenda N.º {v['order_number']}", 13)
    p.t(50, 130, "Exmos. Senhores", 8)
    p.lines(
        50, 144, [v["supplier"], *v["supplier_address"].split("\n"), f"Contribuinte n.º {v['supplier_tax_number']}"]
    )
    p.table(
        220,
        [(50, "Data"), (170, "Prazo de entrega"), (320, "Cond. pagamento"), (450, "Moeda")],
        [(v["order_date"], v["delivery_date"], v["payment_terms"], "EUR")],
    )
    rows = [
        (f"REF{p.rng.randint(100, 999)}", "Tinteiro preto XL", "4", "21,50", "86,00"),
        (f"REF{p.rng.randint(100, 999)}", "Papel A4 80 g", "10", "4,20", "42,00"),
    ]
    p.table(280, [(50, "Ref."), (120, "Designação"), (360, "Qtd."), (450, "Preço unit."), (550, "Valor")], rows, last=3)
    p.sums(
        420,
        [("Total ilíquido", v["net_total"]), ("IVA 23%", v["vat"]), ("Total da encomenda", f"{v['total']} €")],
        left=380,
        edge=550,
    )
    p.t(50, 540, f"O responsável de compras, {v['contact']}", 9)


def _order_letter(p: Paper, v: Values) -> None:
    p.centred(40, v["buyer"].upper(), 16)
    p.centred(62, "ORDEM DE COMPRA", 12)
    p.pairs(
        50,
        100,
        [
            ("Encomenda", v["order_number"]),
            ("Data da encomenda", v["order_date"]),
            ("Comprador", v["contact"]),
            ("Entregar até", v["delivery_date"]),
        ],
    )
    p.pairs(
        310,
        100,
        [
            ("Fornecedor", v["supplier"]),
            ("Morada", v["supplier_address"]),
            ("NIF do fornecedor", v["supplier_tax_number"]),
        ],
    )
    p.table(
        230, [(50, "Artigo"), (400, "Quantidade"), (550, "Montante")], [("Chapa galvanizada", "12", "86,00")], last=2
    )
    p.pairs(330, 330, [("Subtotal", v["net_total"]), ("IVA", v["vat"]), ("TOTAL A PAGAR", v["total"])], at=480)
    p.t(50, 400, f"Condições de pagamento: {v['payment_terms']}")


def _order_sums(rng: random.Random, lang: str) -> dict[str, str | list[str]]:
    net = rng.randint(100, 900000) / 100
    tax = round(net * 0.23, 2)
    return {"net_total": written(net, lang), "vat": written(tax, lang), "total": written(net + tax, lang)}


def _power(p: Paper, v: Values) -> None:
    p.t(50, 36, v["supplier"], 14)
    p.t(50, 110, v["customer"])
    p.lines(50, 124, v["supply_address"].split("\n"))
    p.t(300, 90, "Vyúčtování dodávky elektřiny", 13)
    p.pairs(
        300,
        120,
        [
            ("Číslo zákazníka", v["customer_number"]),
            ("Variabilní symbol", v["variable_symbol"]),
            ("Zúčtovací období", f"{v['period_from']} - {v['period_to']}"),
            ("Datum splatnosti", v["due_date"]),
        ],
        at=430,
    )
    p.table(
        260,
        [(50, "Číslo elektroměru"), (190, "Počáteční stav"), (310, "Konečný stav"), (430, "Spotřeba (kWh)")],
        [(v["meter_number"], v["reading_start"], v["reading_end"], v["consumption"])],
    )
    p.sums(
        340, [("Uhrazené zálohy", "-12 400,00 Kč"), ("Nedoplatek k úhradě", f"{v['amount_due']} Kč")], left=50, edge=550
    )
    p.foot([("Zákaznická linka 800 123 456",), ("IČO 45274649, DIČ CZ45274649",), ("č. účtu 27-4455660277/0100",)])


def _power_boxes(p: Paper, v: Values) -> None:
    p.right(550, 30, v["supplier"], 12)
    p.t(50, 60, "FAKTURA ZA ENERGIE", 15)
    p.grid(
        50,
        90,
        500,
        [
            [
                ("Odběratel", f"{v['customer']}\n{v['supply_address']}"),
                ("K úhradě", f"{v['amount_due']} Kč"),
                ("Splatnost", v["due_date"]),
            ],
            [
                ("Zákaznické číslo", v["customer_number"]),
                ("VS", v["variable_symbol"]),
                ("Měřidlo č.", v["meter_number"]),
            ],
            [("Období od", v["period_from"]), ("Období do", v["period_to"]), ("Spotřeba", f"{v['consumption']} kWh")],
            [
                ("Stav počáteční", v["reading_start"]),
                ("Stav konečný", v["reading_end"]),
                ("Způsob odečtu", "samoodečet"),
            ],
        ],
    )


ORDER = composed(
    "order_pt",
    "pt",
    "Nota de encomenda",
    (
        ("buyer", "Comprador", "name", firm, ("Cliente", "Empresa")),
        ("order_number", "Número da encomenda", "code", code("EN/####"), ("Encomenda n.º", "N.º")),
        ("order_date", "Data da encomenda", "date", day, ("Data",)),
        ("supplier", "Fornecedor", "name", firm, ()),
        ("supplier_address", "Morada do fornecedor", "address", address, ("Morada",)),
        ("supplier_tax_number", "NIF do fornecedor", "code", code("5## ### ###"), ("Contribuinte",)),
        ("delivery_date", "Data de entrega", "date", day, ("Prazo de entrega",)),
        (
            "payment_terms",
            "Condições de pagamento",
            "text",
            one_of("30 dias", "Pronto pagamento", "60 dias data fatura"),
            (),
        ),
        ("contact", "Responsável", "name", person, ("Contacto",)),
        ("net_total", "Total sem IVA", "money", None, ("Total ilíquido", "Subtotal")),
        ("vat", "IVA", "money", None, ("Valor do IVA",)),
        ("total", "Total", "money", None, ("Total da encomenda",)),
    ),
    _order,
    _order_letter,
    optional=("payment_terms", "delivery_date"),
    linked=_order_sums,
)
POWER = composed(
    "power_cs",
    "cs",
    "Vyúčtování elektřiny",
    (
        ("supplier", "Dodavatel", "name", firm, ("Obchodník",)),
        ("customer", "Zákazník", "name", person, ("Odběratel",)),
        ("supply_address", "Adresa odběrného místa", "address", address, ("Odběrné místo",)),
        ("customer_number", "Číslo zákazníka", "code", code("##########"), ("Zákaznické číslo",)),
        ("variable_symbol", "Variabilní symbol", "code", code("########"), ("VS",)),
        ("period_from", "Období od", "date", day, ("Začátek období",)),
        ("period_to", "Období do", "date", day, ("Konec období",)),
        ("meter_number", "Číslo elektroměru", "code", code("5#######"), ("Elektroměr",)),
        ("reading_start", "Počáteční stav", "number", code("1####"), ("Stav na začátku",)),
        ("reading_end", "Konečný stav", "number", code("2####"), ("Stav na konci",)),
        ("consumption", "Spotřeba", "number", code("3###"), ("Spotřeba kWh",)),
        ("amount_due", "Nedoplatek", "money", money(300, 20000), ("K úhradě", "Celkem k úhradě")),
        ("due_date", "Datum splatnosti", "date", day, ("Splatnost",)),
    ),
    _power,
    _power_boxes,
    optional=("variable_symbol",),
)
