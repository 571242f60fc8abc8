"""What holds for every page of both doors: accessible, narrow, at home on its own host, in one language."""

import re
from collections.abc import Callable
from functools import cache
from itertools import groupby

import polib
import pytest

from tests.journeys.conftest import Come, with_scripts, without_scripts
from tests.journeys.pages import CHAPTERS, list_visits
from tests.journeys.people import DESKTOP, PHONE, Person
from tests.journeys.supplier import ROOT, Supplier

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

_VIOLATIONS = """
async rules => (await axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]}))
    .violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(" ")} ${node.failureSummary}`))
"""
_TEXTS = """
() => {
    const found = [];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement;
        if (!holder.closest("script, style, #offer, .offer") && !(holder.lang && holder !== document.documentElement)) {
            found.push(node.data);
        }
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
        found.push(...["aria-label", "title", "placeholder", "alt"].map(name => element.getAttribute(name) ?? ""));
    }
    return found.map(text => text.replace(/\\s+/g, " ").trim()).filter(text => text);
}
"""


each_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


@with_scripts
@each_chapter
def test_pages_are_accessible_narrow_and_russian(supplier: Supplier, come: Come, chapter: str) -> None:
    def look(person: Person) -> list[str]:
        found = [*_broken_rules(person), *_words_in_another_language_than("ru", person)]
        person.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        found += _too_wide(person)
        person.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        return found

    assert not (found := _walk(supplier, come, chapter, look)), _as_lines(found)


@without_scripts
@each_chapter
def test_pages_without_scripts_are_narrow(supplier: Supplier, come: Come, chapter: str) -> None:
    assert not (found := _walk(supplier, come, chapter, _too_wide, size=PHONE)), _as_lines(found)


@with_scripts
@each_chapter
def test_pages_speak_english(supplier: Supplier, come: Come, chapter: str) -> None:
    def look(person: Person) -> list[str]:
        return _words_in_another_language_than("en", person)

    assert not (found := _walk(supplier, come, chapter, look, language="en")), _as_lines(found)


def _walk(
    supplier: Supplier,
    come: Come,
    chapter: str,
    look: Callable[[Person], list[str]],
    *,
    size: tuple[int, int] = DESKTOP,
    language: str = "",
) -> dict[str, list[str]]:
    """Visit the pages of the chapter one after another; return what was found on those that have something."""
    found: dict[str, list[str]] = {}
    for user_name, visits in groupby(list_visits(supplier, chapter), key=lambda visit: visit.user_name):
        person = come(supplier, user_name, size=size)
        if language:
            person.open(f"/offer/?lang={language}")
        for visit in visits:
            visit.pay(person)
            if complaints := look(person):
                found[str(visit)] = complaints
    return found


def _broken_rules(person: Person) -> list[str]:
    person.page.evaluate(_axe())
    broken: list[str] = person.page.evaluate(_VIOLATIONS, RULES)
    return broken


@cache
def _axe() -> str:
    return AXE.read_text() + ";0"


def _too_wide(person: Person) -> list[str]:
    width = person.page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} px", *_widest(person)] if width > PHONE[0] else []


def _widest(person: Person) -> list[str]:
    found: list[str] = person.page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, footer *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest(".table-region"))
            .slice(0, 4).map(one => one.outerHTML.slice(0, 160))"""
    )
    return found


def _words_in_another_language_than(language: str, person: Person) -> list[str]:
    spoken = person.page.locator("html").get_attribute("lang")
    wrong = _words_of_the_other(language)
    found = [text for text in person.page.evaluate(_TEXTS) if wrong.fullmatch(text)]
    return found if spoken == language else [f"lang={spoken}", *found]


@cache
def _words_of_the_other(language: str) -> re.Pattern[str]:
    """Match what the catalogues would have said in the other language; data is in neither of them."""
    entries = [entry for po in (ROOT / "src").rglob("locale/ru/**/*.po") for entry in polib.pofile(str(po))]
    wrong = set()
    for entry in entries:
        russian = [entry.msgstr, *entry.msgstr_plural.values()]
        english = [entry.msgid, entry.msgid_plural]
        for text in russian if language == "en" else english:
            if text and text not in (english if language == "en" else russian):
                wrong.add(_pattern(text))
    return re.compile("|".join(sorted(filter(None, wrong), key=len, reverse=True)))


def _pattern(text: str) -> str:
    """Let anything stand where the sentence has a place for a value."""
    parts = re.split(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}", " ".join(text.split()))
    letters = re.sub(r"[^a-zа-яё]", "", "".join(parts).lower())
    return ".+?".join(re.escape(part) for part in parts) if len(letters) > 3 else ""


def _as_lines(found: dict[str, list[str]]) -> str:
    lines = [f"{page}:\n    " + "\n    ".join(sorted(set(what))) for page, what in found.items()]
    return "\n".join(lines)
