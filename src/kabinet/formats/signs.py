"""The signs that spreadsheets, messengers and web pages put in place of a plain space or a plain minus."""

import re

# The browser's \s and Python's differ, so the list is written out; frontend/js/numbers.js has the same one.
_SPACES = re.compile(
    "[\t\n\v\f\r \u0085\u00a0\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+",
)
_MINUSES = re.compile("[\u2010-\u2013\u2212\ufe63\uff0d]")


def plain(text: str) -> str:
    """Return the text with one plain space for any run of them, plain minuses, and bare ends."""
    return _MINUSES.sub("-", _SPACES.sub(" ", text)).strip(" ")
