"""Looked at while mending: a till slip, a delivery note."""

from __future__ import annotations

import random

from ..values import code, one_of
from .blocks import Paper
from .made import Values, composed
from .people import address, day, firm, person

_DISHES = (
    "NASI GORENG SPESIAL",
    "ES TEH MANIS",
    "AYAM BAKAR MADU",
    "KOPI SUSU",
    "MIE GORENG JAWA",
    "Soto Betawi",
    "Pisang Goreng Keju",
    "JUS ALPUKAT",
)
_GOODS = ("Regal 80 cm vit", "Skruv 6x60 FZV", "Kontorsstol Alma", "Planka 45x145", "Lampskärm grå", "Dörrmatta 60x90")


def _meal(rng: random.Random, lang: str) -> dict[str, str | list[str]]:
    items = rng.sample(_DISHES, rng.randint(2, 5))
    prices = [rng.randint(8, 70) * 1000 for _ in items]
    net = sum(prices)
    service, tax = round(net * 0.05), round(net * 0.1)
    total = round((net + service + tax) / 100) * 100
    cash = (total // 50000 + 1) * 50000
    amounts = {
        "subtotal": net,
        "service_charge": service,
        "tax": tax,
        "total": total,
        "cash": cash,
        "change": cash - total,
    }
    return {key: f"{value:,}".replace(",", ".") for key, value in amounts.items()} | {
        "items": items,
        "prices": [f"{price:,}".replace(",", ".") for price in prices],
    }


def _till(p: Paper, v: Values) -> None:
    p.centred(30, v["store_name"], 13, 150)
    p.centred(48, "Jl. Kemang Raya No. 14", 8, 150)
    p.centred(60, "Telp. 021-7179 2288", 8, 150)
    p.t(40, 82, f"{v['date']} 19:42", 9)
    p.right(260, 82, f"Kasir: {p.house.choice(('Rina', 'Joko'))}", 9)
    p.t(40, 96, f"No: {p.rng.randint(10000, 99999)}  Meja {p.rng.randint(1, 30)}", 9)
    y = 118.0
    for item, price in zip(v.all("items"), v.all("prices"), strict=True):
        p.t(40, y, f"1 {item}", 9)
        p.right(260, y, price, 9)
        y += 15
    y = p.sums(
        y + 8,
        [
            ("Subtotal", v["subtotal"]),
            ("Service 5%", v["service_charge"]),
            ("PB1 10%", v["tax"]),
            ("TOTAL", v["total"]),
        ],
        left=40,
        edge=260,
    )
    p.sums(y + 6, [("TUNAI", v["cash"]), ("KEMBALI", v["change"])], left=40, edge=260)
    p.centred(y + 60, "TERIMA KASIH ATAS KUNJUNGAN ANDA", 8, 150)


def _till_two_lines(p: Paper, v: Values) -> None:
    """Each dish on two lines, count and price under it; English words, marks of rupiah."""
    p.centred(34, v["store_name"], 12, 160)
    p.centred(52, "www.pesan-disini.example", 8, 160)
    y = p.pairs(
        40,
        76,
        [("Check No", str(p.rng.randint(1000, 9999))), ("Date", v["date"]), ("Server", "Ayu")],
        at=110,
        colon=" :",
        step=13,
        size=9,
    )
    for item, price in zip(v.all("items"), v.all("prices"), strict=True):
        p.t(40, y + 6, item, 9)
        p.t(54, y + 18, f"1 x @{price}", 9)
        p.right(280, y + 18, price, 9)
        y += 28
    y = p.sums(
        y + 12,
        [("Sub-Total", v["subtotal"]), ("Svc Chrg", v["service_charge"]), ("Pajak Resto", v["tax"])],
        left=120,
        edge=280,
    )
    p.t(40, y + 6, "Grand Total", 12)
    p.right(280, y + 6, f"Rp {v['total']}", 12)
    p.sums(y + 30, [("Cash", v["cash"]), ("Change", v["change"])], left=120, edge=280)


def _delivery(p: Paper, v: Values) -> None:
    p.t(50, 36, v["supplier"], 15)
    p.right(550, 36, "FÖLJESEDEL", 16)
    p.lines(50, 110, [v["customer"], *v["delivery_address"].split("\n")])
    p.pairs(
        340,
        80,
        [
            ("Följesedelsnr", v["note_number"]),
            ("Ert ordernr", v["order_number"]),
            ("Leveransdatum", v["delivery_date"]),
            ("Transportör", v["carrier"]),
            ("Vår referens", v["our_reference"]),
        ],
        at=450,
        colon="",
    )
    rows = [(str(p.rng.randint(1000, 9999)), item, str(p.rng.randint(1, 40)), "st") for item in v.all("items")]
    y = p.table(240, [(50, "Art.nr"), (120, "Benämning"), (400, "Antal"), (460, "Enhet")], rows)
    p.pairs(50, y + 20, [("Antal kolli", v["packages"]), ("Totalvikt", v["weight"])])
    p.t(50, 700, "Mottaget av: ______________________  Datum: ____________", 9)
    p.foot(
        [
            (v["supplier"], "Box 114, 582 23 Linköping"),
            ("Tel 013-20 44 10", "info@exempel.se"),
            ("Org.nr 556677-8899", "Bankgiro 5050-1055"),
        ]
    )


def _delivery_boxes(p: Paper, v: Values) -> None:
    p.t(50, 30, "Följesedel / Delivery note", 14)
    p.grid(
        50,
        60,
        500,
        [
            [("Avsändare", v["supplier"]), ("Följesedel nr", v["note_number"])],
            [
                ("Godsmottagare", f"{v['customer']}\n{v['delivery_address']}"),
                ("Köparens ordernummer", v["order_number"]),
            ],
            [("Leveransdag", v["delivery_date"]), ("Speditör", v["carrier"]), ("Er handläggare", "")],
            [("Kollin", v["packages"]), ("Bruttovikt", v["weight"]), ("Handläggare", v["our_reference"])],
        ],
    )
    rows = [(item, str(p.rng.randint(1, 40))) for item in v.all("items")]
    p.table(320, [(50, "Vara"), (480, "Lev. antal")], rows, last=1)


MEAL = composed(
    "meal_receipt",
    "id",
    "Struk restoran",
    (
        ("store_name", "Store name", "name", firm, ("Nama toko", "Restaurant")),
        ("date", "Date", "date", day, ("Tanggal",)),
        ("items", "Menu items", "text", None, ("Item", "Nama menu"), "", True),
        ("prices", "Item prices", "money", None, ("Harga", "Price"), "", True),
        ("subtotal", "Subtotal", "money", None, ("Sub total",)),
        ("service_charge", "Service charge", "money", None, ("Service", "Biaya layanan")),
        ("tax", "Tax", "money", None, ("Pajak", "PB1", "PPN")),
        ("total", "Total", "money", None, ("Grand total", "Total bayar")),
        ("cash", "Cash paid", "money", None, ("Tunai", "Cash")),
        ("change", "Change", "money", None, ("Kembali", "Kembalian")),
    ),
    _till,
    _till_two_lines,
    optional=("service_charge", "tax", "change"),
    linked=_meal,
)
DELIVERY = composed(
    "delivery_note_sv",
    "sv",
    "Följesedel",
    (
        ("supplier", "Leverantör", "name", firm, ("Säljare", "Avsändare")),
        ("note_number", "Följesedelsnummer", "code", code("F######"), ("Följesedel nr",)),
        ("order_number", "Ordernummer", "code", code("##-#####"), ("Ert ordernummer", "Order")),
        ("delivery_date", "Leveransdatum", "date", day, ("Datum",)),
        ("customer", "Mottagare", "name", person, ("Kund", "Godsmottagare")),
        ("delivery_address", "Leveransadress", "address", address, ()),
        ("carrier", "Transportör", "name", one_of("DSV Road AB", "Schenker", "PostNord"), ("Fraktare",)),
        ("our_reference", "Vår referens", "name", person, ("Handläggare",)),
        ("packages", "Antal kolli", "number", code("#"), ("Kolli",)),
        ("weight", "Vikt", "text", one_of("148 kg", "73,5 kg", "1 204 kg"), ("Bruttovikt",)),
        ("items", "Artiklar", "text", None, ("Benämning", "Vara"), "", True),
    ),
    _delivery,
    _delivery_boxes,
    optional=("carrier", "weight", "our_reference"),
    linked=lambda rng, lang: {"items": rng.sample(_GOODS, rng.randint(2, 5))},
)
