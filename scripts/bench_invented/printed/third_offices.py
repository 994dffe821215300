"""Papers of English-speaking offices: boxes of an insurance form, advices, labels, forms of key and value in boxes."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later

_CARRIERS = ("UPS Ground", "FedEx 2Day", "DHL Express Worldwide", "USPS Priority Mail")
_INSURERS = (
    "Great Prairie Casualty Company",
    "Harborline Mutual Insurance Co",
    "Summit National Indemnity",
    "Old Fulton Surety",
)
_BRANDS = ("KESTREL LIGHTS 100", "NORTHGATE MENTHOL", "DUNMORE FULL FLAVOR", "SABLE ULTRA KING SIZE")
_HEATING = ("Forced air, natural gas", "Heat pump", "Baseboard electric", "Radiant, propane")


def remittance(r: Draw) -> dict[str, Any]:
    paid = r.day()
    rows = [
        (r.code("SI-######"), later(paid, -r.randint(20, 70)), r.money(80, 4200), r.choice((0, 0, 0, 12.5, 20.0)))
        for _ in range(r.randint(2, 6))
    ]
    payer, payee = r.two_firms("gb")
    return {
        "payer": payer,
        "payee": payee,
        "paid": paid,
        "rows": rows,
        "address": r.address("gb"),
        "theirs": r.address("gb"),
        "total": round(sum(a - d for _, _, a, d in rows), 2),
        "saved": round(sum(d for _, _, _, d in rows), 2),
        "sort": r.code("##-##-##"),
        "account": r.code("****####"),
        "reference": r.code("PAY00####"),
        "supplier": r.code("V-####"),
        "mail": r.code("accounts.payable##@example.co.uk"),
        "method": r.choice(("BACS", "CHAPS", "Faster Payment")),
    }


def liability(r: Draw) -> dict[str, Any]:
    made = r.day()
    start = later(made, -r.randint(5, 200))
    limits = [r.choice((500000, 1000000, 2000000, 3000000)) for _ in range(3)]
    return {
        "made": made,
        "start": start,
        "end": start.replace(day=min(start.day, 28), year=start.year + 1),
        "producer": r.firm("us"),
        "agency": r.address("us"),
        "contact": r.person("us"),
        "phone": r.code("(###) 555-01##"),
        "insured": r.firm("us"),
        "address": r.address("us"),
        "insurer": r.choice(_INSURERS),
        "naic": r.code("#####"),
        "policy": r.code("CGL-#######-##"),
        "occurrence": limits[0],
        "aggregate": max(limits),
        "medical": r.choice((5000, 10000)),
        "holder": r.firm("us"),
        "theirs": r.address("us"),
        "claims": r.random() < 0.4,
        "number": r.code("CERT-#####"),
        "operations": r.choice(
            (
                "Roof replacement, Building C, north campus.",
                "Catering services during the annual county fair.",
                "Elevator maintenance under contract 21-118.",
            )
        ),
    }


def product_form(r: Draw) -> dict[str, Any]:
    made = r.day("1988-02-01", "1996-11-30")
    return {
        "brand": r.choice(_BRANDS),
        "made": made,
        "start": later(made, 30),
        "people": [r.person("us") for _ in range(3)],
        "region": r.choice(("Mid-Atlantic", "Great Lakes", "Gulf States", "Pacific NW")),
        "code": r.code("@@-###"),
        "length": r.choice(("83 mm", "99 mm", "120 mm")),
        "tar": r.choice(("4 mg", "9 mg", "15 mg")),
        "stores": r.randint(20, 480),
        "budget": r.money(1200, 48000),
        "fax": r.maybe(0.6, r.code("(###) 555-01##")),
        "page": r.randint(1, 4),
        "comments": r.maybe(
            0.7,
            r.choice(
                (
                    "Retail reception good. Two chains asked for more display stands.",
                    "Competitor cut its price by 20 cents in week three.",
                    "No response from vending accounts.",
                )
            ),
        ),
        "kind": r.choice(("New brand", "Line extension", "Package change")),
    }


def listing(r: Draw) -> dict[str, Any]:
    beds, feet = r.randint(1, 6), r.randint(700, 4200)
    return {
        "price": r.randint(149, 989) * 1000,
        "address": r.address("us"),
        "mls": r.code("########"),
        "beds": beds,
        "full": r.randint(1, 3),
        "half": r.randint(0, 1),
        "feet": feet,
        "lot": f"{r.uniform(0.1, 2.4):.2f}",
        "year": r.randint(1921, 2021),
        "listed": r.day(),
        "taxes": r.randint(1200, 14000),
        "hoa": r.maybe(0.4, r.randint(35, 420)),
        "agent": r.person("us"),
        "broker": r.firm("us"),
        "phone": r.code("(###) 555-01##"),
        "county": r.choice(("Deschutes", "Bibb", "St. Louis", "Tulsa")),
        "heating": r.choice(_HEATING),
        "school": r.choice(("Juniper Elementary", "Weaver Middle", "Lakeside High")),
        "style": r.choice(("Single Family", "Townhouse", "Condominium")),
    }


def shipping_label(r: Draw) -> dict[str, Any]:
    return {
        "sender": r.firm("us"),
        "origin": r.address("us"),
        "to": r.person("us"),
        "firm": r.maybe(0.5, r.firm("us")),
        "address": r.address("us"),
        "carrier": r.choice(_CARRIERS),
        "tracking": r.code("1Z #@# ### ## #### ####"),
        "weight": f"{r.uniform(0.5, 49):.1f}",
        "made": r.day(),
        "order": r.code("SO-#####"),
        "po": r.maybe(0.6, r.code("45########")),
        "boxes": (r.randint(1, 2), r.randint(2, 5)),
        "dims": f"{r.randint(6, 30)}x{r.randint(6, 20)}x{r.randint(3, 18)}",
        "phone": r.code("(###) 555-01##"),
        "note": r.maybe(0.4, "Leave at side door"),
    }


PAPERS = (
    Paper(
        "remittance",
        "en",
        "Remittance advice",
        remittance,
        (
            Asked("payer", "Payer", "name", ("Paid by",), "the company that pays us"),
            Asked("payee", "Payee", "name", ("Supplier name",), "the company that is paid, not the payer"),
            Asked("payment_date", "Payment date", "date", ("Date paid",)),
            Asked("payment_reference", "Payment reference", "code", ("Our ref",), patterns=(r"PAY\d{6}",)),
            Asked("payment_method", "Payment method", "text", ("Paid via",)),
            Asked("supplier_no", "Supplier no.", "code", ("Vendor number", "Your account")),
            Asked("invoice_numbers", "Invoice number", "code", ("Invoice no.", "Your invoice"), many=True),
            Asked("amounts", "Amount paid", "money", hint="the last column of the table, one per invoice", many=True),
            Asked("total", "Total paid", "money", ("Payment amount",), "the total in the last row of the table"),
            Asked("discount_total", "Discount taken", "money", hint="sum of all discounts"),
            Asked("sort_code", "Sort code", "code"),
            Asked("email", "E-mail for queries", "email"),
        ),
    ),
    Paper(
        "liability_cert",
        "en",
        "Certificate of liability insurance",
        liability,
        (
            Asked("certificate_date", "Date", "date", hint="the day the certificate was made, top right"),
            Asked("producer", "Producer", "name"),
            Asked("contact", "Contact name", "name"),
            Asked("phone", "Phone", "phone"),
            Asked("insured", "Insured", "name", hint="the insured company, not the producer"),
            Asked("insured_address", "Insured address", "address"),
            Asked("insurer", "Insurer A", "name", ("Insurer",)),
            Asked("naic", "NAIC #", "code"),
            Asked("policy_number", "Policy number", "code"),
            Asked("effective_date", "Policy effective date", "date", ("Policy eff",)),
            Asked("expiry_date", "Policy expiration date", "date", ("Policy exp",)),
            Asked("each_occurrence", "Each occurrence", "money"),
            Asked("aggregate", "General aggregate", "money"),
            Asked("operations", "Description of operations"),
            Asked("form", "Policy form", hint="the box that is ticked: claims-made or occurrence"),
            Asked("holder", "Certificate holder", "name"),
        ),
    ),
    Paper(
        "product_form",
        "en",
        "Product notification",
        product_form,
        (
            Asked("brand", "Brand", "name", ("Brand name",)),
            Asked("date", "Date", "date"),
            Asked("to", "To", "name"),
            Asked("from_person", "From", "name"),
            Asked("region", "Region", "text", ("Sales region",)),
            Asked("product_code", "Code", "code", ("Product code",)),
            Asked("length", "Length"),
            Asked("tar", "Tar"),
            Asked("stores", "Number of stores", "number"),
            Asked("budget", "Budget", "money"),
            Asked("start_date", "Effective date", "date", ("Start date",)),
            Asked("action", "Type of action", hint="the box that is ticked"),
            Asked("comments", "Comments"),
            Asked("approved_by", "Approved by", "name"),
            Asked("fax", "Fax", "phone"),
        ),
    ),
    Paper(
        "listing",
        "en",
        "Property listing",
        listing,
        (
            Asked("price", "Price", "money", ("List price",)),
            Asked("address", "Address", "address"),
            Asked("mls_number", "MLS number", "code", ("MLS #",)),
            Asked("bedrooms", "Bedrooms", "number", ("Beds",)),
            Asked("full_baths", "Full baths", "number"),
            Asked("living_area", "Living area", "number", ("Sq ft",), "in square feet"),
            Asked("lot_size", "Lot size", "number", hint="acres"),
            Asked("year_built", "Year built", "number"),
            Asked("list_date", "List date", "date"),
            Asked("taxes", "Annual taxes", "money"),
            Asked("hoa_fee", "HOA fee", "money"),
            Asked("property_type", "Property type"),
            Asked("heating", "Heating"),
            Asked("agent", "Listing agent", "name"),
            Asked("broker", "Brokerage", "name", ("Listing office",)),
            Asked("phone", "Agent phone", "phone"),
        ),
    ),
    Paper(
        "shipping_label",
        "en",
        "Shipping label",
        shipping_label,
        (
            Asked("sender", "Sender", "name", ("Ship from",)),
            Asked("recipient", "Recipient", "name", ("Ship to",), "the person it goes to"),
            Asked("recipient_address", "Recipient address", "address", ("Deliver to",)),
            Asked("tracking_number", "Tracking number", "code"),
            Asked("service", "Service", "text", ("Carrier",)),
            Asked("weight", "Weight", "number", hint="in pounds"),
            Asked("ship_date", "Ship date", "date"),
            Asked("order_number", "Order number", "code", ("Ref 1",)),
            Asked("po_number", "PO number", "code", ("Ref 2",)),
            Asked("package", "Package", hint="which of how many, like 1 of 3"),
            Asked("dimensions", "Dimensions"),
            Asked("instructions", "Delivery instructions"),
        ),
    ),
)
