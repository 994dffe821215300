"""Papers of trade and travel, kept until they had been measured, looked at since."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later

_PORTS = (
    ("SINGAPORE", "ROTTERDAM"),
    ("PORT KLANG", "HAMBURG"),
    ("SINGAPORE", "FELIXSTOWE, UK"),
    ("JAKARTA", "LE HAVRE"),
)


def bill_of_lading(r: Draw) -> dict[str, Any]:
    loading, discharge = r.choice(_PORTS)
    boxes = [
        (
            r.code("@@@U#######"),
            r.code("SL######"),
            r.choice(("40'HC", "20'GP")),
            r.randint(80, 900),
            r.randint(4000, 21000),
        )
        for _ in range(r.randint(1, 3))
    ]
    shipped = r.day()
    return {
        "number": r.code("SINRTM#######"),
        "booking": r.code("6#########"),
        "shipper": r.firm("sg").upper(),
        "from_": [line.upper() for line in r.address("sg")],
        "consignee": r.maybe(0.75, r.firm("nl").upper()),
        "to": [line.upper() for line in r.address("nl")],
        "notify": r.choice(("SAME AS CONSIGNEE", "DE RIJKE FORWARDING B.V.")),
        "vessel": r.choice(("EVER GLORIOUS", "MSC ARINA", "CMA CGM JACQUES SAADE", "ONE TRIBUTE")),
        "voyage": r.code("0##@"),
        "loading": loading,
        "discharge": discharge,
        "delivery": r.maybe(0.5, r.choice(("VENLO", "DUISBURG", "LYON"))),
        "boxes": boxes,
        "packages": sum(b[3] for b in boxes),
        "weight": sum(b[4] for b in boxes),
        "volume": r.money(22, 130),
        "goods": r.choice(
            (
                "POLYPROPYLENE RESIN IN BAGS",
                "MACHINED ALUMINIUM HOUSINGS",
                "FROZEN SURIMI PRODUCTS",
                "INSTRUMENT CABLE ON DRUMS",
            )
        ),
        "shipped": shipped,
        "issued": later(shipped, 1),
        "freight": r.choice(("FREIGHT PREPAID", "FREIGHT COLLECT")),
        "originals": r.choice(("THREE (3)", "ZERO (0)")),
        "hs": r.code("####.##"),
    }


def purchase_order(r: Draw) -> dict[str, Any]:
    made = r.day()
    goods = (
        ("Hex bolt M12x40 zinc", 0.42, "EA"),
        ("Nitrile gloves, L, 100/box", 11.85, "BX"),
        ("Pallet wrap 18in x 1500ft", 23.4, "RL"),
        ("Safety goggles, vented", 6.1, "EA"),
        ("Hydraulic hose 3/8in", 4.75, "FT"),
        ("LED high bay 150W", 128.0, "EA"),
    )
    rows = [
        (r.code("##-#####"), name, n := r.randint(2, 400), unit, price, round(n * price, 2))
        for name, price, unit in r.some(goods, 2, 5)
    ]
    net = round(sum(row[5] for row in rows), 2)
    ship = r.maybe(0.7, r.money(18, 240)) or 0.0
    return {
        "number": r.code("PO-1#####"),
        "made": made,
        "need": later(made, r.randint(7, 45)),
        "vendor": r.firm("us"),
        "vendor_at": r.address("us"),
        "site": r.firm("us"),
        "ship_to": r.address("us"),
        "rows": rows,
        "net": net,
        "tax": round(net * 0.0625, 2),
        "ship": ship,
        "total": round(net * 1.0625 + ship, 2),
        "terms": r.choice(("Net 30", "2% 10, Net 45", "Due on receipt")),
        "via": r.choice(("UPS Ground", "FedEx Freight", "Vendor truck", "Will call")),
        "fob": r.choice(("Origin", "Destination")),
        "buyer": r.person("us"),
        "quote": r.maybe(0.6, r.code("Q-####")),
        "account": r.code("6150-##-###"),
        "phone": r.code("(608) 555-01##"),
        "vendor_id": r.code("V00###"),
    }


def quotation(r: Draw) -> dict[str, Any]:
    made = r.day()
    works = (
        ("Suministro y montaje de caldera de condensación 24 kW", 2140.0),
        ("Demolición de alicatado existente", 18.5),
        ("Pintura plástica lisa en paramentos", 7.9),
        ("Puerta de paso lacada blanca", 265.0),
        ("Instalación de punto de luz", 48.0),
        ("Pavimento laminado AC5 con rodapié", 31.4),
    )
    rows = [(name, n := r.randint(1, 40), price, round(n * price, 2)) for name, price in r.some(works, 2, 5)]
    net = round(sum(row[3] for row in rows), 2)
    return {
        "number": r.code("P-25/###"),
        "made": made,
        "customer": r.person("es"),
        "address": r.address("es"),
        "nif": r.maybe(0.6, r.code("########@")),
        "rows": rows,
        "net": net,
        "vat": round(net * 0.21, 2),
        "total": round(net * 1.21, 2),
        "days": r.choice((15, 30, 60)),
        "until": later(made, 30),
        "work": r.choice(
            (
                "Reforma de baño",
                "Adecuación de local",
                "Sustitución de carpintería",
                "Vivienda unifamiliar, planta baja",
            )
        ),
        "term": r.choice(("3 semanas", "45 días hábiles", "A convenir")),
        "pay": r.choice(("40 % a la firma y 60 % a la entrega", "Transferencia a 30 días", "Al contado")),
        "by": r.person("es"),
        "phone": r.code("6## ### ###"),
    }


def hotel_booking(r: Draw) -> dict[str, Any]:
    arrive, nights = r.day(), r.randint(1, 9)
    rate = r.money(68, 240)
    extra = r.some(
        (
            ("Taxa municipal turística", r.money(4, 36)),
            ("Estacionamento", r.money(10, 70)),
            ("Berço", 0.0),
            ("Transfere aeroporto", 45.0),
            ("Meia pensão", r.money(60, 300)),
        ),
        1,
        3,
    )
    return {
        "guest": r.person("pt"),
        "number": r.code("#########"),
        "pin": r.code("####"),
        "arrive": arrive,
        "leave": later(arrive, nights),
        "nights": nights,
        "rate": rate,
        "extra": extra,
        "total": round(rate * nights + sum(e[1] for e in extra), 2),
        "adults": r.randint(1, 4),
        "children": r.maybe(0.4, r.randint(1, 3)),
        "room": r.choice(
            ("Duplo Superior com varanda", "Suíte Júnior vista mar", "Individual Standard", "Familiar – 2 quartos")
        ),
        "meals": r.choice(("Pequeno-almoço incluído", "Só alojamento", "Meia pensão")),
        "cancel": r.maybe(0.7, later(arrive, -r.randint(1, 7))),
        "booked": later(arrive, -r.randint(10, 120)),
        "mail": "reservas",
        "wish": r.maybe(0.5, r.choice(("Andar alto", "Cama de casal", "Chegada tardia, cerca das 23h"))),
        "deposit": round(rate, 2),
    }


PAPERS = (
    Paper(
        "bill_of_lading",
        "en",
        "Bill of lading",
        bill_of_lading,
        (
            Asked("carrier", "Carrier", "name"),
            Asked("number", "B/L No.", "code", ("Bill of Lading Number",)),
            Asked("shipper", "Shipper", "name"),
            Asked("consignee", "Consignee", "name"),
            Asked("vessel", "Vessel", "text", ("Ocean vessel",)),
            Asked("voyage", "Voyage No.", "code"),
            Asked("loading", "Port of loading"),
            Asked("discharge", "Port of discharge"),
            Asked("containers", "Container No.", "code", many=True),
            Asked("weight", "Gross weight", "number", hint="Total in kg"),
            Asked("packages", "Number of packages", "number"),
            Asked("shipped", "Shipped on board date", "date", ("Laden on board",)),
        ),
    ),
    Paper(
        "purchase_order",
        "en",
        "Purchase order",
        purchase_order,
        (
            Asked("buyer_company", "Buyer", "name", hint="The company that orders"),
            Asked("number", "PO number", "code", ("Purchase order no.",)),
            Asked("date", "Order date", "date"),
            Asked("required", "Required by", "date", ("Delivery date",)),
            Asked("vendor", "Vendor", "name", ("Supplier",)),
            Asked("vendor_address", "Vendor address", "address"),
            Asked("ship_to", "Ship-to address", "address"),
            Asked("items", "Description", many=True),
            Asked("terms", "Payment terms", "text", ("Terms",)),
            Asked("freight", "Freight", "money", ("Shipping",)),
            Asked("tax", "Sales tax", "money"),
            Asked("total", "Total", "money", ("Order total",)),
            Asked("quote", "Quote reference", "code"),
        ),
    ),
    Paper(
        "quotation",
        "es",
        "Presupuesto",
        quotation,
        (
            Asked("company", "Empresa", "name"),
            Asked("number", "Número de presupuesto", "code", ("Presupuesto n.º",)),
            Asked("date", "Fecha", "date"),
            Asked("customer", "Cliente", "name"),
            Asked("customer_address", "Dirección del cliente", "address"),
            Asked("customer_tax_id", "NIF", "id_number", hint="Del cliente"),
            Asked("project", "Obra", "text", ("Trabajo",)),
            Asked("items", "Partida", "text", ("Concepto", "Descripción"), many=True),
            Asked("net_total", "Base imponible", "money"),
            Asked("vat", "IVA", "money"),
            Asked("total", "Total", "money"),
            Asked("completion_time", "Plazo de ejecución"),
            Asked("payment_terms", "Forma de pago"),
        ),
    ),
    Paper(
        "hotel_booking",
        "en",
        "Portuguese hotel confirmation",
        hotel_booking,
        (
            Asked("hotel", "Hotel", "name"),
            Asked("guest", "Guest", "name", ("Hóspede", "Nome")),
            Asked("number", "Confirmation number", "code", ("Número de reserva",)),
            Asked("arrival", "Arrival", "date", ("Check-in", "Chegada")),
            Asked("departure", "Departure", "date", ("Check-out", "Partida")),
            Asked("nights", "Nights", "number", ("Noites",)),
            Asked("room", "Room type", "text", ("Tipo de quarto", "Quarto")),
            Asked("adults", "Adults", "number", ("Adultos",)),
            Asked("children", "Children", "number", ("Crianças",)),
            Asked("total", "Total price", "money", ("Preço total", "Total")),
            Asked("cancel_until", "Free cancellation until", "date"),
            Asked("requests", "Special requests", "text", ("Pedidos especiais",)),
        ),
    ),
)
