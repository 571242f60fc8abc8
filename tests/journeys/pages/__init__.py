"""Every page of both doors, in the states in which people meet it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.journeys.pages.client import (
    empty_pages,
    open_pages,
    pages_between_sign_in_and_cabinet,
    pages_of_the_client,
)
from tests.journeys.pages.desk import pages_of_setup, pages_of_the_credentials_desk, pages_of_the_desk
from tests.journeys.pages.keys import keys_of
from tests.journeys.pages.metering import pages_of_metering
from tests.journeys.pages.of_people import pages_of_people
from tests.journeys.pages.visit import Visit
from tests.journeys.supplier import Supplier

__all__ = ["CHAPTERS", "Visit", "keys_of", "list_visits"]

#: A walk through a chapter begins with nothing done yet.
CHAPTERS: Mapping[str, Callable[[Mapping[str, Any]], Sequence[Visit]]] = {
    "open": open_pages,
    "client": pages_of_the_client,
    "between": pages_between_sign_in_and_cabinet,
    "empty": empty_pages,
    "desk": pages_of_the_desk,
    "metering": pages_of_metering,
    "setup": pages_of_setup,
    "credentials": pages_of_the_credentials_desk,
    "people": pages_of_people,
}


def list_visits(supplier: Supplier, chapter: str) -> Sequence[Visit]:
    """List the pages of a chapter; the numbers in the addresses are those of the supplier's own rows."""
    return CHAPTERS[chapter](keys_of(supplier))
