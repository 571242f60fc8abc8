"""What holds for every page of both doors: accessible, narrow, at home on its own host, in one language."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

import polib
import pytest

from tests.journeys.conftest import Come, with_scripts
from tests.journeys.pages import Visit, list_visits
from tests.journeys.people import PHONE, Person
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


def _visits_by_person(supplier: Supplier) -> Iterator[tuple[str, list[Visit]]]:
    for user_name, visits in groupby(list_visits(supplier), key=lambda visit: visit.user_name):
        yield user_name, list(visits)


@with_scripts
def test_no_page_breaks_a_rule_of_accessibility(supplier: Supplier, come: Come) -> None:
    axe = AXE.read_text() + ";0"
    found: dict[str, list[str]] = {}

    for user_name, visits in _visits_by_person(supplier):
        person = come(supplier, user_name)
        for visit in visits:
            visit.pay(person)
            person.page.evaluate(axe)
            if violations := person.page.evaluate(_VIOLATIONS, RULES):
                found[str(visit)] = violations

    assert not found, _as_lines(found)


def test_no_page_is_wider_than_a_phone(supplier: Supplier, come: Come) -> None:
    found: dict[str, list[str]] = {}

    for user_name, visits in _visits_by_person(supplier):
        person = come(supplier, user_name, size=PHONE)
        for visit in visits:
            visit.pay(person)
            width = person.page.evaluate("document.documentElement.scrollWidth")
            if width > PHONE[0]:
                found[str(visit)] = [f"{width} px", *_widest(person)]

    assert not found, _as_lines(found)


def _widest(person: Person) -> list[str]:
    found: list[str] = person.page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, footer *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest(".table-region"))
            .slice(0, 4).map(one => one.outerHTML.slice(0, 160))"""
    )
    return found


@with_scripts
@pytest.mark.parametrize("language", ["en", "ru"])
def test_pages_speak_one_language(supplier: Supplier, come: Come, language: str) -> None:
    patterns = _words_of_the_other(language)
    found: dict[str, list[str]] = defaultdict(list)

    for user_name, visits in _visits_by_person(supplier):
        person = come(supplier, user_name)
        person.open(
            f"/help/?lang={language}" if user_name.startswith(("a", "e", "d")) else f"/offer/?lang={language}"
        )
        for visit in visits:
            visit.pay(person)
            assert person.page.locator("html").get_attribute("lang") == language, visit
            found[str(visit)] += [text for text in person.page.evaluate(_TEXTS) if patterns.fullmatch(text)]

    assert not any(found.values()), _as_lines(found)


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


def _as_lines(found: dict[str, Any]) -> str:
    lines = [f"{page}:\n    " + "\n    ".join(sorted(set(what))) for page, what in found.items() if what]
    return "\n".join(lines)
