"""The payment QR code of an invoice (ГОСТ Р 56042-2014)."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import segno

from kabinet.values.money import KOPECK

_SEPARATORS = "|#;:^_~{}!$%&()*+,/@"
_REQUIRED_BLOCK_BYTES = 300
_CHARSETS = {"2": "utf-8", "1": "cp1251"}
_PURPOSE_LENGTH = 160
_FORMS = {
    "Name": re.compile(r".{1,160}"),
    "PersonalAcc": re.compile(r"[1-9][0-9]{4}[0-9ABCEHKMPTX][0-9]{14}"),
    "BankName": re.compile(r".{1,45}"),
    "BIC": re.compile(r"[0-9]{9}"),
    "CorrespAcc": re.compile(r"[0-9]{20}"),
    "Sum": re.compile(r"[1-9][0-9]{0,17}"),
    "Purpose": re.compile(r".{1,160}"),
    "PayeeINN": re.compile(r"[0-9]{10}|[0-9]{12}"),
    "PayerINN": re.compile(r"[0-9]{10}|[0-9]{12}"),
    "KPP": re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}"),
    "Contract": re.compile(r".+"),
    "DocNo": re.compile(r".{1,15}"),
    "DocDate": re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}"),
}


class QrRefused(ValueError):  # noqa: N818 - named as what happened, like every refusal
    """
    The code would lie about a requisite, so there is none.

    `code` is one of bad-field, too-long, no-separator; `field` is the key of the standard, or empty.
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrder:
    """What the payer's bank fills in from the code. Empty text and None leave an optional field out."""

    name: str
    account: str
    bank: str
    bik: str
    correspondent_account: str
    amount: Decimal | None = None
    purpose: str = ""
    inn: str = ""
    kpp: str = ""
    payer_inn: str = ""
    contract: str = ""
    document_number: str = ""
    document_date: date | None = None


def payment_bytes(order: PaymentOrder) -> bytes:
    """
    Return the content of the code: in UTF-8, or in windows-1251 where only that keeps to the limit.

    :raises QrRefused: a requisite breaks its form, or the whole does not fit; nothing is ever cut
    """
    required, optional = _checked(_required(order)), _checked(_optional(order))
    separator = _separator([*required.values(), *optional.values()])
    head, tail = _joined(required, separator), _joined(optional, separator)
    for digit, charset in _CHARSETS.items():
        prefix = f"ST0001{digit}{separator}"
        block = _encoded(head, charset)
        content = _encoded(f"{prefix}{head}{separator}{tail}" if tail else f"{prefix}{head}", charset)
        if block is not None and content is not None and len(block) <= _REQUIRED_BLOCK_BYTES:
            return content
    raise QrRefused("too-long")


def shortened_purpose(text: str) -> str:
    """Return the purpose within its 160 signs, cut after a whole word: the one field that may be cut."""
    text = " ".join(text.split())
    if len(text) <= _PURPOSE_LENGTH:
        return text
    return text[: _PURPOSE_LENGTH + 1].rpartition(" ")[0].rstrip(" ,;:") or text[:_PURPOSE_LENGTH]


def qr_svg(content: bytes) -> str:
    """Draw the code as a standalone SVG picture with its quiet zone."""
    picture = io.BytesIO()
    code = segno.make(content, error="m", micro=False, boost_error=False)
    code.save(picture, kind="svg", xmldecl=False, border=4, nl=False)
    return picture.getvalue().decode("ascii")


def _required(order: PaymentOrder) -> dict[str, str]:
    return {
        "Name": order.name,
        "PersonalAcc": order.account,
        "BankName": order.bank,
        "BIC": order.bik,
        "CorrespAcc": order.correspondent_account,
    }


def _optional(order: PaymentOrder) -> dict[str, str]:
    fields = {
        "Sum": "" if order.amount is None else _kopecks(order.amount),
        "Purpose": order.purpose,
        "PayeeINN": order.inn,
        "PayerINN": order.payer_inn,
        "KPP": order.kpp,
        "Contract": order.contract,
        "DocNo": order.document_number,
        "DocDate": "" if order.document_date is None else f"{order.document_date:%d.%m.%Y}",
    }
    return {key: value for key, value in fields.items() if value}


def _kopecks(amount: Decimal) -> str:
    if amount <= 0 or amount != amount.quantize(KOPECK):
        raise QrRefused("bad-field", "Sum")
    return str(int(amount * 100))


def _checked(fields: Mapping[str, str]) -> dict[str, str]:
    checked = {key: value.replace("\u00a0", " ").replace("\u202f", " ") for key, value in fields.items()}
    for key, value in checked.items():
        if not (value.isprintable() and value == value.strip() and _FORMS[key].fullmatch(value)):
            raise QrRefused("bad-field", key)
    return checked


def _separator(values: list[str]) -> str:
    for candidate in _SEPARATORS:
        if not any(candidate in value for value in values):
            return candidate
    raise QrRefused("no-separator")


def _joined(fields: Mapping[str, str], separator: str) -> str:
    return separator.join(f"{key}={value}" for key, value in fields.items())


def _encoded(text: str, charset: str) -> bytes | None:
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return None
