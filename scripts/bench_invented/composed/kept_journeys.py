"""Looked at in the second round of mending: a hotel folio, a train ticket, a dunning letter."""

from __future__ import annotations

import random

from ..values import code, one_of
from .blocks import Paper
from .made import Values, composed
from .people import address, day, firm, money, person, written


def _folio(p: Paper, v: Values) -> None:
    p.centred(30, v["hotel"], 16)
    p.centred(52, "12 Promenade, Whitby YO21 3JX  |  +44 1947 600 100", 8)
    p.lines(50, 90, [v["guest"], *v["guest_address"].split("\n")])
    p.pairs(
        340,
        90,
        [
            ("Room No.", v["room"]),
            ("Arrival", v["arrival"]),
            ("Departure", v["departure"]),
            ("Folio No.", v["folio_number"]),
            ("Cashier", "FRONT2"),
        ],
        at=430,
        colon=" :",
    )
    p.table(
        200,
        [(50, "Date"), (140, "Description"), (440, "Charges"), (540, "Credits")],
        [
            ("01/02", "Accommodation", v["room_rate"], ""),
            ("01/02", "Dinner - Restaurant", "38.50", ""),
            ("02/02", "Visa Card", "", "120.00"),
        ],
        last=2,
    )
    p.sums(300, [("Total", v["total"]), ("Balance Due", v["balance"])], left=340, edge=540)


def _folio_list(p: Paper, v: Values) -> None:
    p.t(50, 30, v["hotel"], 14)
    p.t(50, 60, "INFORMATION INVOICE", 12)
    p.pairs(
        50,
        90,
        [
            ("Guest Name", v["guest"]),
            ("Home address", v["guest_address"]),
            ("Room", v["room"]),
            ("Check in", v["arrival"]),
            ("Check out", v["departure"]),
            ("Invoice/Folio", v["folio_number"]),
            ("Daily Rate", v["room_rate"]),
        ],
        at=170,
    )
    p.sums(300, [("Total incl. VAT", f"£{v['total']}"), ("Outstanding balance", f"£{v['balance']}")], left=50, edge=300)


def _rail(p: Paper, v: Values) -> None:
    p.t(50, 30, v["company"], 14)
    p.right(550, 30, "BIGLIETTO", 14)
    p.grid(
        50,
        60,
        500,
        [
            [("PARTENZA / FROM", v["origin"]), ("ARRIVO / TO", v["destination"])],
            [("DATA", v["travel_date"]), ("ORA", v["departure_time"]), ("TRENO", v["train"])],
            [("CARROZZA", v["coach"]), ("POSTO", v["seat"]), ("CLASSE", v["travel_class"])],
            [("PASSEGGERO", v["passenger"]), ("PNR", v["booking_code"]), ("PREZZO", f"€ {v['price']}")],
        ],
    )
    p.t(50, 230, "Non rimborsabile. P.IVA 05403151003", 7)


def _rail_mail(p: Paper, v: Values) -> None:
    p.t(50, 34, "Conferma di viaggio", 15)
    p.t(50, 60, f"Gentile {v['passenger']}, grazie per aver scelto {v['company']}.")
    p.pairs(
        50,
        100,
        [
            ("Codice di prenotazione", v["booking_code"]),
            ("Viaggiatore", v["passenger"]),
            ("Stazione di partenza", v["origin"]),
            ("Stazione di arrivo", v["destination"]),
            ("Data del viaggio", v["travel_date"]),
            ("Ora di partenza", v["departure_time"]),
            ("Treno n.", v["train"]),
        ],
        step=19,
    )
    p.pairs(
        330,
        100,
        [
            ("Carrozza", v["coach"]),
            ("Posto", v["seat"]),
            ("Classe di servizio", v["travel_class"]),
            ("Importo totale", f"{v['price']} €"),
        ],
        step=19,
    )


def _dunning(p: Paper, v: Values) -> None:
    p.t(340, 30, v["creditor"], 14)
    p.t(50, 100, f"{v['creditor']} · Postfach 12 · 37085 Göttingen", 6.5)
    p.lines(50, 116, [v["debtor"], *v["debtor_address"].split("\n")])
    p.pairs(380, 120, [("Kundennummer", v["customer_number"]), ("Datum", v["letter_date"])], at=470, colon="")
    p.t(50, 230, "2. Mahnung", 13)
    p.prose(
        50,
        256,
        f"Sehr geehrte Damen und Herren,\n \nunsere Rechnung Nr. {v['invoice_number']} vom {v['invoice_date']} "
        f"ist noch offen. Bitte "
        f"überweisen Sie den Betrag von {v['total_due']} EUR bis spätestens {v['deadline']} auf unser Konto.",
    )
    p.sums(
        360,
        [("Rechnungsbetrag", v["invoice_amount"]), ("Mahngebühr", v["fee"]), ("Gesamtforderung", v["total_due"])],
        left=50,
        edge=320,
    )
    p.foot([("Geschäftsführer: Jan Thoma",), ("Sparkasse Göttingen", f"IBAN {v['iban']}"), ("USt-IdNr. DE123456789",)])


def _dunning_table(p: Paper, v: Values) -> None:
    p.t(50, 30, v["creditor"], 12)
    p.lines(50, 110, [v["debtor"], *v["debtor_address"].split("\n")])
    p.right(550, 110, f"Göttingen, {v['letter_date']}")
    p.t(50, 200, "Zahlungserinnerung", 13)
    p.t(50, 222, f"Kunden-Nr.: {v['customer_number']}")
    p.table(
        250,
        [(50, "Rechnungs-Nr."), (170, "Rechnungsdatum"), (400, "Betrag"), (550, "Mahnkosten")],
        [(v["invoice_number"], v["invoice_date"], f"{v['invoice_amount']} €", f"{v['fee']} €")],
        last=2,
    )
    p.t(50, 310, f"Zu zahlender Gesamtbetrag: {v['total_due']} €")
    p.t(50, 330, f"Zahlbar bis: {v['deadline']}")
    p.foot([("Bankverbindung", f"IBAN {v['iban']}"), ("Amtsgericht Göttingen HRB 4411",)])


def _dues(rng: random.Random, lang: str) -> dict[str, str | list[str]]:
    owed, fee = rng.uniform(40, 2200), rng.choice((2.5, 5.0, 10.0))
    return {"invoice_amount": written(owed, lang), "fee": written(fee, lang), "total_due": written(owed + fee, lang)}


FOLIO = composed(
    "hotel_folio",
    "en",
    "Hotel folio",
    (
        (
            "hotel",
            "Hotel",
            "name",
            one_of("The Harbour Inn", "HOTEL MERIDIAN WHITBY", "Sandbanks Lodge Ltd"),
            ("Property",),
        ),
        ("guest", "Guest name", "name", person, ("Guest",)),
        ("guest_address", "Guest address", "address", address, ("Address",)),
        ("room", "Room number", "code", code("3##"), ("Room",)),
        ("arrival", "Arrival date", "date", day, ("Check-in",)),
        ("departure", "Departure date", "date", day, ("Check-out",)),
        ("folio_number", "Folio number", "code", code("F######"), ("Invoice number",)),
        ("room_rate", "Room charge", "money", money(80, 300), ("Accommodation", "Rate")),
        ("total", "Total", "money", money(), ("Total charges",)),
        ("balance", "Balance", "money", money(), ("Balance due",)),
    ),
    _folio,
    _folio_list,
    optional=("balance",),
)
RAIL = composed(
    "rail_it",
    "it",
    "Biglietto ferroviario",
    (
        ("company", "Vettore", "name", one_of("Ferrovie Adriatiche", "TrenoSud S.p.A."), ("Compagnia",)),
        ("passenger", "Passeggero", "name", person, ("Viaggiatore",)),
        ("origin", "Stazione di partenza", "text", one_of("Bari Centrale", "Ancona", "Lecce"), ("Partenza",)),
        (
            "destination",
            "Stazione di arrivo",
            "text",
            one_of("Bologna C.le", "Rimini", "Milano P.ta Garibaldi"),
            ("Arrivo",),
        ),
        ("travel_date", "Data di viaggio", "date", day, ("Data",)),
        ("departure_time", "Ora di partenza", "text", one_of("08:15", "17.42", "21:05"), ("Ora",)),
        ("train", "Treno", "code", one_of("IC 612", "9824", "RV 3921"), ("Numero treno",)),
        ("coach", "Carrozza", "code", code("1#"), ()),
        ("seat", "Posto", "code", one_of("14A", "7D", "52"), ()),
        ("travel_class", "Classe", "text", one_of("2ª", "Standard", "1ª"), ()),
        ("booking_code", "Codice prenotazione", "code", code("@#@@##"), ("PNR",)),
        ("price", "Prezzo", "money", money(9, 99), ("Importo",)),
    ),
    _rail,
    _rail_mail,
    optional=("coach", "seat"),
)
DUNNING = composed(
    "dunning_de",
    "de",
    "Mahnung",
    (
        ("creditor", "Gläubiger", "name", firm, ("Absender", "Firma")),
        ("debtor", "Schuldner", "name", person, ("Empfänger", "Kunde")),
        ("debtor_address", "Anschrift des Schuldners", "address", address, ("Adresse",)),
        ("customer_number", "Kundennummer", "code", code("K-#####"), ()),
        ("letter_date", "Datum des Schreibens", "date", day, ("Datum",)),
        ("invoice_number", "Rechnungsnummer", "code", code("RE-####/##"), ("Rechnung Nr.",)),
        ("invoice_date", "Rechnungsdatum", "date", day, ("Rechnung vom",)),
        ("deadline", "Zahlungsfrist", "date", day, ("Zahlbar bis", "Frist")),
        ("invoice_amount", "Rechnungsbetrag", "money", None, ("Hauptforderung",)),
        ("fee", "Mahngebühr", "money", None, ("Mahnkosten",)),
        ("total_due", "Gesamtforderung", "money", None, ("Gesamtbetrag", "Zu zahlen")),
        ("iban", "IBAN", "iban", one_of("DE89370400440532013000", "DE02 1203 0000 0000 2020 51"), ()),
    ),
    _dunning,
    _dunning_table,
    optional=("fee",),
    linked=_dues,
)
