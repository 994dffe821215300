"""UBL invoices and credit notes: XRechnung, Peppol and whoever else writes EN 16931 in this syntax."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .facts import Collector, Facts
from .parts import Table, add_address, one_line, take
from .safe_xml import text

ROOTS = ("Invoice", "CreditNote")

_HEADER: Table = (
    ("BT-1", "ID"), ("BT-2", "IssueDate"), ("BT-3", "InvoiceTypeCode"), ("BT-3", "CreditNoteTypeCode"),
    ("BT-5", "DocumentCurrencyCode"), ("BT-6", "TaxCurrencyCode"), ("BT-9", "DueDate"),
    ("BT-9", "PaymentMeans/PaymentDueDate"), ("BT-10", "BuyerReference"), ("BT-11", "ProjectReference/ID"),
    ("BT-12", "ContractDocumentReference/ID"), ("BT-13", "OrderReference/ID"),
    ("BT-14", "OrderReference/SalesOrderID"), ("BT-16", "DespatchDocumentReference/ID"), ("BT-19", "AccountingCost"),
    ("BT-20", "PaymentTerms/Note"), ("BT-22", "Note"), ("BT-25", "BillingReference/InvoiceDocumentReference/ID"),
    ("BT-26", "BillingReference/InvoiceDocumentReference/IssueDate"), ("BT-59", "PayeeParty/PartyName/Name"),
    ("BT-70", "Delivery/DeliveryParty/PartyName/Name"), ("BT-72", "Delivery/ActualDeliveryDate"),
    ("BT-73", "InvoicePeriod/StartDate"), ("BT-74", "InvoicePeriod/EndDate"),
    ("BT-81", "PaymentMeans/PaymentMeansCode"), ("BT-83", "PaymentMeans/PaymentID"),
    ("BT-84", "PaymentMeans/PayeeFinancialAccount/ID"), ("BT-85", "PaymentMeans/PayeeFinancialAccount/Name"),
    ("BT-86", "PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID"),
    ("BT-89", "PaymentMeans/PaymentMandate/ID"), ("BT-91", "PaymentMeans/PaymentMandate/PayerFinancialAccount/ID"),
    ("BT-106", "LegalMonetaryTotal/LineExtensionAmount"), ("BT-107", "LegalMonetaryTotal/AllowanceTotalAmount"),
    ("BT-108", "LegalMonetaryTotal/ChargeTotalAmount"), ("BT-109", "LegalMonetaryTotal/TaxExclusiveAmount"),
    ("BT-112", "LegalMonetaryTotal/TaxInclusiveAmount"), ("BT-113", "LegalMonetaryTotal/PrepaidAmount"),
    ("BT-114", "LegalMonetaryTotal/PayableRoundingAmount"), ("BT-115", "LegalMonetaryTotal/PayableAmount"),
)
_TAX: Table = (
    ("BT-116", "TaxSubtotal/TaxableAmount"), ("BT-117", "TaxSubtotal/TaxAmount"),
    ("BT-119", "TaxSubtotal/TaxCategory/Percent"),
)
_LINE: Table = (
    ("BT-126", "ID"), ("BT-129", "InvoicedQuantity"), ("BT-129", "CreditedQuantity"), ("BT-131", "LineExtensionAmount"),
    ("BT-146", "Price/PriceAmount"), ("BT-153", "Item/Name"), ("BT-154", "Item/Description"),
    ("BT-155", "Item/SellersItemIdentification/ID"), ("BT-156", "Item/BuyersItemIdentification/ID"),
    ("BT-157", "Item/StandardItemIdentification/ID"), ("BT-152", "Item/ClassifiedTaxCategory/Percent"),
)


def is_invoice(root: Element) -> bool:
    """"Invoice" is a common word: UBL's has these in common."""
    return root.find("AccountingSupplierParty") is not None or root.find("LegalMonetaryTotal") is not None


def read(root: Element) -> Facts:
    found = Collector()
    take(found, root, _HEADER)
    _party(found, root.find("AccountingSupplierParty/Party"), name="BT-27", trading="BT-28", number="BT-29",
           legal="BT-30", vat="BT-31", tax="BT-32", address="BG-5", contact=("BT-41", "BT-42", "BT-43"))
    _party(found, root.find("AccountingCustomerParty/Party"), name="BT-44", trading="BT-45", number="BT-46",
           legal="BT-47", vat="BT-48", tax="BT-48", address="BG-8", contact=("BT-56", "BT-57", "BT-58"))
    add_address(found, "BG-15", _address(root.find("Delivery/DeliveryLocation/Address")))
    own = text(root, "DocumentCurrencyCode")
    for total in root.findall("TaxTotal"):
        amount = total.find("TaxAmount")
        if amount is not None:
            found.add("BT-110" if amount.get("currencyID") in (None, "", own) else "BT-111", amount.text)
        take(found, total, _TAX)
    lines = [*root.findall("InvoiceLine"), *root.findall("CreditNoteLine")]
    for number, line in enumerate(lines, 1):
        take(found, line, _LINE, line=number)
        for quantity in (*line.findall("InvoicedQuantity"), *line.findall("CreditedQuantity")):
            found.add("BT-130", quantity.get("unitCode"), number)
    return Facts("xml", "ubl", tuple(found.items), text(root, "CustomizationID"))


def _party(found: Collector, party: Element | None, *, name: str, trading: str, number: str, legal: str, vat: str,
           tax: str, address: str, contact: tuple[str, str, str]) -> None:
    if party is None:
        return
    registered, known_as = text(party, "PartyLegalEntity/RegistrationName"), text(party, "PartyName/Name")
    found.add(name, one_line(registered or known_as))
    found.add(trading, one_line(known_as) if registered else "")
    found.add(number, text(party, "PartyIdentification/ID"))
    found.add(legal, text(party, "PartyLegalEntity/CompanyID"))
    for scheme in party.findall("PartyTaxScheme"):
        found.add(vat if text(scheme, "TaxScheme/ID") == "VAT" else tax, text(scheme, "CompanyID"))
    add_address(found, address, _address(party.find("PostalAddress")))
    for term, path in zip(contact, ("Contact/Name", "Contact/Telephone", "Contact/ElectronicMail"), strict=True):
        found.add(term, text(party, path))


def _address(place: Element | None) -> list[str]:
    """Street lines, then "postcode city", then the country."""
    if place is None:
        return []
    lines = [text(place, part) for part in ("StreetName", "AdditionalStreetName", "AddressLine/Line")]
    town = " ".join(filter(None, (text(place, "PostalZone"), text(place, "CityName"))))
    return [*lines, town, text(place, "Country/IdentificationCode")]
