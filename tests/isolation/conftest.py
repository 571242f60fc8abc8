"""One scene for a whole module of tests: what a test did to it is taken back after the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
import time_machine
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.isolation.scene import NOW, Scene, build
from tests.taken_back import taken_back


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with taken_back(django_db_blocker):
        with stopped_clock():
            scene = build()
        yield scene


@pytest.fixture
def scene(built: Scene, db: None) -> Iterator[Scene]:
    with stopped_clock():
        yield replace(built, browsers={name: _twin(browser) for name, browser in built.browsers.items()})


@contextmanager
def stopped_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), override_settings(FROZEN_NOW=NOW):
        yield


def _twin(browser: Client) -> Client:
    """Return a browser with the same cookies: a test may sign out in it."""
    twin = Client()
    twin.cookies = SimpleCookie({name: morsel.value for name, morsel in browser.cookies.items()})
    return twin
