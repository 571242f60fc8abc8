"""Names of files as people send them: kept readable, made harmless."""

import unicodedata

_LONGEST = 200
_LONGEST_ENDING = 12


def clean_name(name: str) -> str:
    """
    Return the name for a row, a page and a download: without folders, invisible and control characters (a
    turned writing direction shows "actexe.pdf" for "actfdp.exe"), at most 200 characters, its ending kept.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*')
    words = " ".join(visible.split()).strip(". ")
    stem, dot, ending = words.rpartition(".")
    if len(words) <= _LONGEST:
        return words or "file"
    if not dot or len(ending) > _LONGEST_ENDING:
        return words[:_LONGEST]
    return f"{stem[: _LONGEST - len(ending) - 1].rstrip()}.{ending}"
