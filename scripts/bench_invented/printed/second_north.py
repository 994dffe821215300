"""A second author's papers, kept: German, Dutch and Swedish ones."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later
from .picture import logo


def trade_reg(r: Draw) -> dict[str, Any]:
    trades = (
        "Einzelhandel mit Fahrrädern und Zubehör",
        "Fliesen-, Platten- und Mosaikleger",
        "Hausmeisterdienste",
        "Betrieb eines Imbisses ohne Alkoholausschank",
        "Softwareentwicklung und IT-Beratung",
    )
    start = r.day()
    return {
        "firm": r.maybe(0.5, r.firm("de")),
        "court": r.choice(("Amtsgericht Essen, HRB", "Amtsgericht Cottbus, HRA")),
        "court_no": r.code("####"),
        "first": (p := r.person("de").split(" ", 1))[0],
        "last": p[1],
        "born": r.day("1955-01-01", "2004-12-31"),
        "birthplace": r.choice(("Ravensburg", "Izmir, Türkei", "Gotha", "Lublin, Polen")),
        "nation": r.choice(("deutsch", "türkisch", "polnisch")),
        "home": r.address("de"),
        "site": r.address("de"),
        "phone": r.code("0201 ######"),
        "trade": r.choice(trades),
        "start": start,
        "full": r.randint(0, 9),
        "part": r.randint(0, 12),
        "kinds": ("Industrie", "Handwerk", "Handel", "Sonstiges"),
        "kind": r.choice(("Industrie", "Handwerk", "Handel", "Sonstiges")),
        "made": later(start, r.randint(1, 12)),
        "number": r.code("GA-2025-#####"),
        "fee": r.choice((20, 26, 31.5, 40)),
        "clerk": r.person("de"),
        "office": r.choice(
            ("Stadt Goslar – Der Oberbürgermeister", "Gemeinde Neuhof – Ordnungsamt", "Stadt Essen – Gewerbeamt")
        ),
    }


_GOODS = (
    "Inbusbout M8x40 verzinkt",
    "Slangklem 12-22 mm",
    "Kabelgoot 60x40 wit",
    "Lasbril grijs",
    "Rubber O-ring 24x3",
    "PVC bocht 90° 40 mm",
    'Koppelstuk messing ½"',
    "Sluitring M10 rvs",
    "Montagekit 310 ml",
    "Zaagblad 210 mm",
    "Lijmtang 600 mm",
    "Stofmasker FFP2",
    "Werkhandschoen maat 10",
    "Aansluitsnoer 3 m",
    "Wandcontactdoos",
    "Isolatietape zwart",
    "Boor HSS 6 mm",
    "Ketting 8B-1",
    "Filterpatroon 10 µm",
    "Smeervet EP2 400 g",
)


def inkooporder(r: Draw) -> dict[str, Any]:
    rows = [(r.code("4####-##"), g, r.randint(1, 400), r.money(0.4, 60)) for g in r.sample(_GOODS, r.randint(3, 6))]
    long = [(r.code("4####-##"), g, r.randint(1, 400), r.money(0.4, 60)) for g in r.sample(_GOODS, 20)]
    sums = [round(sum(round(n * p, 2) for _, _, n, p in of), 2) for of in (rows, long)]
    made = r.day()
    name = r.choice(("Hofstede Installatie", "Van Loon Machinebouw", "Zuidwal Apparatenbouw"))
    return {
        "rows": rows,
        "long": long,
        "net": sums[0],
        "long_net": sums[1],
        "buyer": f"{name} B.V.",
        "logo": logo(name),
        "made": made,
        "wanted": later(made, r.randint(5, 40)),
        "number": r.code("IO25-#####"),
        "supplier": r.firm("nl"),
        "supplier_home": r.address("nl"),
        "home": r.address("nl"),
        "site": r.address("nl"),
        "contact": r.person("nl"),
        "vat_id": r.code("NL8########B01"),
        "kvk": r.code("########"),
        "terms": r.choice(("30 dagen netto", "14 dagen na factuurdatum", "8 dagen 2%, 30 dagen netto")),
        "offer": r.code("OF-####"),
        "incoterm": r.maybe(0.5, r.choice(("DAP Zaandam", "EXW Enschede", "DDP Naaldwijk"))),
        "project": r.code("P-####"),
        "offered": later(made, -r.randint(4, 30)),
        "taker": r.person("nl"),
    }


def analysis(r: Draw) -> dict[str, Any]:
    tests = (
        ("Torrsubstans / Dry matter", "%", "94,0–97,0", 94.1, 96.9),
        ("pH", "", "5,5–7,0", 5.5, 7.0),
        ("Vattenhalt / Moisture", "%", "max 5,0", 2.0, 4.9),
        ("Bly / Lead", "mg/kg", "max 0,10", 0.01, 0.09),
        ("Densitet / Density", "kg/m³", "880–940", 880, 940),
        ("Viskositet / Viscosity", "mPa·s", "40–70", 40, 70),
        ("Aska / Ash", "%", "max 1,2", 0.2, 1.1),
        ("Jodtal / Iodine value", "", "110–125", 110, 125),
    )
    made = r.day("2023-01-01", "2025-06-30")
    name = r.choice(("Nordkvarn Ingredients", "Malar Specialkemi", "Vattern Lipider"))
    return {
        "firm": f"{name} AB",
        "logo": logo(name, colour=(60, 110, 20)),
        "made": made,
        "until": later(made, 540),
        "tests": [(n, u, norm, f"{r.uniform(a, b):.2f}".replace(".", ",")) for n, u, norm, a, b in r.some(tests, 3, 7)],
        "product": r.choice(("Rapsolja raffinerad", "Havreprotein HP-60", "Kalciumstearat F", "Betaglukan 35")),
        "article": r.code("1###-##"),
        "batch": r.code("L#####@"),
        "amount": r.choice(("1 000 kg", "18 x 25 kg", "640 L")),
        "customer": r.maybe(0.7, r.choice(("Bageri Solgården AB", "Tellus Coatings Oy", "Skåne Foder HB"))),
        "order": r.code("SO-######"),
        "signed": later(made, r.randint(2, 30)),
        "sent": later(made, 40),
        "by": r.choice(("Karin Lindqvist", "Örjan Sjöberg", "Åsa Nyström", "Pär Holmgren")),
        "number": r.code("COA-#####"),
        "street": r.choice(("Hamngatan 14", "Kvarnvägen 3")),
    }


PAPERS = (
    Paper(
        "trade_registration_de",
        "en",
        "German trade registration",
        trade_reg,
        (
            Asked("office", "Authority", "name"),
            Asked("company", "Registered company", "name", ("Firma",)),
            Asked("register", "Commercial register entry", "text", ("Registereintrag",)),
            Asked("surname", "Surname", "name", ("Name",)),
            Asked("first_name", "First name", "name", ("Vorname",)),
            Asked("born", "Date of birth", "date", ("Geburtsdatum",)),
            Asked("nationality", "Nationality"),
            Asked("home", "Home address", "address", ("Anschrift der Wohnung",)),
            Asked("site", "Place of business", "address", ("Betriebsstätte",)),
            Asked("activity", "Activity", "text", ("Angemeldete Tätigkeit",)),
            Asked("start", "Start of business", "date", ("Beginn",)),
            Asked("branch", "Kind of business", "text", (), "Industrie, Handwerk, Handel or Sonstiges"),
            Asked("fee", "Fee", "money", ("Gebühr",)),
        ),
    ),
    Paper(
        "inkooporder_nl",
        "nl",
        "Inkooporder",
        inkooporder,
        (
            Asked("buyer", "Opdrachtgever", "name", ("Besteller",), "Het bedrijf dat bestelt"),
            Asked("supplier", "Leverancier", "name"),
            Asked("number", "Ordernummer", "code", ("Inkoopordernummer",)),
            Asked("date", "Orderdatum", "date", ("Datum",)),
            Asked("delivery", "Leverdatum", "date", ("Gewenste leverdatum",)),
            Asked("site", "Afleveradres", "address"),
            Asked("contact", "Contactpersoon", "name", ("Inkoper",)),
            Asked("terms", "Betalingsconditie", "text", ("Betalingstermijn",)),
            Asked("incoterm", "Leveringsconditie"),
            Asked("items", "Omschrijving", "text", many=True),
            Asked("net", "Totaal excl. btw", "money"),
            Asked("total", "Totaal incl. btw", "money"),
        ),
    ),
    Paper(
        "analysis_sv",
        "en",
        "Swedish certificate of analysis",
        analysis,
        (
            Asked("maker", "Manufacturer", "name"),
            Asked("number", "Certificate number", "code"),
            Asked("product", "Product", "text", ("Produkt",)),
            Asked("article", "Article number", "code", ("Artikelnr",)),
            Asked("batch", "Batch", "code", ("Lot",)),
            Asked("produced", "Date of manufacture", "date"),
            Asked("best_before", "Best before", "date", ("Bäst före",)),
            Asked("amount", "Quantity", "text", ("Mängd",)),
            Asked("customer", "Customer", "name", ("Kund",)),
            Asked("tests", "Parameter", "text", ("Analys",), many=True),
            Asked("results", "Result", "number", ("Resultat",), many=True),
            Asked("signer", "Approved by", "name"),
            Asked("issued", "Date of issue", "date"),
        ),
    ),
)
