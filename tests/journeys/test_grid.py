"""The grid of the month on a screen: the headings and the totals stand while the days move."""

import pytest
from playwright.sync_api import Locator

from tests.journeys.conftest import Come
from tests.journeys.people import DESKTOP, Person
from tests.journeys.supplier import Supplier

PHONE = (390, 844)


def edges(what: Locator) -> tuple[float, float]:
    """Return where something begins and ends from the top of the window."""
    box = what.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def turn_wheel(person: Person, over: Locator, *, right: int = 0, down: int = 0) -> None:
    box = over.bounding_box()
    assert box is not None
    person.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 200)
    person.page.mouse.wheel(right, down)
    person.page.wait_for_timeout(300)  # the browser scrolls when it likes, and says nothing


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_headings_and_totals_stay_while_days_pass(
    supplier: Supplier, come: Come, size: tuple[int, int]
) -> None:
    engineer = come(supplier, "engineer-1", size=size).open("/readings/2026-11/")
    region = engineer.main.get_by_role("region", name="Показания, ноябрь 2026")
    headings = region.get_by_role("columnheader", name="Газовые сутки")
    total = region.get_by_role("rowheader", name="Итого")

    # The page opens at the first empty cell, whose heading is in sight
    assert edges(headings)[0] >= 0
    assert edges(headings)[1] <= edges(engineer.page.locator(":focus"))[0]
    assert edges(engineer.page.locator(":focus"))[1] <= size[1]

    # From the first day to the last, the headings lie at the upper edge of the region, and the totals at the lower
    for way in (-5000, 5000):
        turn_wheel(engineer, region, down=way)
        assert edges(headings)[0] == pytest.approx(edges(region)[0], abs=2)
        assert edges(total)[1] == pytest.approx(edges(region)[1], abs=2)

    # Sideways the days stay, and nothing makes the page wider than the window
    turn_wheel(engineer, region, right=5000)
    left = region.get_by_role("rowheader", name="30.11.2026").bounding_box()
    within = region.bounding_box()
    assert left is not None
    assert within is not None
    assert left["x"] == pytest.approx(within["x"], abs=2)
    assert within["x"] + within["width"] <= size[0]
