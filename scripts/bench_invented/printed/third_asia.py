"""Papers of East and South-East Asia, asked for by offices abroad and at home."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw, later

_JP_FIRMS = (
    "株式会社青葉製作所",
    "北浜テクノス株式会社",
    "有限会社みどり印刷",
    "合同会社ソラノデザイン",
    "大和川建材株式会社",
    "株式会社ヒラタ商会",
)
_JP_TOWNS = (
    "〒530-0041 大阪府大阪市北区天神橋{n}-{m}-7",
    "〒101-0047 東京都千代田区内神田{m}-{n}-3 宮本ビル{m}F",
    "〒460-0003 愛知県名古屋市中区錦{m}丁目{n}番",
)
_JP_PEOPLE = ("佐藤 美咲", "高橋 健太", "伊藤 由美子", "渡辺 大輔")
_JP_GOODS = (
    ("A4カタログ印刷", 38500),
    ("Webサイト保守費", 60000),
    ("アルミ部材 L型", 1280),
    ("会場設営一式", 145000),
    ("梱包材セット", 2340),
    ("ロゴデザイン修正", 22000),
)
_KR_FIRMS = ("(주)한빛전자부품", "대성산업 주식회사", "㈜미래푸드", "동해물류(주)", "새한인쇄사", "주식회사 가온소프트")
_KR_PEOPLE = ("김민준", "이서연", "박지훈", "최은영", "정현우", "한소희")
_KR_TOWNS = (
    "서울특별시 성동구 아차산로{n}길 {m}",
    "경기도 안산시 단원구 신길로 {n}",
    "부산광역시 강서구 녹산산단{n}로 {m}{m}",
    "대전광역시 유성구 테크노{m}로 {n}",
)
_KR_GOODS = (
    ("베어링 6204", 3200),
    ("포장 박스(대)", 1450),
    ("사무용 의자", 89000),
    ("소프트웨어 유지보수", 550000),
    ("스테인리스 볼트", 180),
    ("복사용지 A4", 21500),
)
_VI_FIRMS = (
    "CÔNG TY TNHH MỘT THÀNH VIÊN GỖ HOÀNG PHÁT",
    "CÔNG TY CỔ PHẦN THỰC PHẨM SÔNG HƯƠNG",
    "CÔNG TY TNHH CƠ KHÍ TÂN BÌNH MINH",
    "CÔNG TY CP THIẾT BỊ Y TẾ ĐÔNG Á",
)
_VI_PEOPLE = ("Nguyễn Thị Hồng Nhung", "Trần Quốc Bảo", "Lê Minh Đức", "Phạm Thu Trang")
_VI_TOWNS = (
    "Số {n} Nguyễn Trãi, Phường {m}, Quận 5, TP. Hồ Chí Minh",
    "Lô {m}B, KCN Hòa Khánh, Quận Liên Chiểu, TP. Đà Nẵng",
    "{n} Trần Hưng Đạo, Quận Hoàn Kiếm, Hà Nội",
)
_VI_GOODS = (
    ("Bàn làm việc gỗ sồi 1m4", "Cái", 2450000),
    ("Ghế xoay lưới", "Cái", 1180000),
    ("Cà phê rang xay 500g", "Gói", 96000),
    ("Máy đo huyết áp", "Bộ", 865000),
    ("Thép tấm 3mm", "Kg", 18500),
)


def jp_invoice(r: Draw) -> dict[str, Any]:
    seller, buyer = r.sample(_JP_FIRMS, 2)
    made = r.day()
    rows = [(name, r.randint(1, 30), price) for name, price in r.some(_JP_GOODS, 2, 4)]
    net = sum(n * p for _, n, p in rows)
    return {
        "seller": seller,
        "buyer": buyer,
        "made": made,
        "due": later(made, r.randint(20, 50)),
        "rows": rows,
        "net": net,
        "tax": net // 10,
        "total": net + net // 10,
        "number": r.code("INV-####-##"),
        "register": r.code("T#############"),
        "person": r.choice(_JP_PEOPLE),
        "phone": r.code("06-####-####"),
        "address": r.choice(_JP_TOWNS).format(n=r.randint(1, 29), m=r.randint(2, 8)),
        "subject": r.maybe(0.7, r.choice(("秋季展示会 準備費用", "5月分 保守業務", "本社改装工事 追加分"))),
        "bank": r.choice(("みずほ銀行 梅田支店", "三井住友銀行 名古屋支店", "りそな銀行 神田支店")),
        "account": r.code("#######"),
    }


def kr_tax_invoice(r: Draw) -> dict[str, Any]:
    seller, buyer = r.sample(_KR_FIRMS, 2)
    rows = [(name, r.randint(1, 60), price) for name, price in r.some(_KR_GOODS, 1, 4)]
    net = sum(n * p for _, n, p in rows)
    people = r.sample(_KR_PEOPLE, 2)
    towns = [town.format(n=r.randint(11, 98), m=r.randint(2, 9)) for town in r.sample(_KR_TOWNS, 2)]
    return {
        "seller": seller,
        "buyer": buyer,
        "rows": rows,
        "net": net,
        "tax": net // 10,
        "total": net + net // 10,
        "made": r.day(),
        "people": people,
        "towns": towns,
        "number": r.code("2025####-########-########"),
        "ids": [r.code("###-##-#####"), r.code("###-##-#####")],
        "note": r.maybe(0.4, "월말 정산분"),
        "trade": r.sample(("제조업", "도매 및 소매업", "서비스업", "운수업"), 2),
    }


def vi_invoice(r: Draw) -> dict[str, Any]:
    seller, buyer = r.sample(_VI_FIRMS, 2)
    rows = [(name, unit, r.randint(1, 12), price) for name, unit, price in r.some(_VI_GOODS, 1, 4)]
    net = sum(n * p for _, _, n, p in rows)
    towns = [town.format(n=r.randint(11, 98), m=r.randint(2, 9)) for town in r.sample(_VI_TOWNS, 2)]
    return {
        "seller": seller,
        "buyer": buyer,
        "rows": rows,
        "net": net,
        "tax": round(net * 0.08),
        "total": net + round(net * 0.08),
        "made": r.day(),
        "towns": towns,
        "number": r.code("0000####"),
        "serial": r.code("1C25T@@"),
        "ids": [r.code("03########"), r.code("04########")],
        "person": r.maybe(0.6, r.choice(_VI_PEOPLE)),
        "pay": r.choice(("Chuyển khoản", "TM/CK", "Tiền mặt")),
        "phone": r.code("0236 3### ###"),
        "account": r.code("0071 000 ### ###"),
        "code": r.code("00@#####@##@##@#"),
    }


PAPERS = (
    Paper(
        "jp_invoice",
        "ja",
        "請求書",
        jp_invoice,
        (
            Asked("issuer", "請求元", "name", ("発行元",), "請求書を発行した会社"),
            Asked("customer", "請求先", "name", ("宛先",), "御中の前の会社名"),
            Asked("invoice_no", "請求書番号", "code", ("請求番号", "No.")),
            Asked("issue_date", "請求日", "date", ("発行日",)),
            Asked("due_date", "お支払期限", "date", ("支払期日",)),
            Asked("registration_no", "登録番号", "code", hint="Tで始まる13桁の番号", patterns=(r"T\d{13}",)),
            Asked("subject", "件名"),
            Asked("items", "品名", "text", ("摘要", "品目"), many=True),
            Asked("subtotal", "小計", "money", hint="税抜の合計金額"),
            Asked("tax", "消費税", "money", ("消費税額",)),
            Asked("total", "ご請求金額", "money", ("合計金額", "合計"), "税込の合計"),
            Asked("bank", "振込先", "text"),
            Asked("account_no", "口座番号", "code"),
        ),
    ),
    Paper(
        "kr_tax_invoice",
        "en",
        "Korean tax invoice",
        kr_tax_invoice,
        (
            Asked("supplier", "Supplier", "name", ("공급자 상호",), "the company that sells (공급자), not the buyer"),
            Asked(
                "supplier_reg_no",
                "Supplier registration no.",
                "code",
                ("공급자 등록번호",),
                patterns=(r"\d{3}-\d{2}-\d{5}",),
            ),
            Asked("supplier_ceo", "Supplier representative", "name", ("공급자 성명",)),
            Asked("buyer", "Buyer", "name", ("공급받는자 상호",), "the company that buys (공급받는자)"),
            Asked(
                "buyer_reg_no",
                "Buyer registration no.",
                "code",
                ("공급받는자 등록번호",),
                patterns=(r"\d{3}-\d{2}-\d{5}",),
            ),
            Asked("issue_date", "Issue date", "date", ("작성일자", "작성일")),
            Asked("supply_value", "Supply value", "money", ("공급가액",), "total before tax"),
            Asked("tax", "Tax", "money", ("세액",)),
            Asked("total", "Total", "money", ("합계금액",)),
            Asked("items", "Items", "text", ("품목",), many=True),
            Asked("remark", "Remark", "text", ("비고",)),
        ),
    ),
    Paper(
        "vi_invoice",
        "vi",
        "Hóa đơn giá trị gia tăng",
        vi_invoice,
        (
            Asked("seller", "Người bán", "name", ("Đơn vị bán hàng",)),
            Asked("seller_tax_code", "MST người bán", "tax_id", ("Mã số thuế",), "mã số thuế của người bán"),
            Asked("seller_address", "Địa chỉ người bán", "address"),
            Asked("buyer", "Tên đơn vị", "name", ("Tên đơn vị mua hàng",)),
            Asked("buyer_person", "Họ tên người mua hàng", "name", ("Người mua hàng",)),
            Asked("buyer_tax_code", "MST người mua", "tax_id", hint="mã số thuế của người mua, không phải người bán"),
            Asked("number", "Số hóa đơn", "code", ("Số",)),
            Asked("serial", "Ký hiệu", "code", patterns=(r"1C\d{2}T[A-Z]{2}",)),
            Asked("date", "Ngày lập", "date", ("Ngày",)),
            Asked("payment_method", "Hình thức thanh toán"),
            Asked("items", "Tên hàng hóa, dịch vụ", "text", many=True),
            Asked("net", "Cộng tiền hàng", "money"),
            Asked("vat", "Tiền thuế GTGT", "money"),
            Asked("total", "Tổng cộng tiền thanh toán", "money"),
        ),
    ),
)
