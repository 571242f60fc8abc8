"""An amount of roubles in Russian words, as invoices print it."""

from decimal import Decimal

from kabinet.values.money import KOPECK

_UNITS = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_UNITS_FEMININE = ("", "одна", "две", *_UNITS[3:])
_TEENS = (
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
)
_TENS = (
    "",
    "",
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
)
_HUNDREDS = (
    "",
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
)
_ROUBLE = ("рубль", "рубля", "рублей")
_KOPECK = ("копейка", "копейки", "копеек")
_THOUSAND = ("тысяча", "тысячи", "тысяч")
_SCALES = (
    _ROUBLE,
    _THOUSAND,
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
)
_LIMIT = Decimal(1000) ** len(_SCALES)


def amount_in_words(amount: Decimal) -> str:
    """
    Return "Сто двадцать один рубль 05 копеек".

    :raises ValueError: the amount is negative, beyond trillions, or finer than a kopeck
    """
    if not 0 <= amount < _LIMIT or amount != amount.quantize(KOPECK):
        raise ValueError(f"not an amount to write in words: {amount}")
    roubles, kopecks = divmod(int(amount * 100), 100)
    words = _whole_in_words(roubles) or ["ноль", _ROUBLE[2]]
    return f"{' '.join(words).capitalize()} {kopecks:02d} {_form(kopecks, _KOPECK)}"


def _whole_in_words(number: int) -> list[str]:
    words: list[str] = []
    for scale in reversed(_SCALES):
        number_of_scale = number // 1000 ** _SCALES.index(scale) % 1000
        if number_of_scale or (scale is _ROUBLE and number):
            words += [
                *_below_thousand(number_of_scale, feminine=scale is _THOUSAND),
                _form(number_of_scale, scale),
            ]
    return words


def _below_thousand(number: int, *, feminine: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    if tens == 1:
        return [word for word in (_HUNDREDS[hundreds], _TEENS[units]) if word]
    names = _UNITS_FEMININE if feminine else _UNITS
    return [word for word in (_HUNDREDS[hundreds], _TENS[tens], names[units]) if word]


def _form(number: int, forms: tuple[str, str, str]) -> str:
    """Choose among 1 рубль, 2 рубля, 5 рублей."""
    tens, units = divmod(number % 100, 10)
    if tens == 1 or units == 0 or units > 4:  # noqa: PLR2004
        return forms[2]
    return forms[0] if units == 1 else forms[1]
