"""What is hardest for any reader: no labels, running text, boxes in boxes. Kept until measured, looked at
since.
"""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def business_card(r: Draw) -> dict[str, Any]:
    first, last = r.person("nl").split(" ", 1)
    return {
        "name": f"{first} {last}",
        "title": r.choice(
            ("Accountmanager Benelux", "Head of Operations", "Teamleider inkoop", "Notaris", "UX Researcher")
        ),
        "degree": r.maybe(0.3, r.choice(("MSc", "RA", "PhD"))),
        "mobile": r.code("+31 6 #### ####"),
        "phone": r.maybe(0.6, r.code("+31 20 ### ####")),
        "mail": f"{first[0]}.{last.split()[-1]}".lower(),
        "address": r.address("nl"),
        "register": r.code("########"),
    }


def minutes(r: Draw) -> dict[str, Any]:
    held = r.day()
    people = list(dict.fromkeys(r.person("gb") for _ in range(9)))
    subjects = (
        "the boiler replacement",
        "the audit recommendations",
        "parking permits",
        "the volunteer rota",
        "the website move",
        "roof repairs",
        "the reserves policy",
        "the summer fair",
    )
    return {
        "held": held,
        "next": r.maybe(0.8, later(held, r.choice((28, 35, 91)))),
        "people": people[:5],
        "sorry": people[5 : 5 + r.randint(0, 2)],
        "hour": r.choice(("6.30 pm", "10:00", "19.15")),
        "closed": r.choice(("8.05 pm", "11:40", "21.00")),
        "place": r.choice(
            ("Committee Room 2, Town Hall", "the Scout Hut, Mill Lane", "Microsoft Teams", "St Anne's Church Hall")
        ),
        "tasks": [(subject, who, later(held, r.randint(7, 60)))
                  for subject, who in zip(r.some(subjects, 2, 4), r.sample(people[:5], 5), strict=False)],
        "spend": r.randint(8, 95) * 100,
        "before": later(held, -28),
        "votes": r.randint(2, 4),
    }


def benefits(r: Draw) -> dict[str, Any]:
    served = r.day()
    rows = []
    for name in r.some(
        (
            "Office visit, established",
            "Lab: lipid panel",
            "X-ray chest 2 views",
            "Therapeutic exercise",
            "Immunization admin",
            "EKG with report",
        ),
        2,
        4,
    ):
        billed = r.money(45, 690)
        allowed = round(billed * r.uniform(0.35, 0.85), 2)
        share = round(allowed * r.choice((0.0, 0.1, 0.2)), 2)
        rows.append((name, billed, round(billed - allowed, 2), round(allowed - share, 2), share))
    return {
        "member": r.person("us"),
        "patient": r.person("us"),
        "id": r.code("XJB#########"),
        "group": r.code("00####-##"),
        "claim": r.code("2025###########"),
        "provider": r.choice(("Lakeside Family Practice, PA", "Dr. Ana Pruitt, MD", "Summit Radiology Partners")),
        "served": served,
        "made": later(served, r.randint(9, 40)),
        "received": later(served, 4),
        "rows": rows,
        "billed": round(sum(row[1] for row in rows), 2),
        "off": round(sum(row[2] for row in rows), 2),
        "paid": round(sum(row[3] for row in rows), 2),
        "owe": round(sum(row[4] for row in rows), 2),
        "address": r.address("us"),
        "check": r.maybe(0.5, r.code("0########")),
        "left": r.money(0, 1800),
    }


def employment(r: Draw) -> dict[str, Any]:
    start = r.day()
    return {
        "made": later(start, -r.randint(3, 30)),
        "start": start,
        "person": r.person("fr"),
        "address": r.address("fr"),
        "born": r.day("1965-01-01", "2003-01-01"),
        "town": r.choice(("Brest", "Lyon 8e", "Cayenne", "Dunkerque")),
        "ssn": r.code("2 8# 0# ## ### ### ##"),
        "job": r.choice(("chargée de clientèle", "chef de rang", "technicien de maintenance", "ingénieure structure")),
        "head": r.person("fr"),
        "pay": r.money(1850, 4700),
        "trial": r.choice(("deux mois", "trois mois", "quatre mois")),
        "hours": r.choice(("35 heures", "39 heures")),
        "place": r.town("fr"),
        "end": r.maybe(0.4, later(start, r.choice((180, 365)))),
        "notice": r.choice(("un mois", "deux mois", "trois mois")),
        "level": r.choice(("niveau III, échelon 1", "coefficient 275")),
        "thirteenth": r.maybe(0.4, "un treizième mois"),
    }


def air_waybill(r: Draw) -> dict[str, Any]:
    pieces, gross, rate = r.randint(1, 48), r.randint(12, 1900), r.money(1.1, 6.4)
    charged = max(gross, round(gross * r.uniform(1.0, 1.3)))
    freight, other = round(charged * rate, 2), r.money(15, 160)
    return {
        "number": r.code("618-#### ####"),
        "shipper": r.firm("sg"),
        "from_": r.address("sg"),
        "to": r.address("de"),
        "consignee": r.firm("de"),
        "agent": r.maybe(0.7, r.choice(("Orchid Air Cargo Pte Ltd", "Kessler Forwarding (S) Pte Ltd"))),
        "iata": r.code("32-3 ####/####"),
        "departure": "SINGAPORE CHANGI",
        "code": r.choice(("FRA", "MUC", "DUS")),
        "destination": r.choice(("FRANKFURT", "MUNICH", "DUSSELDORF")),
        "flight": r.code("SQ3##/") + f"{r.randint(1, 28):02}",
        "currency": r.choice(("SGD", "USD")),
        "pieces": pieces,
        "gross": gross,
        "charged": charged,
        "rate": rate,
        "freight": freight,
        "other": other,
        "total": round(freight + other, 2),
        "made": r.day(),
        "goods": r.choice(
            ("PRINTED CIRCUIT BOARDS", "AIRCRAFT SPARES", "ORNAMENTAL FISH", "LABORATORY REAGENTS NON-HAZ")
        ),
        "handling": r.maybe(0.5, r.choice(("KEEP BETWEEN 2 AND 8 C", "DO NOT TILT", "NOTIFY CONSIGNEE ON ARRIVAL"))),
        "size": f"{r.randint(30, 120)}X{r.randint(30, 90)}X{r.randint(20, 80)} CM",
        "coll": r.choice((True, False)),
    }


def tax_paid(r: Draw) -> dict[str, Any]:
    rows, made = [], r.day()
    for name in r.some(
        ("增值税", "城市维护建设税", "企业所得税", "印花税", "教育费附加", "房产税", "个人所得税"), 2, 4
    ):
        start = later(made.replace(day=1), -r.choice((31, 62, 92))).replace(day=1)
        rows.append(
            (r.code("3320##########"), name, start, later(start, 29), later(made, -r.randint(1, 9)), r.money(80, 68000))
        )
    return {
        "number": r.code("(##1)苏国证########"),
        "payer": r.firm("zh"),
        "id": r.code("9132##########K#R#"),
        "rows": rows,
        "made": made,
        "total": round(sum(row[5] for row in rows), 2),
        "clerk": r.person("zh"),
        "remark": r.maybe(0.4, r.choice(("主管税务所（科、分局）：第三税务所", "一般申报，正税"))),
        "office": r.choice(("国家税务总局苏州工业园区税务局", "国家税务总局无锡市梁溪区税务局")),
    }


PAPERS = (
    Paper(
        "business_card",
        "en",
        "Business card",
        business_card,
        (
            Asked("name", "Name", "name"),
            Asked("title", "Job title"),
            Asked("company", "Company", "name"),
            Asked("mobile", "Mobile", "phone"),
            Asked("phone", "Phone", "phone", hint="Fixed line, not the mobile"),
            Asked("email", "Email", "email"),
            Asked("website", "Website"),
            Asked("address", "Address", "address"),
        ),
    ),
    Paper(
        "minutes",
        "en",
        "Minutes",
        minutes,
        (
            Asked("body", "Committee or company", "name"),
            Asked("date", "Date of meeting", "date"),
            Asked("place", "Venue"),
            Asked("chair", "Chair", "name"),
            Asked("present", "Present", "name", ("Attendees",), many=True),
            Asked("apologies", "Apologies", "name", many=True),
            Asked("owners", "Action owner", "name", hint="Who has to do it", many=True),
            Asked("amount", "Approved spending", "money"),
            Asked("next_meeting", "Next meeting", "date"),
            Asked("closed", "Meeting closed at"),
        ),
    ),
    Paper(
        "benefits",
        "en",
        "Explanation of benefits",
        benefits,
        (
            Asked("insurer", "Health plan", "name"),
            Asked("member", "Member", "name", ("Subscriber",)),
            Asked("patient", "Patient", "name"),
            Asked("member_id", "Member ID", "code", ("ID number",)),
            Asked("group", "Group number", "code"),
            Asked("claim", "Claim number", "code"),
            Asked("provider", "Provider", "name"),
            Asked("service_date", "Date of service", "date"),
            Asked("services", "Service", "text", ("Service description",), many=True),
            Asked("billed", "Total billed", "money", ("Amount billed",)),
            Asked("discount", "Plan discount", "money"),
            Asked("plan_paid", "Plan paid", "money"),
            Asked("owed", "What you owe", "money", ("Your responsibility",)),
        ),
    ),
    Paper(
        "employment",
        "fr",
        "Contrat de travail",
        employment,
        (
            Asked("employer", "Employeur", "name"),
            Asked("represented_by", "Représentant", "name", hint="Qui signe pour l'employeur"),
            Asked("employee", "Salarié", "name"),
            Asked("birth_date", "Date de naissance", "date"),
            Asked("address", "Adresse du salarié", "address"),
            Asked("position", "Fonction", "text", ("Emploi",)),
            Asked("start_date", "Date d'embauche", "date"),
            Asked("end_date", "Date de fin", "date", hint="Seulement si le contrat est à durée déterminée"),
            Asked("trial", "Période d'essai"),
            Asked("hours", "Durée du travail", hint="Par semaine"),
            Asked("salary", "Salaire mensuel brut", "money", ("Rémunération",)),
            Asked("notice", "Préavis"),
            Asked("signed", "Fait le", "date"),
        ),
    ),
    Paper(
        "air_waybill",
        "en",
        "Air waybill",
        air_waybill,
        (
            Asked("number", "AWB number", "code", ("Air waybill no.",)),
            Asked("shipper", "Shipper", "name"),
            Asked("consignee", "Consignee", "name"),
            Asked("consignee_address", "Consignee's address", "address"),
            Asked("agent", "Issuing carrier's agent", "name"),
            Asked("departure", "Airport of departure"),
            Asked("destination", "Airport of destination"),
            Asked("flight", "Flight/Date", "text"),
            Asked("pieces", "No. of pieces", "number", ("No. of pieces RCP",)),
            Asked("gross_weight", "Gross weight", "number"),
            Asked("chargeable_weight", "Chargeable weight", "number"),
            Asked("total", "Total prepaid", "money", ("Total collect", "Total charges")),
            Asked("handling", "Handling information"),
        ),
    ),
    Paper(
        "zh_tax_paid",
        "zh",
        "完税证明",
        tax_paid,
        (
            Asked("number", "证明编号", "code", ("No",)),
            Asked("payer", "纳税人名称", "name"),
            Asked("id", "纳税人识别号", "tax_id"),
            Asked("office", "税务机关", "name"),
            Asked("vouchers", "原凭证号", "code", many=True),
            Asked("taxes", "税种", "text", many=True),
            Asked("amounts", "实缴金额", "money", ("实缴（退）金额",), many=True),
            Asked("total", "金额合计", "money", ("合计",)),
            Asked("issued", "填发日期", "date"),
            Asked("clerk", "填票人", "name"),
            Asked("remark", "备注"),
        ),
    ),
)
