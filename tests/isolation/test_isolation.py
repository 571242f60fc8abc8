"""Each address is asked by everybody: who may see it does, nobody else reads or writes anything of the plant."""

from collections.abc import Iterator

import pytest
import time_machine
from django.apps import apps
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver, reverse

from kabinet.access.models import AccessPolicy, User
from kabinet.foundation.gate import GatedModel
from tests.isolation.scene import MARKS, NOW, Scene, build
from tests.isolation.table import ADDRESSES, OWN, STAFF, Row

pytestmark = pytest.mark.django_db

#: To whom marks of the plant may be shown at all; the neighbour and the other curator are the strangers.
_CONCERNED = (OWN | STAFF) - {"other-curator"}
_SEEN = {200, 302, 303}
_HIDDEN = {302, 401, 403, 404, 405}
# Written by looking, signing in or being refused, and nobody's business figures.
_NOTES = {
    "journal.Record",
    "journal.Chain",
    "journal.Sighting",
    "access.SignIn",
    "access.ParkedForm",
    "metering.VolumeDraft",
}
_CHANGED_IN_PLACE = (
    "metering.VolumeSubmission",
    "requests.VolumeRequest",
    "documents.Document",
    "access.Proposal",
)


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with time_machine.travel(NOW, tick=False), override_settings(FROZEN_NOW=NOW):
        yield build()


def names() -> set[str]:
    """Return the names of all addresses of all doors."""
    return set(_names(get_resolver(), ""))


def _names(resolver: object, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        if hasattr(pattern, "url_patterns"):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern, prefix + space)
        else:
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield prefix + pattern.name


def text_of(answer: HttpResponse) -> str:
    # Read to its end, a streamed answer closes its file, and without the signal that would close the database.
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode(errors="replace")


def address_of(name: str, row: Row, scene: Scene) -> str:
    query = "&".join(f"{key}={value}" for key, value in row.query(scene).items())
    return reverse(name, kwargs=dict(row.path(scene))) + (f"?{query}" if query else "")


def state() -> dict[str, int]:
    """Count the rows of all gated tables in which business is kept, and the versions of what changes in place."""
    counts = {
        model._meta.label: model.objects.everywhere(reason="a test counts").count()
        for model in apps.get_models()
        if issubclass(model, GatedModel) and model._meta.label not in _NOTES
    }
    for label in _CHANGED_IN_PLACE:
        rows = apps.get_model(label).objects.everywhere(reason="a test compares")
        counts[f"{label} statuses"] = hash(tuple(rows.order_by("id").values_list("status", flat=True)))
    counts["policies"] = AccessPolicy.objects.count()
    counts["chosen contracts"] = User.objects.filter(last_contract_id__isnull=False).count()
    return counts


class TestTable:
    def test_has_a_row_for_every_address(self) -> None:
        assert names() == set(ADDRESSES)


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_address_is_shown_to_those_it_concerns_and_tells_strangers_nothing(
    name: str, scene: Scene
) -> None:
    row = ADDRESSES[name]
    address = address_of(name, row, scene)

    answers = {person: browser.get(address) for person, browser in scene.browsers.items()}
    texts = {person: text_of(answer) for person, answer in answers.items()}

    shown = {
        person
        for person, answer in answers.items()
        if answer.status_code in _SEEN and not _is_to_sign_in(answer)
    }
    assert shown == row.seen_by
    for person in answers.keys() - shown:
        assert answers[person].status_code in _HIDDEN, person
    for person in answers.keys() - _CONCERNED:
        assert [mark for mark in MARKS if mark in texts[person]] == [], person


def _is_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/login/")


@pytest.mark.parametrize("name", sorted(name for name, row in ADDRESSES.items() if row.post))
class TestWriting:
    def test_with_the_plants_ids_changes_nothing_for_others(self, name: str, scene: Scene) -> None:
        row = ADDRESSES[name]
        assert row.post is not None
        address, body, before = address_of(name, row, scene), dict(row.post(scene)), state()

        for person in scene.browsers.keys() - row.posted_by - OWN:
            answer = scene.browsers[person].post(address, body)

            assert state() == before, person
            assert [mark for mark in MARKS if mark in text_of(answer)] == [] or person in _CONCERNED, person

    def test_is_done_by_those_who_may(self, name: str, scene: Scene) -> None:
        row = ADDRESSES[name]
        assert row.post is not None
        for person in sorted(row.posted_by)[:1]:
            before = state()

            answer = scene.browsers[person].post(address_of(name, row, scene), dict(row.post(scene)))

            assert answer.status_code in {200, 302, 303}, text_of(answer)
            assert state() != before, person
