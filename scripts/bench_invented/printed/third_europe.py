"""A Brazilian fiscal note, a Dutch payslip, a Polish invoice."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later

_BR_FIRMS = (
    "Comercial Ipê Amarelo Ltda",
    "Metalúrgica Serra Azul S.A.",
    "Distribuidora Boa Safra Eireli",
    "Padaria e Confeitaria Flor do Sul ME",
)
_BR_PEOPLE = ("Jéssica Aparecida dos Santos", "Wellington Carvalho", "Patrícia Nogueira Lima", "Raimundo Nonato Silva")
_BR_TOWNS = (
    ("Rua XV de Novembro, {n}{m}", "Centro", "Curitiba", "PR"),
    ("Av. Brigadeiro Faria Lima, {n}{n}", "Pinheiros", "São Paulo", "SP"),
    ("Rodovia BR-101, km {n}", "Distrito Industrial", "Joinville", "SC"),
)
_BR_GOODS = (
    ("FARINHA DE TRIGO ESPECIAL 25KG", "SC", 98.4),
    ("CHAPA GALVANIZADA 2MM", "UN", 214.9),
    ("CAFÉ TORRADO 500G", "PC", 17.85),
    ("PARAFUSO SEXTAVADO M10", "CX", 43.2),
    ("ÓLEO DE SOJA 900ML", "CX", 131.0),
)
_NL_JOBS = ("Administratief medewerker", "Monteur buitendienst", "Teamleider logistiek", "Verpleegkundige")
_PL_GOODS = (
    ("Śruba nierdzewna M8 op.", 18.9),
    ("Usługa transportowa", 640.0),
    ("Szafka biurowa 80 cm", 512.0),
    ("Papier ksero A4", 21.5),
    ("Montaż regałów", 380.0),
)


def br_nfe(r: Draw) -> dict[str, Any]:
    seller = r.choice(_BR_FIRMS)
    rows = [(r.code("####"), name, unit, r.randint(1, 24), price) for name, unit, price in r.some(_BR_GOODS, 1, 4)]
    goods, freight = round(sum(n * p for *_, n, p in rows), 2), r.choice((0.0, 45.0, 120.5))
    made = r.day()
    towns = [[part.format(n=r.randint(11, 98), m=r.randint(2, 9)) for part in r.choice(_BR_TOWNS)] for _ in range(2)]
    return {
        "seller": seller,
        "buyer": r.choice(_BR_PEOPLE),
        "rows": rows,
        "goods": goods,
        "freight": freight,
        "total": round(goods + freight, 2),
        "made": made,
        "left": later(made, r.randint(0, 2)),
        "number": r.code("000.###.###"),
        "towns": towns,
        "series": r.randint(1, 9),
        "key": " ".join(r.code("####") for _ in range(11)),
        "cnpj": r.code("##.###.###/0001-##"),
        "cpf": r.code("###.###.###-##"),
        "icms": round(goods * 0.18, 2),
        "protocol": r.code("1412500########"),
        "nature": r.choice(("VENDA DE MERCADORIA", "REMESSA PARA CONSERTO", "VENDA PRODUÇÃO DO ESTABELECIMENTO")),
        "carrier": r.maybe(0.5, "Transportes Rápido Paraná Ltda"),
        "cep": r.code("8####-###"),
        "ie": r.code("###.###.###.###"),
    }


def nl_payslip(r: Draw) -> dict[str, Any]:
    gross = r.money(2100, 5200)
    pension, tax = round(gross * 0.062, 2), round(gross * 0.213, 2)
    travel = r.maybe(0.6, r.money(40, 190))
    month = r.randint(1, 12)
    return {
        "employer": r.firm("nl"),
        "address": r.address("nl"),
        "person": r.person("nl"),
        "home": r.address("nl"),
        "gross": gross,
        "pension": pension,
        "tax": tax,
        "travel": travel,
        "net": round(gross - pension - tax + (travel or 0), 2),
        "number": r.code("10##"),
        "bsn": r.code("#########"),
        "born": r.day("1965-01-01", "2002-12-31"),
        "start": r.day("2009-01-01", "2023-12-01"),
        "paid": r.day("2025-01-22", "2025-12-28"),
        "month": month,
        "job": r.choice(_NL_JOBS),
        "iban": r.code("NL## INGB 0### #### ##"),
        "days": r.randint(14, 23),
        "hourly": r.money(14, 33),
        "holiday": r.money(200, 2900),
        "taxno": r.code("#########L01"),
    }


def pl_invoice(r: Draw) -> dict[str, Any]:
    sold = r.day()
    rows = [(name, r.randint(1, 15), price) for name, price in r.some(_PL_GOODS, 1, 4)]
    net = round(sum(n * p for _, n, p in rows), 2)
    total = round(net * 1.23, 2)
    paid = r.choice((0.0, 0.0, round(total / 2, 2)))
    seller, buyer = r.two_firms("pl")
    return {
        "seller": seller,
        "buyer": buyer,
        "mine": r.address("pl"),
        "theirs": r.address("pl"),
        "rows": rows,
        "net": net,
        "vat": round(total - net, 2),
        "total": total,
        "paid": paid,
        "left": round(total - paid, 2),
        "sold": sold,
        "made": later(sold, r.randint(0, 5)),
        "due": later(sold, 21),
        "number": r.code("FV/####/0#/2025"),
        "nips": [r.code("###-###-##-##"), r.code("##########")],
        "account": r.code("## 1140 2004 0000 3### #### ####"),
        "person": r.person("pl"),
        "receiver": r.maybe(0.5, r.firm("pl")),
        "town": r.choice(("Kraków", "Białystok", "Śrem")),
    }


PAPERS = (
    Paper(
        "br_nfe",
        "pt",
        "Nota fiscal eletrônica",
        br_nfe,
        (
            Asked("issuer", "Emitente", "name", hint="empresa que emitiu a nota"),
            Asked(
                "issuer_cnpj", "CNPJ do emitente", "tax_id", ("CNPJ",), patterns=(r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}",)
            ),
            Asked("number", "Número", "code", ("Nº", "Número da nota")),
            Asked("series", "Série", "code"),
            Asked("access_key", "Chave de acesso", "code", hint="44 dígitos"),
            Asked("operation", "Natureza da operação"),
            Asked("recipient", "Destinatário", "name", ("Nome/Razão social", "Cliente")),
            Asked("recipient_cpf", "CPF do destinatário", "tax_id", ("CNPJ/CPF",)),
            Asked("recipient_city", "Município do destinatário", "text", ("Município",)),
            Asked("issue_date", "Data de emissão", "date"),
            Asked("products", "Descrição dos produtos", "text", ("Produto",), many=True),
            Asked("goods_total", "Valor total dos produtos", "money"),
            Asked("freight", "Valor do frete", "money"),
            Asked("total", "Valor total da nota", "money", ("Total a pagar",)),
            Asked("carrier", "Transportadora", "name"),
        ),
    ),
    Paper(
        "nl_payslip",
        "nl",
        "Loonstrook",
        nl_payslip,
        (
            Asked("employer", "Werkgever", "name"),
            Asked("employee", "Werknemer", "name", ("Naam",)),
            Asked("employee_no", "Personeelsnummer", "code", ("Pers.nr.",)),
            Asked("bsn", "BSN", "id_number", ("Burgerservicenummer",)),
            Asked("birth_date", "Geboortedatum", "date"),
            Asked("start_date", "Datum in dienst", "date", ("In dienst",)),
            Asked("job", "Functie"),
            Asked("payment_date", "Betaaldatum", "date", hint="dag waarop het loon is overgemaakt"),
            Asked("gross", "Brutoloon", "money", ("Bruto salaris",), "het bruto maandloon"),
            Asked("pension", "Pensioenpremie", "money"),
            Asked("wage_tax", "Loonheffing", "money", hint="ingehouden belasting"),
            Asked("travel", "Reiskostenvergoeding", "money"),
            Asked("net", "Netto loon", "money", ("Uit te betalen",)),
            Asked("iban", "Rekeningnummer", "iban"),
            Asked("holiday_pay", "Reservering vakantiegeld", "money"),
        ),
    ),
    Paper(
        "pl_invoice",
        "en",
        "Polish VAT invoice",
        pl_invoice,
        (
            Asked("seller", "Seller", "name", ("Sprzedawca",)),
            Asked("seller_nip", "Seller NIP", "tax_id"),
            Asked("buyer", "Buyer", "name", ("Nabywca",), "the buyer, not the receiver of the goods"),
            Asked("buyer_nip", "Buyer NIP", "tax_id"),
            Asked("number", "Invoice number", "code", ("Faktura nr",)),
            Asked("issue_date", "Issue date", "date", ("Data wystawienia",)),
            Asked("sale_date", "Date of sale", "date", ("Data sprzedaży",)),
            Asked("due_date", "Due date", "date", ("Termin płatności",)),
            Asked("items", "Goods or services", "text", ("Nazwa towaru lub usługi",), many=True),
            Asked("net", "Net total", "money", hint="sum of the net values, in the last row of the table"),
            Asked("vat", "VAT amount", "money", ("Kwota VAT",)),
            Asked("total", "Gross total", "money", ("Razem",), "total with tax"),
            Asked("amount_due", "Amount still to be paid", "money", ("Do zapłaty",)),
            Asked("account", "Bank account", "bank_account", ("Nr konta",)),
        ),
    ),
)
