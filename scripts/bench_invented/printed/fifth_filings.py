"""A fifth set, of kinds that public labelled sets are made of: what is filed with offices."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def foreign_agent(r: Draw) -> dict[str, Any]:
    lands = ("Republic of Vardonia", "Kingdom of Estmark", "United Provinces of Lomar", "State of Qasr")
    made = r.day("2019-02-01", "2025-10-30")
    land = r.choice(lands)
    return {
        "registrant": r.choice(
            (
                "Potomac Bridge Strategies LLC",
                "Harlow, Finch & Pryce LLP",
                "GlobalReach Advocates, Inc.",
                r.person("us"),
            )
        ),
        "home": r.choice(("1200 K Street NW, Suite 410", "655 Fifteenth St. NW", "88 Pine Street, 21st Floor")),
        "town": r.choice(("Washington, DC 20005", "New York, NY 10005")),
        "number": r.code("6###"),
        "principal": r.choice(
            (
                f"Embassy of the {land}",
                f"Ministry of Tourism, {land}",
                f"{land} Trade Promotion Board",
                f"Government of the {land}",
            )
        ),
        "principal_home": r.choice(("14 Harbour Road, Port Selm", "3 Independence Sq., Kessel", "Box 90, Al-Wadi")),
        "land": land,
        "signer": r.person("us"),
        "title": r.choice(("Managing Partner", "President and CEO", "Vice President, Compliance", "Associate Counsel")),
        "made": made,
        "filed": later(made, r.randint(0, 3)),
        "hour": r.choice(("9:12:40 AM", "4:55:03 PM", "11:30:21 AM")),
        "end": later(made, -r.randint(3, 28)),
        "nature": r.choice(
            (
                "Public relations and media outreach in the United States",
                "Arranging meetings with officials and drafting briefing papers",
            )
        ),
    }


def charity_accounts(r: Draw) -> dict[str, Any]:
    year, month = r.randint(2018, 2024), r.choice(((3, 31), (12, 31), (8, 31)))
    income = float(r.randint(18000, 2400000))
    spent = float(round(income * r.uniform(0.8, 1.15)))
    names = ("Bramley Green Community Trust", "The Otter Valley Hospice", "Friends of Thornbury Library")
    more = ("Hope Street Night Shelter", "ST. ALDATE'S PARISH RELIEF", "Northgate Youth Theatre Limited")
    gifts = round(income * 0.7)
    return {
        "name": r.choice(names + more),
        "number": r.code("1######"),
        "company": r.maybe(0.5, r.code("0#######")),
        "street": r.choice(("14 Mill Lane", "The Old Vicarage, Church Road", "Unit 3, Quayside House")),
        "town": r.choice(("Taunton", "Bury St Edmunds", "Swansea", "Hebden Bridge")),
        "postcode": r.choice(("TA1 2PF", "IP33 1QT", "SA1 8AY", "HX7 6EU")),
        "end": f"{month[1]} {('March', 'August', 'December')[(3, 8, 12).index(month[0])]} {year}",
        "begin": {3: f"1 April {year - 1}", 12: f"1 January {year}", 8: f"1 September {year - 1}"}[month[0]],
        "year": year,
        "income": income,
        "gifts": gifts,
        "grants": income - gifts,
        "spent": spent,
        "raising": (raising := round(spent * 0.15)),
        "doing": spent - raising,
        "last": round(income * 0.94),
        "last_spent": round(spent * 0.9),
        "trustees": [r.person("gb") for _ in range(r.randint(3, 6))],
        "bank": r.choice(("Pennine Savings Bank, 2 Market Sq, Leeds LS1 4DY", "Coastal Bank plc, Exeter EX1 1AA")),
        "auditor": f"{r.person('gb')} FCA, {r.choice(('Moss & Co', 'Tranter Hale LLP'))}, 7 High Street, York YO1 7HU",
        "us0": lambda value: f"{value:,.0f}",
    }


def annual_filing(r: Draw) -> dict[str, Any]:
    year = r.randint(2019, 2025)
    name, ticker = r.choice(
        (
            ("Halvorsen Marine Holdings, Inc.", "HVMH"),
            ("BRIGHTFORD THERAPEUTICS CORP", "BRTF"),
            ("Ozark Timber Products Company", "OZT"),
            ("Larkspur Software, Inc.", "LSFT"),
        )
    )
    towns = (("Tulsa, Oklahoma", "74105"), ("Bend, Oregon", "97702"), ("Duluth, Minnesota", "55811"))
    return {
        "name": name,
        "ticker": ticker,
        "state": r.choice(("Delaware", "Nevada", "Minnesota", "Missouri")),
        "file": r.code("001-#####"),
        "ein": r.code("##-#######"),
        "street": r.street("us"),
        "town": (town := r.choice(towns))[0],
        "zip": town[1],
        "phone": r.code("(###) 555-01##"),
        "end": r.choice((f"December 31, {year}", f"June 30, {year}", f"September 30, {year}")),
        "exchange": r.choice(("New York Stock Exchange", "The Nasdaq Stock Market LLC", "NYSE American")),
        "shares": f"{r.randint(4, 210)},{r.randint(100, 999)},{r.randint(100, 999)}",
        "value": f"${r.randint(20, 900)}" + r.choice((r.code(".# million"), r.code(",###,###"))),
        "asof": r.choice((f"February 2{r.randint(0, 8)}, {year + 1}", f"March {r.randint(1, 28)}, {year + 1}")),
    }


PAPERS = (
    Paper(
        "foreign_agent",
        "en",
        "Registration of an agent of a foreign principal",
        foreign_agent,
        (
            Asked("registrant_name", "Registrant", "name", ("Name of registrant",)),
            Asked("registration_num", "Registration number", "code"),
            Asked("foreign_principal_name", "Foreign principal", "name", ("Name of foreign principal",)),
            Asked("signer_name", "Signer", "name", hint="who signs for the registrant"),
            Asked("signer_title", "Title of the signer"),
            Asked("file_date", "File date", "date", hint="the day on which it was filed or signed"),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "charity_accounts",
        "en",
        "Charity annual report",
        charity_accounts,
        (
            Asked("charity_name", "Charity name", "name"),
            Asked("charity_number", "Charity number", "code", ("Registered charity number",)),
            Asked("report_date", "Reporting date", "date", hint="the end of the financial year"),
            Asked("street_line", "Street", "text"),
            Asked("post_town", "Post town"),
            Asked("postcode", "Postcode", "code"),
            Asked("income_annually", "Annual income", "money", ("Total income",)),
            Asked("spending_annually", "Annual spending", "money", ("Total expenditure",)),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "annual_filing",
        "en",
        "Annual report cover page (10-K)",
        annual_filing,
        (
            Asked("registrant", "Registrant", "name", ("Company name",)),
            Asked("fiscal_year_end", "Fiscal year end", "date", hint="the period covered by the report"),
            Asked("file_number", "Commission file number", "code"),
            Asked("state", "State of incorporation"),
            Asked("ein", "IRS employer identification number", "code", ("EIN",)),
            Asked("address", "Address of principal executive offices", "address"),
            Asked("zip", "Zip code", "code"),
            Asked("phone", "Telephone number", "phone"),
            Asked("ticker", "Trading symbol", "code"),
            Asked("exchange", "Exchange", "text", ("Stock exchange",)),
            Asked("shares", "Shares outstanding", "number"),
            Asked("market_value", "Aggregate market value", "text"),
        ),
        ("a", "b"),
    ),
)
