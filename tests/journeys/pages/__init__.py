"""Every page of both doors, in the states in which people meet it."""

from collections.abc import Iterator

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

__all__ = ["Visit", "keys_of", "list_visits"]


def list_visits(supplier: Supplier) -> Iterator[Visit]:
    """List the pages of a supplier; the numbers in the addresses are those of its own rows."""
    key = keys_of(supplier)
    yield from open_pages()
    yield from pages_of_the_client(key)
    yield from pages_between_sign_in_and_cabinet()
    yield from empty_pages()
    yield from pages_of_the_desk(key)
    yield from pages_of_metering(key)
    yield from pages_of_setup()
    yield from pages_of_the_credentials_desk(key)
    yield from pages_of_people(key)
