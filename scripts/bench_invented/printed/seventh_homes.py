"""A seventh set, what comes into homes: a Turkish water bill, a German guarantee, a Vietnamese lease."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later


def water(r: Draw) -> dict[str, Any]:
    first = r.randint(120, 3900)
    used = r.randint(4, 41)
    water_, waste = round(used * 18.4, 2), round(used * 9.2, 2)
    tax = round((water_ + waste) * 0.1, 2)
    old = r.choice((None, 214.6, 97.25))
    read = r.day()
    return {
        "firm": r.choice(("ASKİ Genel Müdürlüğü", "İZSU Genel Müdürlüğü", "BUSKİ Su ve Kanalizasyon İdaresi")),
        "name": r.choice(("Emine Karadağ", "Hüseyin Çolak", "Şerife Yıldırım", "Oğuzhan Demirel")),
        "home": r.choice(
            (
                "Bahçelievler Mah. 53. Sok. No: 14/6 Çankaya/ANKARA",
                "Kültür Mah. Plevne Bulvarı No: 21 D: 4 Konak/İZMİR",
                "Ihlamurkuyu Mah. Petek Sok. No: 8/2 Nilüfer/BURSA",
            )
        ),
        "subscriber": r.code("1#######"),
        "bill": r.code("A2025#######"),
        "meter": r.code("20######"),
        "first": first,
        "last": first + used,
        "used": used,
        "before": later(read, -r.randint(28, 33)),
        "read": read,
        "due": later(read, 15),
        "period": f"{read:%m/%Y}",
        "water": water_,
        "waste": waste,
        "tax": tax,
        "old": old,
        "total": round(water_ + waste + tax + (old or 0), 2),
        "kind": r.choice(("Mesken", "İşyeri")),
    }


def guarantee(r: Draw) -> dict[str, Any]:
    bought = r.day()
    dealer = r.firm("de")
    return {
        "brand": r.choice(("ALPENHERD", "Weissblitz", "Klimatec Nord")),
        "device": r.choice(("Einbaubackofen BX 640", "Waschtrockner WT-9 Plus", "Luft-Wasser-Wärmepumpe LWP 8")),
        "serial": r.code("SN##-@@-######"),
        "product": r.code("7##.###.##"),
        "bought": bought,
        "started": later(bought, r.randint(1, 30)),
        "years": r.choice((2, 3, 5)),
        "dealer": dealer,
        "dealer_home": r.address("de"),
        "dealer_phone": r.code("0#### / ######"),
        "name": r.person("de"),
        "home": r.address("de"),
        "phone": r.code("0151 ########"),
        "mail": r.code("@@@###").lower() + "@post.example",
        "receipt": r.code("R25-#####"),
        "fitter": r.maybe(0.6, r.person("de")),
        "price": r.money(390, 8900),
    }


def lease(r: Draw) -> dict[str, Any]:
    people = ("Nguyễn Thị Hồng Nhung", "Trần Quốc Bảo", "Lê Minh Đức", "Phạm Thùy Dương", "Võ Văn Lộc")
    one, two = r.sample(people, 2)
    made = r.day()
    months = r.choice((12, 24, 36))
    price = r.choice((6500000, 8200000, 15000000))
    return {
        "number": r.code("##/2025/HĐTN"),
        "one": one,
        "two": two,
        "one_id": r.code("0790########"),
        "two_id": r.code("0480########"),
        "one_by": r.day("2018-01-01", "2022-12-31"),
        "two_by": r.day("2018-01-01", "2022-12-31"),
        "one_home": r.choice(
            ("45 Lý Tự Trọng, phường Bến Nghé, Quận 1, TP. Hồ Chí Minh", "12 Trần Phú, quận Hải Châu, Đà Nẵng")
        ),
        "two_home": r.choice(
            ("88 Nguyễn Trãi, quận Thanh Xuân, Hà Nội", "Thôn Đông, xã Hòa Tiến, huyện Hòa Vang, Đà Nẵng")
        ),
        "one_phone": r.code("09########"),
        "two_phone": r.code("03########"),
        "house": r.choice(
            (
                "Căn hộ B12.05, chung cư Sunrise, Quận 7, TP. Hồ Chí Minh",
                "Nhà số 7/3 đường Hoa Lan, phường 2, quận Phú Nhuận, TP. Hồ Chí Minh",
            )
        ),
        "area": r.choice((48, 62, 75)),
        "price": price,
        "deposit": price * r.choice((1, 2)),
        "months": months,
        "from": later(made, r.randint(0, 14)),
        "to": later(made, 14 + months * 30),
        "made": made,
        "pay": r.randint(1, 10),
        "how": r.choice(("chuyển khoản", "tiền mặt")),
    }


def dong(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _lease(r: Draw) -> dict[str, Any]:
    values = lease(r)
    return values | {"price": dong(values["price"]), "deposit": dong(values["deposit"])}


PAPERS = (
    Paper(
        "water_tr",
        "tr",
        "Su faturası",
        water,
        (
            Asked("provider", "Kurum", "name"),
            Asked("subscriber_number", "Abone no", "code", ("Abone numarası",)),
            Asked("customer", "Abone adı soyadı", "name", ("Adı Soyadı",)),
            Asked("address", "Adres", "address"),
            Asked("bill_number", "Fatura no", "code"),
            Asked("reading_date", "Okuma tarihi", "date", ("Son okuma tarihi",)),
            Asked("previous_reading_date", "Önceki okuma tarihi", "date"),
            Asked("previous_reading", "İlk endeks", "number"),
            Asked("current_reading", "Son endeks", "number"),
            Asked("consumption", "Tüketim", "number", hint="m³"),
            Asked("meter_number", "Sayaç no", "code"),
            Asked("vat", "KDV", "money"),
            Asked("previous_debt", "Geçmiş dönem borcu", "money"),
            Asked("total", "Ödenecek tutar", "money"),
            Asked("due_date", "Son ödeme tarihi", "date"),
        ),
    ),
    Paper(
        "guarantee_de",
        "de",
        "Garantiekarte",
        guarantee,
        (
            Asked("device", "Gerät", "text", ("Modell",)),
            Asked("serial_number", "Seriennummer", "code", ("Serien-Nr.",)),
            Asked("product_number", "Produktnummer", "code", ("Art.-Nr.",)),
            Asked("purchase_date", "Kaufdatum", "date"),
            Asked("start_date", "Inbetriebnahme", "date"),
            Asked("warranty_period", "Garantiezeit"),
            Asked("dealer", "Händler", "name", ("Fachhändler",)),
            Asked("dealer_address", "Anschrift des Händlers", "address"),
            Asked("customer", "Käufer", "name", ("Kunde",)),
            Asked("customer_address", "Anschrift des Käufers", "address"),
            Asked("phone", "Telefon des Käufers", "phone"),
            Asked("email", "E-Mail", "email"),
            Asked("receipt_number", "Rechnungsnummer", "code", ("Beleg-Nr.",)),
            Asked("fitter", "Monteur", "name"),
            Asked("price", "Kaufpreis", "money"),
        ),
    ),
    Paper(
        "lease_vi",
        "vi",
        "Hợp đồng thuê nhà",
        _lease,
        (
            Asked("number", "Số hợp đồng", "code"),
            Asked("date", "Ngày ký", "date"),
            Asked("landlord", "Bên cho thuê", "name", ("Bên A",)),
            Asked("landlord_id", "CCCD bên cho thuê", "code"),
            Asked("landlord_phone", "Điện thoại bên cho thuê", "phone"),
            Asked("tenant", "Bên thuê", "name", ("Bên B",)),
            Asked("tenant_id", "CCCD bên thuê", "code"),
            Asked("tenant_address", "Địa chỉ bên thuê", "address"),
            Asked("property", "Nhà cho thuê", "address", ("Địa chỉ nhà",)),
            Asked("area", "Diện tích", "text", hint="m²"),
            Asked("rent", "Giá thuê", "money"),
            Asked("deposit", "Tiền đặt cọc", "money"),
            Asked("term", "Thời hạn thuê"),
            Asked("start_date", "Ngày bắt đầu", "date"),
            Asked("end_date", "Ngày kết thúc", "date"),
            Asked("payment_method", "Hình thức thanh toán"),
        ),
    ),
)
