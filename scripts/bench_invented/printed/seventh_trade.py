"""A seventh set, what goes with goods and people: a packing list of two pages, carriage, an origin, a flight."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later

_GOODS = (
    "Hex bolt M12x80 zinc plated",
    "Rubber gasket set 40 mm",
    "Control cabinet CX-4",
    "Ball bearing 6204-2RS",
    "Stainless elbow 1 inch",
    "Hydraulic hose 3 m",
    "LED work lamp 48 W",
    "Nylon cable tie black",
    "Filter cartridge F7",
    "Coupling half B-28",
    "Spare handle left",
    "Drive belt XPA 1250",
    "Pump housing cast iron",
)


def packing(r: Draw) -> dict[str, Any]:
    rows = [
        (i + 1, name, r.randint(10, 900), r.randint(1, 24), round(r.uniform(4, 300), 1))
        for i, name in enumerate(r.sample(_GOODS, r.randint(8, 13)))
    ]
    gross = [round(w * 1.07, 1) for *_, w in rows]
    made = r.day()
    return {
        "number": r.code("PL-2#-####"),
        "made": made,
        "seller": r.firm("in"),
        "seller_home": r.address("in"),
        "buyer": r.firm("gb"),
        "buyer_home": r.address("gb"),
        "notify": r.maybe(0.5, r.firm("sg")),
        "invoice": r.code("EXP/####/2#"),
        "order": r.code("45000#####"),
        "container": r.code("@@@U ######-#"),
        "seal": r.code("IN#######"),
        "vessel": r.choice(("MSC ADELHEID", "EVER GENTLE", "CMA CGM TITUS")),
        "voyage": r.code("4##W"),
        "loading": r.choice(("Nhava Sheva, India", "Chennai, India")),
        "discharge": r.choice(("Felixstowe, UK", "Southampton, UK")),
        "rows": [(*row, g) for row, g in zip(rows, gross, strict=True)],
        "cartons": sum(row[3] for row in rows),
        "net": round(sum(row[4] for row in rows), 1),
        "gross": round(sum(gross), 1),
        "cbm": round(r.uniform(4, 33), 2),
        "who": r.person("in"),
    }


def carriage(r: Draw) -> dict[str, Any]:
    sender, taker = r.two_firms("pt")
    goods = (
        "Rolhas naturais 45x24",
        "Molde de injeção 2 cavidades",
        "Sardinha em azeite 120 g",
        "Tecido jersey algodão",
        "Vinho tinto DOC 0,75 l",
        "Palete EUR vazia",
    )
    made = r.day()
    return {
        "number": f"GT 2025A/{r.randint(11, 4800)}",
        "made": made,
        "hour": r.choice(("08:30", "14:05", "17:45")),
        "sender": sender,
        "sender_home": r.address("pt"),
        "sender_nif": r.code("50#######"),
        "taker": taker,
        "taker_home": r.address("pt"),
        "taker_nif": r.code("51#######"),
        "from": r.choice(("N/ Armazém, Zona Industrial, Setúbal", "Fábrica de Vila Nova de Famalicão")),
        "to": r.choice(("Plataforma logística de Castanheira", "V/ Morada")),
        "plate": r.choice(("47-ZX-12", "AA-58-QT", "90-11-LM")),
        "driver": r.person("pt"),
        "code": r.code("20########"),
        "atcud": r.code("J@@##@@-") + r.code("###"),
        "rows": [(r.code("@@-####"), g, r.randint(2, 640), r.choice(("UN", "CX", "KG"))) for g in r.some(goods, 2, 4)],
        "weight": r.randint(40, 8800),
        "packs": r.randint(1, 40),
        "order": r.maybe(0.6, r.code("ENC ####")),
    }


def origin(r: Draw) -> dict[str, Any]:
    seller, buyer = r.firm("de"), r.firm(r.choice(("us", "in", "sg")))
    made = r.day()
    return {
        "number": r.code("@ #######"),
        "seller": seller,
        "seller_home": r.address("de"),
        "buyer": buyer,
        "buyer_home": r.address("sg"),
        "country": r.choice(("Federal Republic of Germany (European Union)", "European Union (Germany)")),
        "way": r.choice(("By sea freight", "By air freight LH 8406", "By truck and vessel")),
        "note": r.maybe(0.5, r.choice(("L/C No. 7781-LC-2025", "Order No. 4500-7718"))),
        "rows": [
            (i + 1, r.choice(("cartons", "wooden cases", "pallets")), r.randint(1, 30), g)
            for i, g in enumerate(r.some(_GOODS, 1, 3))
        ],
        "weight": r.randint(80, 9400),
        "invoice": r.code("RE-25#####"),
        "invoiced": later(made, -r.randint(1, 9)),
        "chamber": r.choice(("IHK Lüneburg-Wolfsburg", "IHK Cottbus", "IHK Bodensee-Oberschwaben")),
        "place": r.choice(("Goslar", "Cottbus", "Ravensburg")),
        "made": made,
        "who": r.person("de"),
    }


def flight(r: Draw) -> dict[str, Any]:
    places = r.sample(
        (("BILBAO", "BIO"), ("MADRID", "MAD"), ("LISBOA", "LIS"), ("PALMA DE MALLORCA", "PMI"), ("BERLIN", "BER")), 2
    )
    person = r.person("es")
    day = r.day()
    fare = r.money(38, 320)
    fees = r.money(12, 60)
    return {
        "name": person,
        "tag": "/".join(reversed(person.split(" ", 1))).upper(),
        "title": r.choice(("MR", "MRS", "MS")),
        "places": places,
        "flight": r.choice(("VY", "IB", "UX")) + r.code(" ####"),
        "airline": r.choice(("Vuelos Cantábrico", "AeroIberia", "Alas del Sur")),
        "day": day,
        "sold": later(day, -r.randint(3, 80)),
        "board": r.choice(("06:35", "12:10", "19:20")),
        "leave": r.choice(("07:15", "12:50", "20:00")),
        "arrive": r.choice(("08:40", "14:15", "21:30")),
        "gate": r.code("@##"),
        "seat": r.code("##") + r.choice("ABCDEF"),
        "class": r.choice(("Turista", "Óptima", "Business")),
        "seq": r.code("0##"),
        "pnr": r.code("@@#@@#"),
        "ticket": r.code("075 24########"),
        "bag": r.choice(("1PC 23KG", "Solo equipaje de mano", "2PC 23KG")),
        "fare": fare,
        "fees": fees,
        "total": round(fare + fees, 2),
        "flyer": r.maybe(0.4, r.code("IB ########")),
    }


PAPERS = (
    Paper(
        "packing_list",
        "en",
        "Packing list",
        packing,
        (
            Asked("number", "Packing list number", "code", ("P/L No.",)),
            Asked("date", "Packing list date", "date"),
            Asked("exporter", "Exporter", "name", ("Shipper",)),
            Asked("consignee", "Consignee", "name"),
            Asked("consignee_address", "Consignee address", "address"),
            Asked("notify_party", "Notify party", "name"),
            Asked("invoice_number", "Invoice number", "code"),
            Asked("purchase_order", "Buyer's order number", "code", ("PO No.",)),
            Asked("container", "Container number", "code"),
            Asked("seal", "Seal number", "code"),
            Asked("vessel", "Vessel"),
            Asked("voyage", "Voyage", "code"),
            Asked("port_of_loading", "Port of loading"),
            Asked("port_of_discharge", "Port of discharge"),
            Asked("item_description", "Description of goods", many=True),
            Asked("item_quantity", "Quantity", "number", many=True),
            Asked("item_net_weight", "Net weight", "number", many=True, hint="of each line, in kg"),
            Asked("total_cartons", "Total cartons", "number", ("Total packages",)),
            Asked("total_net_weight", "Total net weight", "number"),
            Asked("total_gross_weight", "Total gross weight", "number"),
            Asked("volume", "Total volume (CBM)", "number", ("Measurement",)),
        ),
    ),
    Paper(
        "carriage_pt",
        "pt",
        "Guia de transporte",
        carriage,
        (
            Asked("number", "N.º da guia", "code", ("Guia de transporte n.º",)),
            Asked("date", "Data de emissão", "date", ("Data",)),
            Asked("sender", "Expedidor", "name", ("Remetente",)),
            Asked("sender_tax_id", "NIF do expedidor", "tax_id"),
            Asked("recipient", "Destinatário", "name"),
            Asked("recipient_tax_id", "NIF do destinatário", "tax_id"),
            Asked("recipient_address", "Morada do destinatário", "address"),
            Asked("loading_place", "Local de carga"),
            Asked("unloading_place", "Local de descarga"),
            Asked("loading_time", "Hora de carga", "text", ("Hora de início",)),
            Asked("plate", "Matrícula", "code", ("Viatura",)),
            Asked("driver", "Motorista", "name"),
            Asked("at_code", "Código AT", "code"),
            Asked("item_code", "Código do artigo", "code", ("Artigo",), many=True),
            Asked("item", "Designação", "text", ("Descrição",), many=True),
            Asked("item_quantity", "Quantidade", "number", ("Qtd.",), many=True),
            Asked("weight", "Peso bruto", "number", hint="em kg"),
            Asked("packages", "Volumes", "number"),
            Asked("order_number", "Encomenda", "code", ("V/ encomenda",)),
        ),
    ),
    Paper(
        "origin_cert",
        "en",
        "Certificate of origin",
        origin,
        (
            Asked("number", "Certificate number", "code"),
            Asked("consignor", "Consignor", "name", ("Exporter",)),
            Asked("consignor_address", "Consignor address", "address"),
            Asked("consignee", "Consignee", "name"),
            Asked("country", "Country of origin"),
            Asked("transport", "Transport details"),
            Asked("remarks", "Remarks"),
            Asked("goods", "Description of goods", many=True),
            Asked("weight", "Quantity", "text", ("Gross weight",), hint="with its unit"),
            Asked("invoice_number", "Invoice number", "code"),
            Asked("invoice_date", "Invoice date", "date"),
            Asked("authority", "Competent authority", "name", ("Issuing authority",)),
            Asked("place", "Place of issue"),
            Asked("date", "Date of issue", "date"),
        ),
    ),
    Paper(
        "boarding_es",
        "en",
        "Boarding pass",
        flight,
        (
            Asked("passenger", "Passenger", "name", ("Passenger name",)),
            Asked("flight", "Flight", "code", ("Flight number",)),
            Asked("date", "Date of flight", "date"),
            Asked("origin", "From", hint="the town"),
            Asked("destination", "To", hint="the town"),
            Asked("departure_time", "Departure"),
            Asked("arrival_time", "Arrival"),
            Asked("boarding_time", "Boarding time"),
            Asked("gate", "Gate", "code"),
            Asked("seat", "Seat", "code"),
            Asked("travel_class", "Class"),
            Asked("booking_reference", "Booking reference", "code", ("PNR",)),
            Asked("ticket_number", "Ticket number", "code"),
            Asked("sequence", "Sequence number", "code"),
            Asked("baggage", "Baggage allowance"),
            Asked("frequent_flyer", "Frequent flyer number", "code"),
            Asked("total", "Total fare", "money", ("Total",)),
        ),
    ),
)
