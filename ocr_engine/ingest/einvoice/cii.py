"""Cross Industry Invoice: Factur-X and ZUGFeRD (1.0 and 2.x, every profile) and XRechnung in that syntax."""

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
    day,
    one_line,
    take,
)
from .safe_xml import text

ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")

# ZUGFeRD 1.0 says the same with other names.
_OLD_NAMES = {
    "HeaderExchangedDocument": "ExchangedDocument", "SpecifiedExchangedDocumentContext": "ExchangedDocumentContext",
    "SpecifiedSupplyChainTradeTransaction": "SupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement": "ApplicableHeaderTradeAgreement",
    "ApplicableSupplyChainTradeDelivery": "ApplicableHeaderTradeDelivery",
    "ApplicableSupplyChainTradeSettlement": "ApplicableHeaderTradeSettlement",
    "SpecifiedTradeSettlementMonetarySummation": "SpecifiedTradeSettlementHeaderMonetarySummation",
    "SpecifiedSupplyChainTradeAgreement": "SpecifiedLineTradeAgreement",
    "SpecifiedSupplyChainTradeDelivery": "SpecifiedLineTradeDelivery",
    "SpecifiedSupplyChainTradeSettlement": "SpecifiedLineTradeSettlement",
    "ApplicablePercent": "RateApplicablePercent",
}

_DOCUMENT: Table = (
    ("BT-1", "ID"), ("BT-3", "TypeCode"), ("BT-2", "IssueDateTime/DateTimeString"), ("BT-22", "IncludedNote/Content"),
)
_AGREEMENT: Table = (
    ("BT-10", "BuyerReference"), ("BT-11", "SpecifiedProcuringProject/ID"),
    ("BT-12", "ContractReferencedDocument/IssuerAssignedID"), ("BT-12", "ContractReferencedDocument/ID"),
    ("BT-13", "BuyerOrderReferencedDocument/IssuerAssignedID"), ("BT-13", "BuyerOrderReferencedDocument/ID"),
    ("BT-14", "SellerOrderReferencedDocument/IssuerAssignedID"), ("BT-14", "SellerOrderReferencedDocument/ID"),
    ("BT-28", "SellerTradeParty/SpecifiedLegalOrganization/TradingBusinessName"),
    ("BT-29", "SellerTradeParty/ID"), ("BT-29", "SellerTradeParty/GlobalID"),
    ("BT-41", "SellerTradeParty/DefinedTradeContact/PersonName"),
    ("BT-42", "SellerTradeParty/DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber"),
    ("BT-43", "SellerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication/URIID"),
    ("BT-46", "BuyerTradeParty/ID"), ("BT-46", "BuyerTradeParty/GlobalID"),
    ("BT-56", "BuyerTradeParty/DefinedTradeContact/PersonName"),
    ("BT-57", "BuyerTradeParty/DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber"),
    ("BT-58", "BuyerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication/URIID"),
)
_DELIVERY: Table = (
    ("BT-16", "DespatchAdviceReferencedDocument/IssuerAssignedID"),
    ("BT-16", "DeliveryNoteReferencedDocument/IssuerAssignedID"), ("BT-16", "DeliveryNoteReferencedDocument/ID"),
    ("BT-70", "ShipToTradeParty/Name"),
    ("BT-72", "ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString"),
)
_MEANS = "SpecifiedTradeSettlementPaymentMeans"
_SUMS = "SpecifiedTradeSettlementHeaderMonetarySummation"
_SETTLEMENT: Table = (
    ("BT-5", "InvoiceCurrencyCode"), ("BT-6", "TaxCurrencyCode"), ("BT-83", "PaymentReference"),
    ("BT-9", "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"),
    ("BT-20", "SpecifiedTradePaymentTerms/Description"), ("BT-19", "ReceivableSpecifiedTradeAccountingAccount/ID"),
    ("BT-25", "InvoiceReferencedDocument/IssuerAssignedID"),
    ("BT-26", "InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString"),
    ("BT-59", "PayeeTradeParty/Name"),
    ("BT-73", "BillingSpecifiedPeriod/StartDateTime/DateTimeString"),
    ("BT-74", "BillingSpecifiedPeriod/EndDateTime/DateTimeString"),
    ("BT-81", f"{_MEANS}/TypeCode"), ("BT-84", f"{_MEANS}/PayeePartyCreditorFinancialAccount/IBANID"),
    ("BT-84", f"{_MEANS}/PayeePartyCreditorFinancialAccount/ProprietaryID"),
    ("BT-85", f"{_MEANS}/PayeePartyCreditorFinancialAccount/AccountName"),
    ("BT-86", f"{_MEANS}/PayeeSpecifiedCreditorFinancialInstitution/BICID"),
    ("BT-91", f"{_MEANS}/PayerPartyDebtorFinancialAccount/IBANID"),
    ("BT-89", "SpecifiedTradePaymentTerms/DirectDebitMandateID"), ("BT-90", "CreditorReferenceID"),
    ("BT-106", f"{_SUMS}/LineTotalAmount"), ("BT-107", f"{_SUMS}/AllowanceTotalAmount"),
    ("BT-108", f"{_SUMS}/ChargeTotalAmount"), ("BT-109", f"{_SUMS}/TaxBasisTotalAmount"),
    ("BT-112", f"{_SUMS}/GrandTotalAmount"), ("BT-113", f"{_SUMS}/TotalPrepaidAmount"),
    ("BT-114", f"{_SUMS}/RoundingAmount"), ("BT-115", f"{_SUMS}/DuePayableAmount"),
    ("BT-116", "ApplicableTradeTax/BasisAmount"), ("BT-117", "ApplicableTradeTax/CalculatedAmount"),
    ("BT-119", "ApplicableTradeTax/RateApplicablePercent"),
)
_LINE: Table = (
    ("BT-126", "AssociatedDocumentLineDocument/LineID"), ("BT-153", "SpecifiedTradeProduct/Name"),
    ("BT-154", "SpecifiedTradeProduct/Description"), ("BT-155", "SpecifiedTradeProduct/SellerAssignedID"),
    ("BT-156", "SpecifiedTradeProduct/BuyerAssignedID"), ("BT-157", "SpecifiedTradeProduct/GlobalID"),
    ("BT-129", "SpecifiedLineTradeDelivery/BilledQuantity"),
    ("BT-146", "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount"),
    ("BT-131", "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"),
    ("BT-131", f"SpecifiedLineTradeSettlement/{_SUMS}/LineTotalAmount"),
    ("BT-152", "SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent"),
)
_ADDRESS = AddressPaths(("LineOne", "LineTwo", "LineThree"), "PostcodeCode", "CityName", "CountryID")


def read(root: Element) -> Facts:
    for element in root.iter():
        element.tag = _OLD_NAMES.get(element.tag, element.tag)
    _plain_dates(root)
    found = Collector()
    trade = root.find("SupplyChainTradeTransaction")
    parts = {name: trade.find(f"ApplicableHeaderTrade{name}") if trade is not None else None
             for name in ("Agreement", "Delivery", "Settlement")}
    take(found, root.find("ExchangedDocument"), _DOCUMENT)
    take(found, parts["Agreement"], _AGREEMENT)
    take(found, parts["Delivery"], _DELIVERY)
    take(found, parts["Settlement"], _SETTLEMENT)
    if parts["Agreement"] is not None:
        _party(found, parts["Agreement"].find("SellerTradeParty"), SELLER)
        _party(found, parts["Agreement"].find("BuyerTradeParty"), BUYER)
    if parts["Delivery"] is not None:
        add_address(found, DELIVERED_TO, parts["Delivery"].find("ShipToTradeParty/PostalTradeAddress"), _ADDRESS)
    _tax_total(found, parts["Settlement"])
    for number, line in enumerate(trade.findall("IncludedSupplyChainTradeLineItem") if trade is not None else (), 1):
        take(found, line, _LINE, line=number)
        quantity = line.find("SpecifiedLineTradeDelivery/BilledQuantity")
        found.add("BT-130", quantity.get("unitCode") if quantity is not None else "", number)
    guideline = text(root, "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID")
    return Facts("xml", "cii", tuple(found.items), guideline)


def _party(found: Collector, party: Element | None, terms: PartyTerms) -> None:
    if party is None:
        return
    found.add(terms.name, one_line(text(party, "Name")))
    found.add(terms.legal, text(party, "SpecifiedLegalOrganization/ID"))
    for identity in party.findall("SpecifiedTaxRegistration/ID"):
        found.add(terms.tax if identity.get("schemeID") == "FC" else terms.vat, identity.text)
    add_address(found, terms.address, party.find("PostalTradeAddress"), _ADDRESS)


def _tax_total(found: Collector, settlement: Element | None) -> None:
    if settlement is None:
        return
    own = text(settlement, "InvoiceCurrencyCode")
    for amount in settlement.findall(f"{_SUMS}/TaxTotalAmount"):
        add_tax_total(found, amount, own)


def _plain_dates(root: Element) -> None:
    """Days as ISO, in place: ``<DateTimeString format="102">20241115`` becomes 2024-11-15."""
    for element in root.iter("DateTimeString"):
        element.text = day(element.text or "", element.get("format", ""))
