"""The words under which a document is found, and how a typed search is folded to them."""

from datetime import date
from decimal import Decimal

from kabinet.documents.rules.words import Kind
from kabinet.values.months import BillingMonth

_MONTHS = (
    "январь января",
    "февраль февраля",
    "март марта",
    "апрель апреля",
    "май мая",
    "июнь июня",
    "июль июля",
    "август августа",
    "сентябрь сентября",
    "октябрь октября",
    "ноябрь ноября",
    "декабрь декабря",
)

_KINDS = {
    Kind.ACT: "акт поданного принятого газа act",
    Kind.INVOICE: "счет invoice",
    Kind.TAX_INVOICE: "счет-фактура сф tax invoice",
    Kind.RECONCILIATION: "акт сверки reconciliation",
    Kind.CONTRACT: "договор соглашение contract",
    Kind.QUALITY_PASSPORT: "паспорт качества газа quality",
    Kind.POWER_OF_ATTORNEY: "доверенность power of attorney",
    Kind.LETTER: "письмо letter",
    Kind.OTHER: "другой документ other",
}


def fold(text: str) -> str:
    """Fold case, ё and the spaces that people and programs put into numbers."""
    return text.lower().replace("ё", "е").replace("\u00a0", " ").replace("\u202f", " ")


def words_of(
    *, kind: Kind, number: str, title: str, dated_on: date, month: BillingMonth | None, amount: Decimal | None
) -> str:
    """Return everything the document may be searched by, folded, between spaces."""
    parts = [number, title, _KINDS[kind], f"{dated_on:%d.%m.%Y}"]
    if month:
        parts += [_MONTHS[month.month - 1], str(month.year)]
    if amount is not None:
        parts += [f"{amount:.2f}", f"{amount:.2f}".replace(".", ",")]
    return f" {fold(' '.join(parts))} "


def search_terms(typed: str) -> list[str]:
    """Split a typed search; digits that were grouped by spaces are put together: 7 902 114,10 is one term."""
    terms: list[str] = []
    for word in fold(typed).replace("№", " ").split():
        grouped = terms and terms[-1].isdecimal() and len(word.split(",")[0].split(".")[0]) == 3  # noqa: PLR2004
        if grouped and word[0].isdecimal():
            terms[-1] += word
        else:
            terms.append(word)
    return terms
