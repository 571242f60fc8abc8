"""The words under which a document is found, and how a typed search is folded to them."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from snowballstemmer import stemmer

from kabinet.documents.rules.words import Kind
from kabinet.formats.dates import NotADay, parse_day
from kabinet.values.months import BillingMonth

_MONTHS = (
    "январь января january",
    "февраль февраля february",
    "март марта march",
    "апрель апреля april",
    "май мая may",
    "июнь июня june",
    "июль июля july",
    "август августа august",
    "сентябрь сентября september",
    "октябрь октября october",
    "ноябрь ноября november",
    "декабрь декабря december",
)

_KINDS = {
    Kind.ACT: "акт поданного принятого газа act",
    Kind.INVOICE: "счет invoice",
    Kind.TAX_INVOICE: "счет-фактура фактура сф tax invoice",
    Kind.RECONCILIATION: "акт сверки reconciliation",
    Kind.CONTRACT: "договор соглашение contract",
    Kind.QUALITY_PASSPORT: "паспорт качества газа quality",
    Kind.POWER_OF_ATTORNEY: "доверенность power of attorney",
    Kind.LETTER: "письмо letter",
    Kind.OTHER: "другой документ other",
}


_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\t\n", " "))
_PUNCTUATION = str.maketrans(dict.fromkeys("«»„“”\"'();:№", " "))
_GROUPED_SUM = re.compile(r"(?<![\d.,/-])\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?![\d/-])")
_CURRENCY = re.compile(r"(?:₽|\bруб\.?|\bрублей\b|\bр\.)")
_SHORTEST_STEM = 3


def fold(text: str) -> str:
    """Fold case, ё and the spaces that people and programs put into numbers."""
    return text.lower().replace("ё", "е").translate(_SPACES)


def words_of(
    *, kind: Kind, number: str, title: str, dated_on: date, month: BillingMonth | None, amount: Decimal | None
) -> str:
    """Return everything the document may be searched by, folded, between spaces."""
    parts = [number, title, _KINDS[kind], f"{dated_on:%d.%m.%Y}"]
    if month:
        parts += [_MONTHS[month.month - 1], str(month.year)]
    if amount is not None:
        parts += [f"{amount:.2f}", f"{amount:.2f}".replace(".", ",")]
    return f" {' '.join(fold(' '.join(parts)).translate(_PUNCTUATION).split())} "


def search_terms(typed: str) -> list[str]:
    """
    Return what the words of a document must each contain.

    A word is cut to its stem and begins a word of the document: «актов октября» finds «акт … октябрь». Numbers are
    found anywhere; a sum grouped by spaces is one number, a day in any notation is the day.
    """
    stem = stemmer("russian").stemWord
    return [_term(word, stem) for word in _words(fold(typed))]


def _words(typed: str) -> list[str]:
    text = _CURRENCY.sub(" ", typed.translate(_SPACES).translate(_PUNCTUATION))
    return _GROUPED_SUM.sub(lambda found: found[0].replace(" ", ""), text).split()


def _term(word: str, stem: Callable[[str], str]) -> str:
    if word.isalpha():
        root = stem(word)
        return f" {root if len(root) >= _SHORTEST_STEM else word}"
    try:
        return f"{parse_day(word, month=None):%d.%m.%Y}"
    except NotADay:
        return word


def numbers_in(typed: str) -> list[str]:
    """Return the typed words that may be a document's whole number, in both cases of their letters."""
    numbers = [word for word in _words(typed) if any(sign.isdecimal() for sign in word)]
    return sorted({form for word in numbers for form in (word, word.upper(), word.lower())})
