"""Whoever looks as the plant does reads what the director reads, changes nothing, and leaves no trace of it."""

from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client

from kabinet.access.models import User
from tests.isolation.scene import MARKS, Scene
from tests.isolation.table import ADDRESSES
from tests.isolation.walk import address_of, is_shown, state, text_of

CLIENTS_DOOR = sorted(name for name in ADDRESSES if not name.startswith("desk:"))

#: What a page tells of the plant; its name stands in the bar, on pages where the director does not read it.
FIGURES = MARKS[1:]

#: What the director has before them and whoever looks has not: own pages, people, and the forms that send something.
NOT_SHOWN = {
    "portal:fault",
    "portal:settings",
    "portal:first_password",
    "portal:recovery_codes",
    "portal:second_factor",
    "portal:second_factor_qr",
    "portal:sessions",
    "portal:resume",
    "portal:notifications",
    "portal:jobs",
    "portal:job",
    "portal:people",
    "portal:person",
    "portal:person_end",
    "portal:end_paper",
    "portal:colleagues",
    "portal:colleague_new",
    "portal:colleague",
    "portal:colleague_correct",
    "portal:colleague_pdf",
    "portal:readings_check",
    "portal:request_new",
    "portal:scans",
}


@pytest.fixture
def looking(scene: Scene) -> Client:
    browser = scene.browsers["curator"]
    browser.post(f"/desk/look/{scene.cast.plant.pk}/")
    return browser


def traces() -> dict[str, Any]:
    """Return everything by which somebody could tell that a page was read."""

    def rows(label: str, *columns: str) -> list[Any]:
        found = apps.get_model(label).objects.everywhere(reason="a test compares")
        return list(found.order_by("pk").values_list(*columns))

    return {
        "documents": rows("documents.Document", "seen_at", "status"),
        "sightings": rows("journal.Sighting", "at"),
        "notifications": rows("notifications.Notification", "read_at"),
        "sign-ins": rows("access.SignIn", "at"),
        "drafts": rows("metering.VolumeDraft", "saved_at"),
        "records": rows("journal.Record", "event"),
        "people": list(User.objects.order_by("pk").values_list("last_contract_id", "language", "password")),
    }


def ask(browser: Client, name: str, scene: Scene) -> HttpResponse:
    return browser.get(address_of(name, ADDRESSES[name], scene))


class TestReading:
    def test_is_what_the_director_reads(self, scene: Scene, looking: Client) -> None:
        for name in CLIENTS_DOOR:
            directors, watchers = (ask(one, name, scene) for one in (scene.browsers["director"], looking))
            text, theirs = text_of(watchers), text_of(directors)

            assert is_shown(watchers) is (is_shown(directors) and name not in NOT_SHOWN), name
            if is_shown(watchers):
                assert [mark in text for mark in FIGURES] == [mark in theirs for mark in FIGURES], name

    def test_shows_both_names_on_every_page(self, scene: Scene, looking: Client) -> None:
        for name in CLIENTS_DOOR:
            answer = ask(looking, name, scene)
            page = text_of(answer)
            if page and answer.headers["Content-Type"].startswith("text/html"):
                assert "ООО «Завод Керамик»" in page, name
                assert "Петрова Мария Сергеевна" in page, name
                assert "Закончить просмотр" in page, name

    def test_leaves_no_trace(self, scene: Scene, looking: Client) -> None:
        before, kept = traces(), state()

        for name in ADDRESSES:
            text_of(ask(looking, name, scene))

        assert (traces(), state()) == (before, kept)

    def test_has_no_way_into_the_desk(self, scene: Scene, looking: Client) -> None:
        for name in sorted(ADDRESSES.keys() - set(CLIENTS_DOOR)):
            assert ask(looking, name, scene).status_code in {403, 405}, name


class TestWriting:
    @pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - {"desk:look_end"}))
    def test_is_refused_in_words(self, name: str, scene: Scene, looking: Client) -> None:
        row, before = ADDRESSES[name], (traces(), state())

        answer = looking.post(address_of(name, row, scene), dict(row.post(scene)) if row.post else {})

        assert answer.status_code == 403
        assert "ничего нельзя" in text_of(answer)
        assert (traces(), state()) == before

    def test_is_possible_again_after_the_end(self, scene: Scene, looking: Client) -> None:
        answer = looking.post("/desk/look/end/")

        assert answer.headers["Location"] == f"/desk/clients/{scene.cast.plant.pk}/"
        assert looking.get("/desk/").status_code == 200
        assert looking.get("/settlements/").status_code == 404
