"""The documentation held against what there is: the files it leads to, and the words of the pages that guides quote."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib

from tests.architecture.source import ROOT, SOURCE

GUIDES = ROOT / "docs" / "guide"
_QUOTED = {"ru": re.compile(r"«([^«»]+)»"), "en": re.compile(r'"([^"]+)"')}
_CODE = re.compile(r"```.*?```|`[^`]*`|^ {4}.*?$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
# Where a guide leaves out a number or a name that the page puts in.
_LEFT_OUT = re.compile(r"…|\bN\b|\d+")


def documents() -> Iterator[Path]:
    """Return every text in Markdown that is ours."""
    yield from ROOT.glob("*.md")
    for folder in ("docs", "src", "frontend"):
        yield from (path for path in (ROOT / folder).rglob("*.md") if "node_modules" not in path.parts)


def broken_links(path: Path) -> list[str]:
    targets = (target for target in _LINK.findall(path.read_text()) if ":" not in target)
    return [target for target in targets if not (path.parent / target).exists()]


@cache
def words_of_pages(language: str) -> list[str]:
    """Return the texts of all catalogues, folded."""
    entries = [
        entry for catalogue in SOURCE.rglob("locale/ru/**/*.po") for entry in polib.pofile(str(catalogue))
    ]
    if language == "ru":
        texts = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]
    else:
        texts = [text for entry in entries for text in (entry.msgid, entry.msgid_plural)]
    return [_folded(text) for text in texts if text]


def unknown_quotes(guide: str, *, language: str, pages: list[str]) -> list[str]:
    """Return what the guide quotes though no page says it; an ellipsis, N and numbers stand for anything."""
    quotes = dict.fromkeys(_QUOTED[language].findall(_CODE.sub("", guide)))
    return [quote for quote in quotes if not _stands_on_a_page(quote, pages)]


def _stands_on_a_page(quote: str, pages: list[str]) -> bool:
    parts = [_folded(part).strip(" .,:") for part in _LEFT_OUT.split(quote)]
    spoken = [part for part in parts if any(sign.isalpha() for sign in part)]
    return any(all(part in text for part in spoken) for text in pages)


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()
