"""The kinds of files that are taken, and what tells one from another."""

from dataclasses import dataclass

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Kind:
    """
    `label` is what people call it, with commas where they have several names.

    `family` is what a name's ending must agree in: a JPEG named .png is still a picture.
    """

    label: str
    media_type: str
    family: str
    endings: frozenset[str]


PDF = Kind("PDF", "application/pdf", "pdf", frozenset({".pdf"}))
JPEG = Kind("JPG", "image/jpeg", "image", frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}))
PNG = Kind("PNG", "image/png", "image", frozenset({".png"}))
TIFF = Kind("TIFF", "image/tiff", "image", frozenset({".tif", ".tiff"}))
XLSX = Kind(
    "XLSX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "workbook",
    frozenset({".xlsx", ".xlsm"}),
)
XLS = Kind("XLS", "application/vnd.ms-excel", "old-workbook", frozenset({".xls"}))
ODS = Kind("ODS", "application/vnd.oasis.opendocument.spreadsheet", "open-workbook", frozenset({".ods"}))
TEXT = Kind("CSV, TXT", "text/plain", "text", frozenset({".txt", ".csv", ".tsv", ".dat"}))
XML = Kind("XML", "application/xml", "xml", frozenset({".xml"}))
ZIP = Kind("ZIP", "application/zip", "zip", frozenset({".zip"}))

KINDS = (PDF, JPEG, PNG, TIFF, XLSX, XLS, ODS, TEXT, XML, ZIP)

#: Signed papers come back as these.
SCAN_TYPES = frozenset({PDF, JPEG, PNG, TIFF})
#: What a telephone's camera makes.
PHOTO_TYPES = frozenset({JPEG, PNG})
#: Tables of readings, payments, registers.
TABLE_TYPES = frozenset({XLSX, XLS, ODS, TEXT})
#: What correctors and exchange partners hand out.
EXCHANGE_TYPES = TABLE_TYPES | {XML, ZIP}


def _either(names: tuple[str, ...]) -> str:
    *others, last = names
    return gettext(" or ").join([", ".join(others), last]) if others else last


_either_lazily = lazy(_either, str)


def labels(kinds: frozenset[Kind]) -> str | Promise:
    """Return the names of the kinds for a sentence in the language in which it is read: "PDF, JPG or PNG"."""
    names = (name for kind in KINDS if kind in kinds for name in kind.label.split(", "))
    return _either_lazily(tuple(names))


def family_of_name(name: str) -> str | None:
    """Return the family that the name's ending announces."""
    ending = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    return next((kind.family for kind in KINDS if ending in kind.endings), None)
