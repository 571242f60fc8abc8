"""
Pure rules of sign-in names.

A user name is Latin letters, digits, dots and hyphens, so that it can be typed on any keyboard and read out over the
telephone. It is never changed.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, count

LONGEST = 60
_LONGEST_SURNAME = 40
_MOST_INITIALS = 3

#: As Russian passports write names (ICAO 9303); letters of neighbouring alphabets beside them.
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u",
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i",
}  # fmt: skip

# A number behind a name has no 0 and no 1: they look like o and l.
_READABLE = re.compile(r"[2-9]+")
_NO_NAME = "client"


def normal_username(typed: str) -> str:
    """Fold what was typed: case and the spaces around a user name do not matter."""
    return typed.strip().lower()


def usernames_for(full_name: str) -> Iterator[str]:
    """
    Suggest user names for the person, the plainest first, without end: ivanova.ap, ivanova.ap2, ivanova.ap3, …

    Whatever alphabets the name mixes, what comes out is Latin.
    """
    stem = _stem(full_name)
    yield stem
    yield from (f"{stem}{number}" for number in count(2) if _READABLE.fullmatch(str(number)))


def _stem(full_name: str) -> str:
    words = [latin for word in full_name[:500].split() if (latin := _latin(word))]
    if not words:
        return _NO_NAME
    surname, *others = words
    initials = "".join(word[0] for word in others[:_MOST_INITIALS])
    name = surname[:_LONGEST_SURNAME].strip("-")
    return f"{name}.{initials}" if initials else name


def _latin(word: str) -> str:
    """Return the word in Latin letters; hyphens stay, and whatever else there is goes."""
    parts = ["".join(chain.from_iterable(map(_letter, part))) for part in word.lower().split("-")]
    return "-".join(part for part in parts if part)


def _letter(sign: str) -> str:
    if sign in _LATIN:
        return _LATIN[sign]
    bare = unicodedata.normalize("NFKD", sign).lower()
    return "".join(_LATIN.get(one, one if one.isascii() and one.isalpha() else "") for one in bare)
