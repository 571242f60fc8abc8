"""ИНН, ОГРН, БИК and the key of a bank account (RULES B6)."""

import re

from stdnum.exceptions import ValidationError
from stdnum.ru import inn, ogrn

_LETTERS = dict(zip("ABCEHKMPTX", range(10), strict=True))
_ACCOUNT = re.compile(r"[0-9]{5}[0-9ABCEHKMPTX][0-9]{14}")
_SETTLEMENT_CENTRES = ("000", "001", "002")


def is_inn(text: str) -> bool:
    """Say whether the 10 or 12 digits carry the right check digits; zeros alone are refused."""
    try:
        return inn.validate(text) == text and int(text) != 0
    except ValidationError:
        return False


def is_ogrn(text: str) -> bool:
    try:
        return ogrn.validate(text) == text
    except ValidationError:
        return False


def is_kpp(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}", text) is not None


def is_bik(text: str) -> bool:
    return re.fullmatch(r"[0-9]{9}", text) is not None


def is_account(text: str, *, bik: str) -> bool:
    """Check the key of a 20-character account with a bank (ЦБ РФ № 515); a letter may stand in the sixth place."""
    if not (_ACCOUNT.fullmatch(text) and is_bik(bik)):
        return False
    return _key_sum(text, bik=bik) == 0


def account_with_key(text: str, *, bik: str) -> str:
    """Return the account with its ninth digit, the key, made right for the bank."""
    zeroed = text[:8] + "0" + text[9:]
    # The key's digit carries weight 3 of (7, 1, 3): the key k must make the sum a multiple of ten.
    key = next(k for k in range(10) if (_key_sum(zeroed, bik=bik) + 3 * k) % 10 == 0)
    return text[:8] + str(key) + text[9:]


def _key_sum(account: str, *, bik: str) -> int:
    correspondent = account.startswith("30101")
    centre = bik[6:] in _SETTLEMENT_CENTRES
    prefix = "0" + bik[4:6] if correspondent or centre else bik[6:]
    digits = [_LETTERS[sign] if sign in _LETTERS else int(sign) for sign in prefix + account]
    return sum(digit * (7, 1, 3)[place % 3] % 10 for place, digit in enumerate(digits)) % 10
