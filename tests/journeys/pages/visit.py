"""One page, and what is done on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error as PlaywrightError

from tests.journeys.people import Person

Steps = Callable[[Person], Any]


@dataclass(frozen=True)
class Visit:
    """A page, whose it is, and what is done on it before it is looked at."""

    user_name: str
    path: str
    then: Steps = field(default=lambda _person: None)
    state: str = ""

    def pay(self, person: Person) -> None:
        person.open(self.path)
        try:
            self.then(person)
            person.page.wait_for_load_state()
        except PlaywrightError as error:
            raise AssertionError(f"{self}: {error}") from error

    def __str__(self) -> str:
        return f"{self.user_name or 'nobody'} {self.path} {self.state}".strip()


def press(selector: str) -> Steps:
    return lambda person: person.main.locator(selector).first.click()
