"""A second author's papers, kept: Italian, French, Portuguese and Spanish ones."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later
from .words import FIRMS

_SAID = (
    "in sosta / in fermata",
    "ripartiva dopo una sosta",
    "stava parcheggiando",
    "usciva da un parcheggio",
    "si immetteva in una piazza a senso rotatorio",
    "tamponava un veicolo nella stessa corsia",
    "cambiava fila",
    "sorpassava",
    "girava a destra",
    "girava a sinistra",
    "retrocedeva",
    "non aveva osservato il segnale di precedenza",
)


def accident(r: Draw) -> dict[str, Any]:
    cars = r.sample(("Fiat Panda", "Lancia Ypsilon", "VW Golf", "Toyota Yaris", "Jeep Renegade", "Piaggio Liberty"), 2)
    firms = r.sample(
        (
            "Assicuratrice del Tirreno S.p.A.",
            "Mutua Piemontese",
            "Adria Assicurazioni S.p.A.",
            "Compagnia Orobica di Assicurazioni",
        ),
        2,
    )
    return {
        "made": (made := r.day()),
        "hour": f"{r.randint(7, 21)}:{r.randint(10, 59)}",
        "said": _SAID,
        "place": r.choice(
            (
                "Via Emilia angolo Via Cairoli, Parma",
                "SS 36 km 41+200, Lecco",
                "Piazza Garibaldi, Treviso",
                "Rotonda di Viale Europa, Latina",
            )
        ),
        "who": [r.person("it") for _ in range(2)],
        "home": [r.address("it") for _ in range(2)],
        "cars": cars,
        "plates": [r.code("@@ ###@@") for _ in range(2)],
        "firms": firms,
        "policies": [r.code("####/30/#######") for _ in range(2)],
        "until": [later(made, r.randint(20, 300)) for _ in "ab"],
        "phone": r.code("33# #######"),
        "hurt": r.choice(("sì", "no")),
        "witness": r.maybe(0.5, r.person("it")),
        "ticks": [sorted(r.sample(range(12), r.randint(1, 3))) for _ in range(2)],
        "filed": later(made, 2),
        "claim": r.code("2025/######"),
        "damage": r.choice(
            (
                "Paraurti posteriore, fanale destro",
                "Portiera sinistra",
                "Cofano e griglia",
                "Fiancata destra, specchietto",
            )
        ),
    }


def cession(r: Draw) -> dict[str, Any]:
    cars = (
        ("RENAULT", "CLIO IV TCE 90", "VF1"),
        ("PEUGEOT", "208 PURETECH", "VF3"),
        ("CITROEN", "BERLINGO HDI 100", "VF7"),
        ("TOYOTA", "YARIS HYBRIDE", "VNK"),
        ("DACIA", "SANDERO STEPWAY", "UU1"),
    )
    make, model, wmi = r.choice(cars)
    first = r.day("2006-01-01", "2021-12-31")
    sold = r.day()
    return {
        "plate": r.code("@@-###-@@"),
        "make": make,
        "model": model,
        "vin": wmi + r.code("@@@#@##@######"),
        "first": first,
        "km": f"{r.randint(9, 240)} {r.randint(100, 999)}",
        "seller": r.person("fr"),
        "seller_home": r.address("fr"),
        "buyer": r.person("fr"),
        "buyer_home": r.address("fr"),
        "sold": sold,
        "hour": f"{r.randint(8, 20)} h {r.randint(10, 59)}",
        "town": r.choice(("Grenoble", "Brest", "Limoges", "Sète")),
        "born": r.day("1950-01-01", "2000-12-31"),
        "price": r.maybe(0.5, r.randint(9, 140) * 100),
        "paper": r.code("20####@@#####"),
        "issued": later(first, 30),
        "kind": r.choice(("vente", "don")),
    }


def receita(r: Draw) -> dict[str, Any]:
    drugs = (
        ("Amoxicilina + Ácido clavulânico 875 mg + 125 mg", "1 comprimido de 12 em 12 horas, 8 dias"),
        ("Paracetamol 1000 mg", "1 comprimido até 3 vezes ao dia, se dor"),
        ("Omeprazol 20 mg", "1 cápsula em jejum"),
        ("Sinvastatina 40 mg", "1 comprimido ao jantar"),
        ("Salbutamol 100 µg/dose", "2 inalações em SOS"),
        ("Metformina 850 mg", "1 comprimido ao almoço e ao jantar"),
        ("Ibuprofeno 400 mg", "1 de 8 em 8 horas"),
    )
    made = r.day()
    return {
        "patient": r.person("pt"),
        "user": r.code("#########"),
        "doctor": r.person("pt"),
        "doctor_no": r.code("#####"),
        "skill": r.choice(("Medicina Geral e Familiar", "Pneumologia", "Cardiologia", "Medicina Interna")),
        "clinic": r.choice(("USF Ria Formosa", "Clínica de Santa Luzia", "Centro Hospitalar do Vouga")),
        "drugs": [(n, how, r.randint(1, 3)) for n, how in r.some(drugs, 1, 4)],
        "made": made,
        "until": later(made, 30),
        "number": r.code("2011 0000 #### #### ###"),
        "phone": r.code("9## ### ###"),
        "pin": r.code("######"),
        "age": r.randint(19, 91),
        "plan": r.maybe(0.4, r.choice(("ADSE", "Medis", "Multicare"))),
        "street": r.address("pt"),
        "born": r.day("1934-01-01", "2010-12-31"),
    }


def empleo(r: Draw) -> dict[str, Any]:
    jobs = ("Mozo de almacén", "Dependienta", "Auxiliar administrativo", "Conductor de reparto", "Cocinero")
    return {
        "first": (p := r.person("es").split(" ", 1))[0],
        "last": f"{p[1]} {r.person('es').split()[1]}",
        "dni": f"{(n := r.randint(10000000, 79999999))}-{'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23]}",
        "born": r.day("1965-01-01", "2005-12-31"),
        "home": r.address("es"),
        "phone": r.code("6## ## ## ##"),
        "mail": r.code("contacto###") + "@correo.example",
        "job": r.choice(jobs),
        "start": r.day("2025-01-01", "2026-06-30"),
        "pay": r.maybe(0.6, r.randint(14, 32) * 1000),
        "cards": ("AM", "A", "B", "C", "D"),
        "has": sorted(r.sample(("AM", "A", "B", "C", "D"), r.randint(1, 3))),
        "tongues": r.some(("Inglés", "Francés", "Árabe", "Rumano", "Portugués"), 1, 3),
        "nation": "Española",
        "jobs": [
            (f"{firm} S.L.", r.choice(jobs), r.day("2010-01-01", "2018-01-01"), r.day("2018-02-01", "2024-12-01"))
            for firm in r.some(FIRMS["es"].split("|"), 1, 3)
        ],
        "made": r.day("2024-01-01", "2024-12-31"),
        "study": r.choice(("Graduado en ESO", "Bachillerato", "Ciclo formativo de grado medio")),
        "shift": r.choice(("Mañana", "Tarde", "Noche")),
        "heard": r.choice(("Prensa", "Conocidos", "Portal web")),
    }


PAPERS = (
    Paper(
        "accident_it",
        "it",
        "Denuncia di sinistro",
        accident,
        (
            Asked("date", "Data del sinistro", "date"),
            Asked("place", "Luogo", "text", ("Luogo del sinistro",)),
            Asked("injured", "Feriti", "text", (), "sì o no"),
            Asked("witness", "Testimone", "name"),
            Asked("insured_a", "Assicurato veicolo A", "name", ("Contraente A",)),
            Asked("insured_b", "Assicurato veicolo B", "name", ("Contraente B",)),
            Asked("plate_a", "Targa veicolo A", "code"),
            Asked("plate_b", "Targa veicolo B", "code"),
            Asked("insurer_a", "Compagnia veicolo A", "name"),
            Asked("insurer_b", "Compagnia veicolo B", "name"),
            Asked("policy_a", "N. polizza A", "code"),
            Asked("claim", "Numero sinistro", "code"),
            Asked("circumstances_a", "Circostanze veicolo A", "text", (), "Le caselle crociate per A", many=True),
        ),
    ),
    Paper(
        "cession_fr",
        "en",
        "French certificate of sale of a vehicle",
        cession,
        (
            Asked("registration", "Registration number", "code", ("Numéro d'immatriculation",)),
            Asked("vin", "Vehicle identification number", "code", ("VIN",)),
            Asked("make", "Make", "text", ("Marque",)),
            Asked("model", "Model", "text", ("Dénomination commerciale",)),
            Asked("first_registered", "First registered", "date", ("Date de première immatriculation",)),
            Asked("mileage", "Mileage", "number", ("Kilométrage",)),
            Asked("seller", "Seller", "name", ("Ancien propriétaire",)),
            Asked("buyer", "Buyer", "name", ("Nouveau propriétaire", "Acquéreur")),
            Asked("buyer_address", "Address of buyer", "address"),
            Asked("sold", "Date of sale", "date", ("Date de la cession",)),
            Asked("price", "Price", "money", ("Prix",)),
            Asked("place", "Signed at", "text", ("Fait à",)),
        ),
    ),
    Paper(
        "receita_pt",
        "pt",
        "Receita médica",
        receita,
        (
            Asked("patient", "Utente", "name", ("Doente", "Paciente")),
            Asked("user_number", "N.º de utente", "code"),
            Asked("doctor", "Médico", "name", ("Prescritor",)),
            Asked("doctor_number", "N.º da cédula", "code", ("Cédula profissional",)),
            Asked("specialty", "Especialidade"),
            Asked("clinic", "Local de prescrição", "name"),
            Asked("number", "Receita médica n.º", "code"),
            Asked("plan", "Subsistema", "text", ("Entidade responsável",)),
            Asked("medicines", "Medicamento", "text", ("Designação",), many=True),
            Asked("date", "Data", "date"),
            Asked("valid_until", "Validade", "date", ("Válida até",)),
        ),
    ),
    Paper(
        "empleo_es",
        "es",
        "Solicitud de empleo",
        empleo,
        (
            Asked("first_name", "Nombre", "name"),
            Asked("surname", "Apellidos", "name"),
            Asked("dni", "DNI", "id_number", ("NIF",)),
            Asked("born", "Fecha de nacimiento", "date"),
            Asked("address", "Domicilio", "address", ("Dirección",)),
            Asked("phone", "Teléfono", "phone"),
            Asked("email", "Correo electrónico", "email"),
            Asked("post", "Puesto solicitado"),
            Asked("available", "Disponible desde", "date"),
            Asked("salary", "Salario deseado", "money", ("Pretensiones económicas",)),
            Asked("licences", "Permiso de conducir", "text", (), "Clases marcadas", many=True),
            Asked("languages", "Idiomas", "text", ("Idioma",), many=True),
            Asked("studies", "Estudios", "text", ("Formación",)),
            Asked("employers", "Empresa", "name", (), "Donde ha trabajado", many=True),
        ),
    ),
)
