"""Cyrillic letters that look like Latin ones: typed from paper, nobody can tell them apart."""

_CYRILLIC = "АВЕКМНОРСТУХавекмнорстух"
_LATIN = "ABEKMHOPCTYXabekmhopctyx"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)


def folded(text: str) -> str:
    """Return the text with each Cyrillic letter that looks like a Latin one replaced by that, to compare by."""
    return text.translate(_TO_LATIN)
