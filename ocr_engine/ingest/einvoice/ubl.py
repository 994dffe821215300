"""UBL invoices and credit notes: XRechnung, Peppol and whoever else writes EN 16931 in this syntax."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .facts import Collector, Facts
from .parts import (
    BUYER,
    DELIVERED_TO,
    SELLER,
    AddressPaths,
    PartyTerms,
    Table,
    add_address,
    add_tax_total,
    one_line,
    take,
)
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
_ADDRESS = AddressPaths(("StreetName", "AdditionalStreetName", "AddressLine/Line"), "PostalZone", "CityName",
                        "Country/IdentificationCode")


def is_invoice(root: Element) -> bool:
    """"Invoice" is a common word: UBL's has these in common."""
    return root.find("AccountingSupplierParty") is not None or root.find("LegalMonetaryTotal") is not None


def read(root: Element) -> Facts:
    found = Collector()
    take(found, root, _HEADER)
    _party(found, root.find("AccountingSupplierParty/Party"), SELLER)
    _party(found, root.find("AccountingCustomerParty/Party"), BUYER)
    add_address(found, DELIVERED_TO, root.find("Delivery/DeliveryLocation/Address"), _ADDRESS)
    own = text(root, "DocumentCurrencyCode")
    for total in root.findall("TaxTotal"):
        amount = total.find("TaxAmount")
        if amount is not None:
            add_tax_total(found, amount, own)
        take(found, total, _TAX)
    lines = [*root.findall("InvoiceLine"), *root.findall("CreditNoteLine")]
    for number, line in enumerate(lines, 1):
        take(found, line, _LINE, line=number)
        for quantity in (*line.findall("InvoicedQuantity"), *line.findall("CreditedQuantity")):
            found.add("BT-130", quantity.get("unitCode"), number)
    return Facts("xml", "ubl", tuple(found.items), text(root, "CustomizationID"))


def _party(found: Collector, party: Element | None, terms: PartyTerms) -> None:
    if party is None:
        return
    registered, known_as = text(party, "PartyLegalEntity/RegistrationName"), text(party, "PartyName/Name")
    found.add(terms.name, one_line(registered or known_as))
    found.add(terms.trading, one_line(known_as) if registered else "")
    found.add(terms.number, text(party, "PartyIdentification/ID"))
    found.add(terms.legal, text(party, "PartyLegalEntity/CompanyID"))
    for scheme in party.findall("PartyTaxScheme"):
        found.add(terms.vat if text(scheme, "TaxScheme/ID") == "VAT" else terms.tax, text(scheme, "CompanyID"))
    add_address(found, terms.address, party.find("PostalAddress"), _ADDRESS)
    for term, path in zip(terms.contact, ("Contact/Name", "Contact/Telephone", "Contact/ElectronicMail"), strict=True):
        found.add(term, text(party, path))
