"""A sixth set, filled-in forms: Japanese, Spanish, French, Italian, German and Portuguese ones, by whoever asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from .asked import Asked, Paper
from .draw import Draw

_ERAS = (("令和", 2019), ("平成", 1989), ("昭和", 1926))


def era(day: date) -> str:
    """令和6年5月3日"""
    name, first = next((n, y) for n, y in _ERAS if day.year > y)
    return f"{name}{day.year - first + 1}年{day.month}月{day.day}日"


def member(r: Draw) -> dict[str, Any]:
    people = (
        ("木下 亜由美", "キノシタ アユミ", "女"),
        ("大塚 健太郎", "オオツカ ケンタロウ", "男"),
        ("三浦 彩花", "ミウラ サヤカ", "女"),
        ("柴田 和彦", "シバタ カズヒコ", "男"),
        ("西川 翔", "ニシカワ ショウ", "男"),
    )
    me, other = r.sample(people, 2)
    made, born = r.day(), r.day("1951-01-01", "2004-12-31")
    return {
        "me": me,
        "other": other,
        "made": made,
        "born": born,
        "made_era": era(made),
        "born_era": era(born),
        "zip": r.code("1##-00##"),
        "home": r.choice(
            (
                "東京都世田谷区北沢2丁目18番4号",
                "神奈川県川崎市中原区小杉町1-403-7",
                "埼玉県さいたま市浦和区岸町5-12-9 コーポ岸町203号",
            )
        ),
        "phone": r.code("090-####-####"),
        "house": r.maybe(0.5, r.code("044-7##-####")),
        "mail": r.code("ay@###").lower() + "@mail.example.jp",
        "job": r.choice(("会社員", "自営業", "主婦・主夫", "学生", "パート・アルバイト")),
        "jobs": ("会社員", "自営業", "主婦・主夫", "学生", "パート・アルバイト"),
        "work": r.maybe(0.6, r.choice(("株式会社みなと印刷", "東陽電装株式会社", "有限会社さくら商店"))),
        "course": r.choice(("水泳（初級）", "ヨガ・ピラティス", "テニス平日夜間", "陶芸教室")),
        "kin": r.choice(("配偶者", "母", "父", "兄")),
        "kin_phone": r.code("080-####-####"),
        "number": r.code("M-######"),
        "clerk": r.choice(("小池", "浜田", "村井")),
    }


def school(r: Draw) -> dict[str, Any]:
    made = r.day("2024-03-01", "2026-06-30")
    tutor = r.person("es")
    return {
        "school": r.choice(("C.E.I.P. Sierra Alta", "Colegio Concertado San Fermín", "I.E.S. Ribera del Segura")),
        "child": r.person("es").split(" ", 1)[0],
        "first": r.choice(("Ortega", "Carmona", "Llorente")),
        "second": r.choice(("Pons", "Bermúdez", "Valdivieso")),
        "born": r.day("2009-01-01", "2021-12-31"),
        "place": r.choice(("Murcia", "Pamplona", "Gijón", "Alcantarilla")),
        "land": r.choice(("española", "colombiana", "marroquí")),
        "sex": r.choice(("Mujer", "Hombre")),
        "tutor": tutor,
        "dni": r.code("########") + r.choice("BDJKMX"),
        "mother": r.maybe(0.5, r.person("es")),
        "home": r.address("es"),
        "phone": r.code("6## ## ## ##"),
        "mail": r.code("familia###").lower() + "@correo.example",
        "year": r.choice(("2024/2025", "2025/2026")),
        "level": r.choice(("3.º Educación Infantil", "1.º Educación Primaria", "4.º Educación Primaria", "2.º E.S.O.")),
        "lunch": r.choice(("Sí", "No")),
        "ill": r.maybe(0.4, r.choice(("Frutos secos", "Lactosa", "Polen y gramíneas"))),
        "iban": "ES91 2100 0418 4502 0005 1332",
        "made": made,
        "number": r.code("2025/0####"),
    }


def club(r: Draw) -> dict[str, Any]:
    people = (("Le Goff", "Bérengère"), ("Benhaddou", "Rachid"), ("Carpentier", "Mireille"), ("Guilloux", "Loïc"))
    me, help_ = r.sample(people, 2)
    fee, licence = float(r.choice((85, 120, 145, 210))), float(r.choice((18, 36, 42)))
    return {
        "club": r.choice(("Les Archers du Vercors", "Club Nautique de l'Aber", "Gymnastique Volontaire de Limoges")),
        "me": me,
        "help": help_,
        "help_phone": r.code("07 ## ## ## ##"),
        "born": r.day("1948-01-01", "2015-12-31"),
        "place": r.choice(("Quimper (29)", "Grenoble (38)", "Oran (Algérie)")),
        "home": r.address("fr"),
        "phone": r.code("06 ## ## ## ##"),
        "mail": r.code("@@@##").lower() + "@courriel.example",
        "job": r.maybe(0.6, r.choice(("Infirmière libérale", "Retraité", "Menuisier", "Étudiante"))),
        "season": r.choice(("2024-2025", "2025-2026")),
        "fee": fee,
        "licence": licence,
        "total": fee + licence,
        "how": r.choice(("Chèque", "Espèces", "Virement")),
        "new": r.choice(("Première adhésion", "Renouvellement")),
        "number": r.code("0######"),
        "doctor": r.day("2024-06-01", "2025-09-20"),
        "made": r.day("2024-08-20", "2025-10-10"),
        "town": r.choice(("Brest", "Limoges", "Grenoble")),
    }


def residence(r: Draw) -> dict[str, Any]:
    people = (
        ("Mastrangelo", "Rosalba", "F"),
        ("Pellegrino", "Davide", "M"),
        ("Zanetti", "Ilaria", "F"),
        ("Conti", "Matteo", "M"),
    )
    me, kin, kid = r.sample(people, 3)
    return {
        "town": r.choice(("Brescia", "Lecce", "Alba")),
        "me": me,
        "kin": kin,
        "kid": kid,
        "born": r.day("1955-01-01", "2003-12-31"),
        "kin_born": r.day("1955-01-01", "2003-12-31"),
        "kid_born": r.day("2008-01-01", "2022-12-31"),
        "place": r.choice(("Foggia (FG)", "Cuneo (CN)", "Bergamo (BG)")),
        "land": r.choice(("italiana", "italiana", "rumena")),
        "code": r.code("@@@@@@##@##@###@"),
        "phone": r.code("3## #######"),
        "mail": r.code("@@###").lower() + "@posta.example",
        "card": r.code("CA#####@@"),
        "card_by": r.choice(("Comune di Foggia", "Comune di Bergamo")),
        "until": r.day("2027-01-01", "2034-12-31"),
        "from": r.choice(("Comune di Torino", "Comune di Bari", "Francia")),
        "street": r.choice(("Via Garibaldi", "Corso Martiri della Libertà", "Piazza Sant'Oronzo")),
        "door": r.code("1#"),
        "stair": r.maybe(0.5, r.choice(("B", "A"))),
        "floor": r.choice(("2", "3", "T")),
        "title": r.choice(("Proprietario", "Intestatario di contratto di locazione", "Comodatario")),
        "state": r.choice(("coniugato/a", "celibe/nubile", "vedovo/a")),
        "job": r.choice(("Impiegata", "Operaio", "Libero professionista")),
        "made": r.day(),
        "number": r.code("2025/00#####"),
        "since": r.day(),
    }


def joining(r: Draw) -> dict[str, Any]:
    people = (
        ("Kröger", "Annegret", "weiblich"),
        ("Özdemir", "Kemal", "männlich"),
        ("Wiechert", "Ute", "weiblich"),
        ("Schnabel", "Lukas", "männlich"),
    )
    me = r.choice(people)
    return {
        "club": r.choice(
            ("TSV 1898 Ravensburg e.V.", "Schwimmverein Cottbus-Nord e.V.", "Kleingartenverein Harzblick e.V.")
        ),
        "me": me,
        "born": r.day("1950-01-01", "2014-12-31"),
        "street": r.street("de"),
        "town": r.town("de"),
        "phone": r.code("0171 #######"),
        "fixed": r.maybe(0.5, r.code("0751 / ######")),
        "mail": r.code("@@@##").lower() + "@mail.example",
        "from": r.day("2024-01-01").replace(day=1),
        "part": r.choice(("Handball", "Leichtathletik", "Turnen", "Badminton")),
        "kind": r.choice(("Erwachsene", "Jugendliche", "Familie")),
        "kinds": ("Erwachsene", "Jugendliche", "Familie"),
        "fee": r.choice((84.0, 120.0, 156.0)),
        "how": r.choice(("jährlich", "halbjährlich")),
        "holder": f"{me[1]} {me[0]}",
        "iban": "DE89 3704 0044 0532 0130 00",
        "bank": r.choice(("Sparkasse Spree-Neiße", "Volksbank Harz eG", "Kreissparkasse Ravensburg")),
        "creditor": r.code("DE##ZZZ0000#######"),
        "mandate": r.code("MG-####"),
        "made": r.day("2024-01-01"),
        "place": r.choice(("Ravensburg", "Cottbus", "Goslar")),
        "land": r.choice(("deutsch", "türkisch", "österreichisch")),
    }


def course(r: Draw) -> dict[str, Any]:
    return {
        "school": r.choice(
            ("Instituto Politécnico da Ria", "Centro de Formação do Sado", "Escola Profissional de Faro")
        ),
        "name": r.person("pt"),
        "father": r.person("pt"),
        "mother": r.person("pt"),
        "born": r.day("1965-01-01", "2006-12-31"),
        "place": r.choice(("Setúbal", "Faro", "Luanda")),
        "land": r.choice(("Portuguesa", "Angolana", "Brasileira")),
        "card": r.code("######## # ZX#"),
        "until": r.day("2026-01-01", "2033-12-31"),
        "nif": r.code("2########"),
        "state": r.choice(("Solteiro/a", "Casado/a", "Divorciado/a")),
        "street": r.street("pt"),
        "zip": (t := r.town("pt")).split(" ", 1)[0],
        "town": t.split(" ", 1)[1],
        "phone": r.code("9## ### ###"),
        "mail": r.code("@@@##").lower() + "@correio.example",
        "study": r.choice(("12.º ano", "Licenciatura", "9.º ano")),
        "studies": ("9.º ano", "12.º ano", "Licenciatura"),
        "course": r.choice(
            ("Técnico de Cozinha e Pastelaria", "Inglês B2", "Contabilidade e Fiscalidade", "Soldadura MIG/MAG")
        ),
        "hour": r.choice(("Pós-laboral", "Diurno")),
        "fee": float(r.choice((45, 60, 120))),
        "made": r.day("2024-02-01"),
        "number": r.code("####/25"),
        "job": r.maybe(0.5, r.choice(("Empregado de mesa", "Desempregada", "Técnica administrativa"))),
    }


PAPERS = (
    Paper(
        "member_ja",
        "ja",
        "入会申込書",
        member,
        (
            Asked("date", "申込日", "date", ("記入日",)),
            Asked("name", "氏名", "name", ("お名前",)),
            Asked("kana", "フリガナ", "name"),
            Asked("birth_date", "生年月日", "date"),
            Asked("sex", "性別"),
            Asked("postal_code", "郵便番号", "code"),
            Asked("address", "住所", "address", ("ご住所",)),
            Asked("mobile", "携帯電話", "phone"),
            Asked("email", "メールアドレス", "email"),
            Asked("occupation", "職業"),
            Asked("employer", "勤務先", "name"),
            Asked("course", "希望コース", "text", ("申込コース",)),
            Asked("emergency_contact", "緊急連絡先氏名", "name"),
            Asked("emergency_phone", "緊急連絡先電話番号", "phone", hint="本人ではなく緊急連絡先の電話"),
        ),
    ),
    Paper(
        "school_es",
        "es",
        "Solicitud de matrícula",
        school,
        (
            Asked("school", "Centro", "name", ("Centro educativo",)),
            Asked("number", "Nº de solicitud", "code"),
            Asked("first_surname", "Primer apellido", "name"),
            Asked("second_surname", "Segundo apellido", "name"),
            Asked("name", "Nombre", "name"),
            Asked("birth_date", "Fecha de nacimiento", "date"),
            Asked("birth_place", "Lugar de nacimiento"),
            Asked("nationality", "Nacionalidad"),
            Asked("tutor", "Padre, madre o tutor", "name", ("Tutor/a 1",)),
            Asked("dni", "DNI", "code", ("NIF",)),
            Asked("address", "Domicilio", "address"),
            Asked("phone", "Teléfono", "phone"),
            Asked("email", "Correo electrónico", "email"),
            Asked("grade", "Curso solicitado"),
            Asked("canteen", "Comedor", hint="Sí o No"),
            Asked("allergies", "Alergias"),
            Asked("date", "Fecha de la solicitud", "date"),
        ),
    ),
    Paper(
        "club_fr",
        "fr",
        "Bulletin d'adhésion",
        club,
        (
            Asked("club", "Association", "name"),
            Asked("season", "Saison"),
            Asked("surname", "Nom", "name"),
            Asked("first_name", "Prénom", "name"),
            Asked("birth_date", "Date de naissance", "date", ("Né(e) le",)),
            Asked("birth_place", "Lieu de naissance"),
            Asked("address", "Adresse", "address"),
            Asked("phone", "Téléphone portable", "phone"),
            Asked("email", "Courriel", "email", ("E-mail",)),
            Asked("occupation", "Profession"),
            Asked("membership", "Type d'adhésion", hint="Première adhésion ou Renouvellement"),
            Asked("licence", "Numéro de licence", "code"),
            Asked("total", "Total à régler", "money"),
            Asked("payment", "Mode de paiement", "text", ("Règlement",)),
            Asked("emergency", "Personne à prévenir en cas d'urgence", "name"),
            Asked("signed", "Date de signature", "date"),
        ),
    ),
    Paper(
        "residence_it",
        "it",
        "Dichiarazione di residenza",
        residence,
        (
            Asked("surname", "Cognome", "name"),
            Asked("name", "Nome", "name"),
            Asked("birth_date", "Data di nascita", "date"),
            Asked("birth_place", "Luogo di nascita"),
            Asked("citizenship", "Cittadinanza"),
            Asked("tax_code", "Codice fiscale", "code"),
            Asked("marital_status", "Stato civile"),
            Asked("former_place", "Comune di provenienza"),
            Asked("street", "Via/Piazza", "text", ("Indirizzo",)),
            Asked("house_number", "Numero civico", "code"),
            Asked("document", "Documento d'identità", "code", hint="il numero"),
            Asked("phone", "Cellulare", "phone"),
            Asked(
                "family", "Familiari", "name", many=True, hint="cognome e nome di chi si trasferisce con il dichiarante"
            ),
            Asked("protocol", "Protocollo", "code"),
            Asked("date", "Data", "date"),
        ),
    ),
    Paper(
        "joining_de",
        "en",
        "Membership application",
        joining,
        (
            Asked("club", "Club", "name", ("Verein",)),
            Asked("surname", "Surname", "name"),
            Asked("first_name", "First name", "name"),
            Asked("birth_date", "Date of birth", "date"),
            Asked("sex", "Sex"),
            Asked("street", "Street and number"),
            Asked("town", "Postcode and town"),
            Asked("phone", "Mobile phone", "phone"),
            Asked("email", "E-mail", "email"),
            Asked("start", "Membership from", "date", ("Eintrittsdatum",)),
            Asked("department", "Department", "text", ("Abteilung",)),
            Asked("category", "Category", hint="Erwachsene, Jugendliche or Familie"),
            Asked("fee", "Annual fee", "money"),
            Asked("holder", "Account holder", "name"),
            Asked("iban", "IBAN", "iban"),
            Asked("bank", "Bank", "name"),
            Asked("signed", "Date signed", "date"),
        ),
    ),
    Paper(
        "course_pt",
        "pt",
        "Ficha de inscrição",
        course,
        (
            Asked("school", "Entidade formadora", "name", ("Escola",)),
            Asked("number", "N.º de inscrição", "code"),
            Asked("course", "Curso", "text", ("Ação de formação",)),
            Asked("name", "Nome completo", "name"),
            Asked("birth_date", "Data de nascimento", "date"),
            Asked("birth_place", "Naturalidade"),
            Asked("nationality", "Nacionalidade"),
            Asked("card", "Cartão de Cidadão", "code", ("CC",)),
            Asked("valid_until", "Validade", "date"),
            Asked("nif", "NIF", "tax_id", ("Contribuinte n.º",)),
            Asked("address", "Morada", "address"),
            Asked("postal_code", "Código postal", "code"),
            Asked("phone", "Telemóvel", "phone"),
            Asked("education", "Habilitações literárias", "text", ("Escolaridade",)),
            Asked("occupation", "Profissão"),
            Asked("fee", "Valor da inscrição", "money"),
            Asked("date", "Data", "date"),
        ),
    ),
)
