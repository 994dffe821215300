"""A fourth set, papers of five countries: German, French, Mexican, Ukrainian and Turkish ones."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later
from .words import LONG, MONTHS

_UK = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"


def _iban(account: str) -> str:
    """A Ukrainian one that passes its check: U is 30, A is 10."""
    return f"UA{98 - int(f'{account}301000') % 97:02}{account}"


def vet(r: Draw) -> dict[str, Any]:
    work = (
        ("Allgemeine Untersuchung mit Beratung", 31.24),
        ("Impfung SHPPi + LT", 48.9),
        ("Röntgen Thorax, 2 Ebenen", 98.4),
        ("Zahnsteinentfernung unter Narkose", 214.0),
        ("Blutuntersuchung großes Profil", 87.55),
        ("Injektion Metacam 5 mg/ml", 12.3),
        ("Wundversorgung, klein", 45.6),
        ("Krallen kürzen", 9.8),
    )
    rows = r.some(work, 1, 5)
    net = round(sum(w[1] for w in rows), 2)
    tax, made = round(net * 0.19, 2), r.day()
    return {
        "practice": r.choice(
            (
                "Kleintierpraxis am Stadtpark",
                "Tierärztliche Praxis Dr. Feldkamp",
                "Tierklinik Ravensburg GmbH",
                "Pferde- und Kleintierpraxis Goslar",
            )
        ),
        "home": r.address("de"),
        "owner": r.person("de"),
        "lives": r.address("de"),
        "animal": r.choice(("Bella", "Mogli", "Frau Schmitz", "Karlchen", "Nala")),
        "kind": r.choice(("Hund, Labrador-Mischling", "Katze, EKH", "Kaninchen", "Hund, Dackel")),
        "born": r.day("2012-01-01", "2024-06-01"),
        "chip": r.maybe(0.7, r.code("276############")),
        "number": r.code("2025-####"),
        "made": made,
        "done": later(made, -r.randint(0, 9)),
        "rows": rows,
        "net": net,
        "tax": tax,
        "total": round(net + tax, 2),
        "ill": r.maybe(0.6, r.choice(("Otitis externa beidseits", "Parodontitis", "V. a. Bandscheibenvorfall"))),
        "iban": r.code("DE## #### #### #### #### ##"),
        "vet": r.person("de"),
        "due": later(made, 14),
    }


def repair(r: Draw) -> dict[str, Any]:
    work = (
        ("Remplacement plaquettes de frein avant", 148.0),
        ("Vidange et filtre à huile", 119.0),
        ("Diagnostic voyant moteur", 65.0),
        ("Changement pare-brise", 489.0),
        ("Géométrie train avant", 79.9),
        ("Recharge climatisation", 95.0),
    )
    rows, came = r.some(work, 1, 4), r.day()
    net = round(sum(w[1] for w in rows), 2)
    return {
        "garage": r.choice(
            (
                "Garage Morvan Automobiles SARL",
                "Carrosserie des Ternes",
                "Brest Auto Services SAS",
                "Garage Tessier et Fils",
            )
        ),
        "home": r.address("fr"),
        "client": r.person("fr"),
        "lives": r.address("fr"),
        "phone": r.code("06 ## ## ## ##"),
        "model": r.choice(("Renault Clio IV 1.5 dCi", "Peugeot 208 PureTech", "Dacia Duster", "Citroën C3 Aircross")),
        "plate": r.code("@@-###-@@"),
        "vin": r.code("VF1@@@@@@########"),
        "km": r.randint(12, 198) * 1000 + 431,
        "came": came,
        "ready": later(came, r.randint(1, 6)),
        "number": r.code("OR-25-#####"),
        "rows": rows,
        "net": net,
        "total": round(net * 1.2, 2),
        "clerk": r.person("fr"),
        "loan": r.maybe(0.4, r.code("@@-###-@@")),
        "fuel": r.choice(("1/4", "1/2", "3/4")),
        "siret": r.code("### ### ### 000##"),
    }


def fiscal(r: Draw) -> dict[str, Any]:
    jobs = (
        "Comercio al por menor de abarrotes",
        "Restaurantes con servicio de preparación de alimentos a la carta",
        "Servicios de consultoría en computación",
        "Autotransporte local de carga general",
        "Asalariado",
    )
    person, start, made = r.random() < 0.5, r.day("2004-01-05", "2021-12-01"), r.day("2024-01-10")
    towns = (
        ("BENITO JUÁREZ", "CIUDAD DE MÉXICO", "03100"),
        ("ZAPOPAN", "JALISCO", "45050"),
        ("MÉRIDA", "YUCATÁN", "97000"),
    )
    town = r.choice(towns)
    place = r.choice(("GUADALAJARA , JALISCO", "CUAUHTÉMOC , CIUDAD DE MÉXICO"))
    return {
        "rfc": r.code("@@@@######@#@" if person else "@@@######@#@"),
        "curp": r.code("@@@@######H@@@@@#@") if person else None,
        "name": r.person("es").upper()
        if person
        else r.choice(("ABARROTES LA MERIDANA", "TRANSPORTES TAPATÍOS DEL BAJÍO", "CONSULTORES XOLA")),
        "idcif": r.code("###########"),
        "start": start,
        "state": r.choice(("ACTIVO", "ACTIVO", "SUSPENDIDO")),
        "zip": town[2],
        "street": r.choice(("AVENIDA INSURGENTES SUR", "CALLE 60", "PASEO DE LOS VIRREYES")),
        "door": r.code("1##"),
        "town": town[0],
        "land": town[1],
        "jobs": r.some(jobs, 1, 3),
        "made": made,
        "place": place,
        "regime": "Régimen Simplificado de Confianza" if person else "Régimen General de Ley Personas Morales",
        "long": LONG["es"].format(d=f"{start.day:02}", m=MONTHS["es"].split()[start.month - 1].upper(), y=start.year),
        "long_made": f"{made.day:02} DE {MONTHS['es'].split()[made.month - 1].upper()} DE {made.year}",
    }


def act(r: Draw) -> dict[str, Any]:
    work = (
        "Технічне обслуговування касового апарата",
        "Оренда приміщення за місяць",
        "Розробка макета буклета",
        "Перевезення вантажу Київ – Одеса",
        "Бухгалтерський супровід",
        "Прибирання офісу, 120 м²",
    )
    rows = [(w, n := r.randint(1, 5), p := float(r.randint(6, 90) * 100), round(n * p, 2)) for w in r.some(work, 1, 3)]
    net, made = round(sum(x[3] for x in rows), 2), r.day()
    tax = r.maybe(0.5, round(net * 0.2, 2))
    one, two = r.sample(
        (
            "ТОВ «Вектор Сервіс»",
            "ФОП Коваленко Ірина Петрівна",
            "ТОВ «Дніпро Агро Трейд»",
            "ПП «Карпатська Книга»",
            "ТОВ «Північ-Логістик»",
        ),
        2,
    )
    heads = r.sample(("Коваленко І. П.", "Шевчук О. М.", "Бондар В. С.", "Мельник Т. А."), 2)
    return {
        "one": one,
        "two": two,
        "number": r.code("ОУ-0000###"),
        "made": made,
        "rows": rows,
        "net": net,
        "tax": tax,
        "total": round(net + (tax or 0), 2),
        "deal": r.code("##/2025"),
        "dealt": later(made, -60),
        "code": r.code("3#######"),
        "their": r.code("4#######"),
        "iban": _iban(r.code("300335###################")),
        "heads": heads,
        "city": r.choice(("м. Київ", "м. Львів", "м. Одеса")),
        "long": f"{made.day:02} {_UK.split()[made.month - 1]} {made.year} р.",
    }


def service(r: Draw) -> dict[str, Any]:
    devices = (
        ("Bulaşık makinesi", "6 programlı, inox"),
        ("Kombi", "24 kW yoğuşmalı"),
        ("Buzdolabı", "No-Frost 520 L"),
        ("Çamaşır makinesi", "9 kg"),
    )
    faults = ("Su almıyor", "Soğutmuyor", "Sıkma yapmıyor", "E05 hatası veriyor", "Çalışırken ses yapıyor")
    done = ("Su giriş valfi değiştirildi", "Gaz dolumu yapıldı", "Motor kömürleri yenilendi", "Anakart tamir edildi")
    parts = ("Su giriş valfi", "Termostat", "Kömür takımı", "Kapı contası", "NTC sensör")
    names = ("Ayşe Yıldırım", "Mehmet Çelik", "Zeynep Öztürk", "Hüseyin Kılıç", "Elif Şahin", "Murat Aydın")
    who = r.sample(names, 2)
    came, device = r.day(), r.choice(devices)
    return {
        "firm": r.choice(("Anadolu Beyaz Eşya Servisi Ltd. Şti.", "Ege Isı Teknik", "Marmara Yetkili Servis A.Ş.")),
        "who": who[0],
        "worker": who[1],
        "phone": r.code("0532 ### ## ##"),
        "home": r.choice(
            (
                "Atatürk Cad. No: 45/3 Bornova / İzmir",
                "Bağdat Caddesi 112 D.6 Kadıköy / İstanbul",
                "Cumhuriyet Mah. 1204. Sok. No:7 Nilüfer / Bursa",
            )
        ),
        "device": device[0],
        "model": device[1],
        "serial": r.code("SN-########"),
        "number": r.code("SF-2025-#####"),
        "came": came,
        "left": later(came, r.randint(0, 8)),
        "fault": r.choice(faults),
        "done": r.choice(done),
        "parts": r.some(parts, 1, 3),
        "covered": r.random() < 0.4,
        "labour": r.money(200, 900),
        "spare": r.money(100, 2400),
    }


PAPERS = (
    Paper(
        "vet_de",
        "de",
        "Tierarztrechnung",
        vet,
        (
            Asked("practice", "Tierarztpraxis", "name", ("Praxis",)),
            Asked("owner", "Tierhalter", "name", ("Besitzer",)),
            Asked("animal", "Name des Tieres", "text", ("Patient",)),
            Asked("species", "Tierart"),
            Asked("chip", "Chipnummer", "code", ("Transponder",), "15 Ziffern", patterns=(r"\d{15}",)),
            Asked("number", "Rechnungsnummer", "code"),
            Asked("date", "Rechnungsdatum", "date"),
            Asked("treated", "Behandlungsdatum", "date"),
            Asked("diagnosis", "Diagnose"),
            Asked("services", "Leistungen", many=True),
            Asked("vat", "Mehrwertsteuer", "money", ("MwSt.",)),
            Asked("total", "Gesamtbetrag", "money", ("Endbetrag",)),
        ),
    ),
    Paper(
        "repair_fr",
        "fr",
        "Ordre de réparation",
        repair,
        (
            Asked("garage", "Garage", "name"),
            Asked("client", "Client", "name"),
            Asked("number", "Numéro de l'ordre", "code", ("OR n°",)),
            Asked("model", "Véhicule", "text", ("Modèle",)),
            Asked("plate", "Immatriculation", "code"),
            Asked("vin", "Numéro de série (VIN)", "code"),
            Asked("km", "Kilométrage", "number"),
            Asked("received", "Date de réception", "date"),
            Asked("ready", "Restitution prévue", "date", hint="le jour où le véhicule sera prêt"),
            Asked("works", "Travaux demandés", many=True),
            Asked("estimate", "Montant estimé TTC", "money"),
            Asked("advisor", "Réceptionnaire", "name"),
            Asked("courtesy_car", "Véhicule de prêt", "code"),
        ),
    ),
    Paper(
        "fiscal_mx",
        "es",
        "Constancia de situación fiscal",
        fiscal,
        (
            Asked("rfc", "RFC", "tax_id"),
            Asked("curp", "CURP", "code"),
            Asked("name", "Nombre o razón social", "name", ("Denominación/Razón Social",)),
            Asked("idcif", "idCIF", "code"),
            Asked("regime", "Régimen fiscal", "text", ("Régimen",)),
            Asked("start", "Inicio de operaciones", "date"),
            Asked("status", "Estatus en el padrón"),
            Asked("postal_code", "Código postal", "code"),
            Asked("street", "Vialidad", "text", ("Calle",)),
            Asked("municipality", "Municipio", "text", ("Municipio o alcaldía",)),
            Asked("activities", "Actividades económicas", many=True),
            Asked("issued", "Fecha de emisión", "date"),
        ),
    ),
    Paper(
        "act_uk",
        "en",
        "Act of services rendered",
        act,
        (
            Asked("number", "Number", "code", hint="number of the act, not of the contract"),
            Asked("date", "Date", "date"),
            Asked("contractor", "Contractor", "name", ("Виконавець",)),
            Asked("customer", "Customer", "name", ("Замовник",)),
            Asked("contract", "Contract number", "code", ("Договір",)),
            Asked(
                "contractor_code", "Contractor's EDRPOU", "code", ("ЄДРПОУ",), "of the contractor, not of the customer"
            ),
            Asked("iban", "IBAN", "iban"),
            Asked("services", "Services", "text", ("Послуга",), many=True),
            Asked("vat", "VAT", "money", ("ПДВ",)),
            Asked("total", "Total", "money", ("Всього",)),
        ),
    ),
    Paper(
        "service_tr",
        "tr",
        "Teknik servis formu",
        service,
        (
            Asked("company", "Servis firması", "name"),
            Asked("form_no", "Form no", "code", patterns=(r"SF-\d{4}-\d{5}",)),
            Asked("customer", "Müşteri", "name", ("Müşteri adı soyadı",)),
            Asked("phone", "Telefon", "phone"),
            Asked("device", "Cihaz", "text", ("Ürün",)),
            Asked("serial", "Seri no", "code"),
            Asked("complaint", "Arıza", "text", ("Müşteri şikayeti",)),
            Asked("work", "Yapılan işlem"),
            Asked("parts", "Değişen parçalar", many=True),
            Asked("received", "Geliş tarihi", "date"),
            Asked("delivered", "Teslim tarihi", "date"),
            Asked("warranty", "Garanti durumu", hint="işaretli kutu"),
            Asked("technician", "Teknisyen", "name"),
            Asked("total", "Toplam ücret", "money"),
        ),
    ),
)
