"""A sixth set, receipts of shops in Viet Nam and Korea."""

from __future__ import annotations

from typing import Any

from .asked import Asked, Paper
from .draw import Draw


def vietnamese(r: Draw) -> dict[str, Any]:
    goods = (
        ("Sữa tươi Mộc Châu 1L", 34500),
        ("Mì Hảo Hảo tôm chua cay", 4200),
        ("Bánh mì thịt nướng", 25000),
        ("Cà phê sữa đá", 29000),
        ("Nước mắm Phú Quốc 500ml", 61000),
        ("Trứng gà ta hộp 10", 38900),
        ("Kem đánh răng", 42000),
    )
    rows = [(n, q := r.randint(1, 4), p, q * p) for n, p in r.some(goods, 1, 5)]
    total = sum(x[3] for x in rows)
    paid = -(-total // 50000) * 50000
    return {
        "shop": r.choice(
            ("SIÊU THỊ MINI HOA SEN", "CỬA HÀNG TIỆN LỢI BÌNH AN", "NHÀ SÁCH ÁNH DƯƠNG", "QUÁN CÀ PHÊ GÓC PHỐ")
        ),
        "home": r.choice(
            (
                "45 Nguyễn Thái Học, P. Điện Biên, Q. Ba Đình, Hà Nội",
                "128/7 Lê Văn Sỹ, P.10, Q. Phú Nhuận, TP. HCM",
                "Số 9 Trần Hưng Đạo, TP. Huế",
            )
        ),
        "phone": r.code("02## 38## ###"),
        "number": r.code("HD######"),
        "day": r.day(),
        "hour": r.choice(("08:15", "12:42:09", "19:33")),
        "clerk": r.choice(("Nguyễn Thị Hạnh", "Trần Minh Quân", "Lê Thu")),
        "rows": rows,
        "total": total,
        "paid": paid,
        "back": paid - total,
        "pos": r.choice(("01", "03")),
        "tax": r.code("03########"),
    }


def korean(r: Draw) -> dict[str, Any]:
    goods = (
        ("아메리카노(ICE)", 4500),
        ("카페라떼", 5000),
        ("치즈케이크", 6800),
        ("삼각김밥 참치", 1400),
        ("생수 500ml", 1100),
        ("김치찌개", 9000),
        ("공기밥", 1000),
    )
    rows = [(n, p, q := r.randint(1, 3), q * p) for n, p in r.some(goods, 1, 4)]
    total = sum(x[3] for x in rows)
    net = round(total / 1.1)
    return {
        "shop": r.choice(("달빛커피 연남점", "행복마트 수원점", "할머니손맛 본점")),
        "boss": r.choice(("김도현", "박서연", "이정우")),
        "biz": r.code("###-##-#####"),
        "home": r.choice(
            ("서울특별시 마포구 동교로 212", "경기도 수원시 팔달구 인계로 88", "부산광역시 해운대구 중동2로 16")
        ),
        "phone": r.code("02-###-####"),
        "day": r.day(),
        "hour": r.choice(("09:12:33", "13:05:48", "20:41:02")),
        "rows": rows,
        "total": total,
        "net": net,
        "tax": total - net,
        "card": r.choice(("신한카드", "국민카드", "현대카드")),
        "card_number": r.code("####-##**-****-###*"),
        "ok": r.code("########"),
        "number": r.code("2025####-0####"),
        "pos": r.code("POS-0#"),
        "clerk": r.choice(("최유나", "정민호")),
    }


PAPERS = (
    Paper(
        "receipt_vi",
        "en",
        "Vietnamese receipt",
        vietnamese,
        (
            Asked("seller", "Seller", "name"),
            Asked("address", "Address", "address"),
            Asked("timestamp", "Date", "date"),
            Asked("total_cost", "Total cost", "money"),
            Asked("phone", "Telephone", "phone"),
            Asked("receipt_number", "Receipt number", "code"),
            Asked("cashier", "Cashier", "name"),
            Asked("items", "Items", many=True),
            Asked("cash", "Cash received", "money"),
            Asked("change", "Change", "money"),
        ),
    ),
    Paper(
        "receipt_ko",
        "ko",
        "영수증",
        korean,
        (
            Asked("store", "상호", "name", ("매장명",)),
            Asked("owner", "대표자", "name"),
            Asked("business_number", "사업자번호", "tax_id", ("사업자등록번호",)),
            Asked("address", "주소", "address"),
            Asked("phone", "전화번호", "phone"),
            Asked("date", "거래일시", "date", ("판매일",)),
            Asked("items", "품목", many=True, hint="상품명"),
            Asked("tax", "부가세", "money"),
            Asked("total", "합계", "money", ("결제금액",)),
            Asked("card", "카드사", "text", ("카드종류",)),
            Asked("approval", "승인번호", "code"),
        ),
    ),
)
