"""A fifth set, of kinds that public labelled sets are made of: spots sold by stations, invoices, remittances, faxes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def ad_order(r: Draw) -> dict[str, Any]:
    start = r.day("2024-02-05", "2026-05-04")
    start -= timedelta(days=start.weekday())
    weeks = r.randint(1, 4)
    shows = (
        ("M-F 5A-7A", "Morning News", 190.0),
        ("M-F 11A-12P", "Midday Report", 125.0),
        ("M-Su 6P-630P", "Evening News at 6", 640.0),
        ("Sa 10P-11P", "Saturday Late Edition", 310.0),
        ("Tu 8P-9P", "Prime Rotator", 1250.0),
        ("M-F 9A-3P", "Daytime ROS", 60.0),
        ("Su 9A-10A", "Sunday Forum", 275.0),
    )
    rows = [(*show, r.randint(1, 12)) for show in r.some(shows, 2, 6)]
    gross = round(sum(p * n for *_, p, n in rows), 2)
    letters = r.choice(("WQZT", "KLVR", "WHEN", "KXNO")) + "-TV"
    who = f"{r.person('us').split()[1]}"
    return {
        "advertiser": r.choice(
            (
                f"{who} for Senate",
                f"Friends of {who}",
                "Citizens for Safer Roads PAC",
                f"Committee to Elect {who}",
                "Prairie Values Action",
            )
        ),
        "agency": r.choice(
            ("Blue Heron Media Buyers", "Lantern Media Group", "Target Reach LLC", "Old Mill Strategies")
        ),
        "home": r.address("us"),
        "agency_home": r.address("us"),
        "station": letters,
        "owner": r.choice(("Gray Lakes Broadcasting", "Tri-State Television LLC", "Meridian Media Holdings")),
        "contract": r.code("######"),
        "alt": r.code("########"),
        "revision": r.randint(0, 3),
        "start": start,
        "to": start + timedelta(days=weeks * 7 - 1),
        "made": start - timedelta(days=r.randint(2, 12)),
        "product": r.choice(("POL/US SENATE", "Political - Issue", "State House D14", f"{who.upper()} GENERAL")),
        "estimate": r.maybe(0.6, r.code("###")),
        "rows": rows,
        "gross": gross,
        "fee": round(gross * 0.15, 2),
        "net": round(gross * 0.85, 2),
        "spots": sum(n for *_, n in rows),
        "seller": r.person("us"),
        "buyer": r.person("us"),
        "office": r.choice(("WASHINGTON DC", "CHI", "NATL - Philadelphia")),
        "demo": r.choice(("Adults 35+", "RA35+", "P18+")),
    }


def trade_bill(r: Draw) -> dict[str, Any]:
    goods = (
        ("10442", "Hex bolt M8x40 A2, box of 100", 14.2),
        ("BRK-7", "Wall bracket, powder coated", 6.85),
        ("FLT-220", "Air filter element 220 mm", 31.4),
        ("S-LAB", "On-site labour, technician", 78.0),
        ("TRV", "Travel flat rate zone 2", 45.0),
        ("PMP-09", "Diaphragm pump repair kit", 112.5),
        ("CBL-50", "Control cable, 50 m reel", 64.9),
    )
    rows = [(*g, r.randint(1, 24)) for g in r.some(goods, 1, 5)]
    net = round(sum(round(p * n, 2) for *_, p, n in rows), 2)
    made = r.day()
    tax = round(net * 0.2, 2)
    one, two = r.two_firms("gb")
    account = r.code("########")
    return {
        "vendor": one,
        "home": r.address("gb"),
        "customer": two,
        "other": r.address("gb"),
        "ship": r.maybe(0.5, r.address("gb")),
        "vat": r.code("GB ### #### ##"),
        "reg": r.code("0#######"),
        "customer_id": r.code("C-####"),
        "number": r.code("SI-######"),
        "order": r.code("PO######"),
        "made": made,
        "due": later(made, 30),
        "rows": rows,
        "net": net,
        "tax": tax,
        "gross": round(net + tax, 2),
        "paid": (paid := r.maybe(0.3, 50.0)),
        "open": round(net + tax - (paid or 0), 2),
        "account": account,
        "sort": r.code("##-##-##"),
        "iban": r.code("GB## NWBK #### ##") + f"{account[:2]} {account[2:6]} {account[6:]}",
        "bic": r.choice(("NWBKGB2L", "BARCGB22XXX", "MIDLGB21")),
        "mail": r.choice(("accounts@pennine.example", "billing@hallamrudge.example", "ar@wyevalley.example")),
        "phone": r.code("01### ######"),
        "terms": r.choice(("30 days net", "Net 30", "30 days from date of invoice")),
    }


def remittance(r: Draw) -> dict[str, Any]:
    made = r.day()
    rows = []
    for _ in range(r.randint(1, 6)):
        amount = r.money(90, 9400)
        cut = r.maybe(0.3, round(amount * 0.02, 2)) or 0.0
        rows.append((r.code(r.choice(("INV-#####", "######", "A####"))), later(made, -r.randint(20, 60)), amount, cut))
    one, two = r.two_firms("us")
    return {
        "payer": one,
        "home": r.address("us"),
        "payee": two,
        "other": r.address("us"),
        "vendor": r.code("V0####"),
        "number": r.code("00######"),
        "made": made,
        "rows": rows,
        "gross": round(sum(row[2] for row in rows), 2),
        "off": round(sum(row[3] for row in rows), 2),
        "total": round(sum(row[2] - row[3] for row in rows), 2),
        "bank": r.choice(("First Prairie Bank", "Harbor National Bank", "Union Savings of Ohio")),
        "phone": r.code("(###) 555-01##"),
        "mail": r.choice(("ap@cascade.example", "payables@tricounty.example")),
        "trace": r.code("0210000########"),
    }


def fax_form(r: Draw) -> dict[str, Any]:
    return {
        "to": r.person("us"),
        "to_firm": r.firm("us"),
        "by": r.person("us"),
        "firm": r.choice(("Carrow & Pitt Attorneys", "Lorne Leaf Tobacco Company", "HARTWELL RESEARCH INSTITUTE")),
        "dept": r.choice(("Regulatory Affairs", "Marketing Research", "Legal Department")),
        "fax": r.code("(###) 555-01##"),
        "phone": r.code("(###) 555-01##"),
        "sender_phone": r.code("###-555-01##"),
        "sender_fax": r.code("###-555-01##"),
        "made": r.day("1991-01-08", "1999-11-30"),
        "hour": r.choice(("3:42 PM", "10:15 AM", "9:05 AM")),
        "pages": r.randint(2, 31),
        "about": r.choice(
            (
                "Draft protocol for smoke panel",
                "Deposition schedule - revised",
                "Retail promotion, Region 4",
                "Ad hoc committee comments",
            )
        ),
        "matter": r.maybe(0.5, r.code("#####-###")),
        "note": r.maybe(
            0.6,
            r.choice(("Please call when received.", "Original to follow by mail.", "For your review and comments.")),
        ),
        "bates": r.code("########"),
        "road": r.address("us"),
    }


PAPERS = (
    Paper(
        "ad_order",
        "en",
        "Television advertising order",
        ad_order,
        (
            Asked("advertiser", "Advertiser", "name"),
            Asked("agency", "Agency", "name"),
            Asked("contract_num", "Contract number", "code", ("Order number", "Contract / Revision")),
            Asked("product", "Product"),
            Asked("flight_from", "Flight from", "date", hint="first day of the flight"),
            Asked("flight_to", "Flight to", "date", hint="last day of the flight"),
            Asked("gross_amount", "Gross amount", "money"),
            Asked("tv_address", "Station address", "address"),
            Asked("property", "Station", "name", ("Property",)),
            Asked("program_desc", "Program description", many=True),
            Asked("sub_amount", "Line amount", "money", many=True),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "trade_bill",
        "en",
        "Business invoice",
        trade_bill,
        (
            Asked("document_id", "Invoice number", "code"),
            Asked("date_issue", "Issue date", "date"),
            Asked("date_due", "Due date", "date"),
            Asked("order_id", "Order number", "code", ("Your order",)),
            Asked("customer_id", "Customer number", "code", ("Account no.",)),
            Asked("vendor_name", "Vendor", "name"),
            Asked("vendor_address", "Vendor address", "address"),
            Asked("vendor_tax_id", "Vendor VAT number", "code"),
            Asked("customer_billing_name", "Customer billing name", "name"),
            Asked("customer_billing_address", "Customer billing address", "address"),
            Asked("amount_total_net", "Net total", "money"),
            Asked("amount_total_tax", "Total tax", "money"),
            Asked("amount_total_gross", "Gross total", "money"),
            Asked("amount_paid", "Amount paid", "money"),
            Asked("amount_due", "Amount due", "money"),
            Asked("account_num", "Bank account number", "code"),
            Asked("iban", "IBAN", "code"),
            Asked("bic", "BIC", "code"),
            Asked("line_item_description", "Line item description", many=True),
            Asked("line_item_quantity", "Line item quantity", "number", many=True),
            Asked("line_item_amount_net", "Line item amount", "money", many=True),
        ),
        ("a", "b", "c"),
    ),
    Paper(
        "payment_advice",
        "en",
        "Remittance advice",
        remittance,
        (
            Asked("payer", "Payer", "name", hint="who pays"),
            Asked("payee", "Payee", "name", ("Vendor name", "Pay to")),
            Asked("vendor_number", "Vendor number", "code", ("Supplier no.",)),
            Asked("payment_number", "Payment number", "code", ("Check number",)),
            Asked("payment_date", "Payment date", "date", ("Check date",)),
            Asked("invoice_number", "Invoice numbers", "code", many=True),
            Asked("invoice_date", "Invoice dates", "date", many=True),
            Asked("net_amount", "Net amounts", "money", many=True, hint="what is paid of each invoice"),
            Asked("total_amount", "Total paid", "money", ("Check amount",)),
            Asked("discount_total", "Total discount", "money"),
        ),
        ("a", "b"),
    ),
    Paper(
        "fax_form",
        "en",
        "Fax cover sheet",
        fax_form,
        (
            Asked("recipient", "Recipient", "name", ("To",)),
            Asked("recipient_company", "Recipient company", "name", ("Company", "Firm")),
            Asked("recipient_fax", "Fax number", "phone", ("Telecopier no.",), hint="of the recipient"),
            Asked("sender", "Sender", "name", ("From",)),
            Asked("sender_company", "Sender company", "name"),
            Asked("sender_phone", "Sender phone", "phone"),
            Asked("date", "Date", "date"),
            Asked("time", "Time"),
            Asked("pages", "Number of pages", "number"),
            Asked("subject", "Subject", "text", ("Re",)),
            Asked("matter", "Client/matter number", "code"),
            Asked("message", "Comments", "text", ("Message",)),
        ),
        ("a", "b", "c"),
    ),
)
