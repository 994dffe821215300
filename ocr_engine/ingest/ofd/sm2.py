"""Whether an SM2 signature fits (GB/T 32918.2 on the curve of GB/T 32918.5). 20 to 40 ms a signature.

Public values only: nothing here is secret, so plain whole numbers will do.
"""

from __future__ import annotations

import hashlib

_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_A = _P - 3
_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
      0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)
# Who signs, where nobody agreed on another name (GM/T 0009).
_ID = b"1234567812345678"

Point = tuple[int, int] | None


def fits(message: bytes, signature: tuple[int, int], key: tuple[int, int]) -> bool:
    """``signature`` is (r, s), ``key`` the signer's point. Raises ValueError where this Python has no SM3."""
    r, s = signature
    if not (0 < r < _N and 0 < s < _N and _on_curve(key)):
        return False
    t = (r + s) % _N
    if t == 0:
        return False
    e = int.from_bytes(sm3(_identity(key) + message), "big")
    point = _sum(_times(s, _G), _times(t, key))
    return point is not None and (e + point[0]) % _N == r


def sm3(data: bytes) -> bytes:
    """Raises ValueError where OpenSSL was built without it."""
    return hashlib.new("sm3", data).digest()


def _identity(key: tuple[int, int]) -> bytes:
    """ZA: the signer's name, the curve and the key in one digest."""
    numbers = b"".join(n.to_bytes(32, "big") for n in (_A, _B, *_G, *key))
    return sm3((8 * len(_ID)).to_bytes(2, "big") + _ID + numbers)


def _on_curve(point: tuple[int, int]) -> bool:
    x, y = point
    return 0 <= x < _P and 0 <= y < _P and (y * y - x * x * x - _A * x - _B) % _P == 0


def _sum(left: Point, right: Point) -> Point:
    if left is None or right is None:
        return right if left is None else left
    (x1, y1), (x2, y2) = left, right
    if x1 == x2:
        if (y1 + y2) % _P == 0:
            return None
        slope = (3 * x1 * x1 + _A) * pow(2 * y1, -1, _P) % _P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, _P) % _P
    x = (slope * slope - x1 - x2) % _P
    return x, (slope * (x1 - x) - y1) % _P


def _times(factor: int, point: Point) -> Point:
    total: Point = None
    while factor:
        if factor & 1:
            total = _sum(total, point)
        point, factor = _sum(point, point), factor >> 1
    return total
