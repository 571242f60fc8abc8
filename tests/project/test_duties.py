"""What comes before any other page; the pages of each duty are tested with the portal."""

from datetime import timedelta

import pytest
from django.test import Client

from kabinet.access.models import Membership
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(cast: Cast) -> Membership:
    return Membership.objects.everywhere(reason="test").get(user=cast.engineer)


@pytest.fixture
def client(cast: Cast) -> Client:
    return factories.signed_in(cast.engineer)


@pytest.fixture(autouse=True)
def today(settings: object) -> None:
    settings.FROZEN_NOW = factories.NOW  # type: ignore[attr-defined]


class TestWithoutContract:
    def test_home_says_that_the_access_has_ended_and_whom_to_call(
        self, client: Client, membership: Membership
    ) -> None:
        membership.valid_to = TODAY
        membership.save()

        page = client.get("/").content.decode()

        for words in (
            "Ваш доступ к ООО «Завод Керамик» закончился",
            "22 ноября 2026",
            "Доверенность № 17",
            "Петрова Мария Сергеевна",
            "+7 495 730-60-12",
        ):
            assert words in page
        assert "12-4-0345/26" not in page
        assert "/readings/" not in page

    def test_home_says_when_the_access_begins(self, client: Client, membership: Membership) -> None:
        membership.valid_from = TODAY + timedelta(days=8)
        membership.save()

        assert "Ваш доступ начинается 1 декабря 2026" in client.get("/").content.decode()

    def test_home_says_that_no_contract_is_open(self, client: Client, membership: Membership) -> None:
        membership.grants.all().delete()

        assert "не открыт ни один договор" in client.get("/").content.decode()

    def test_home_is_there_for_somebody_without_any_part(self) -> None:
        stranger = factories.signed_in(factories.user("guest", role=Role.ENGINEER))

        assert "У вас пока нет договора" in stranger.get("/").content.decode()

    @pytest.mark.parametrize(
        "path",
        ["/readings/", "/readings/2026-11/", "/requests/", "/settlements/", "/documents/", "/contract/"],
    )
    def test_every_page_of_a_contract_leads_home(
        self, client: Client, membership: Membership, path: str
    ) -> None:
        membership.valid_to = TODAY
        membership.save()

        assert client.get(path).url == "/"
        assert client.post(path, {"key": "x"}).url == "/"

    @pytest.mark.parametrize("path", ["/settings/", "/notifications/", "/help/", "/offer/"])
    def test_ones_own_pages_stay(self, client: Client, membership: Membership, path: str) -> None:
        membership.valid_to = TODAY
        membership.save()

        assert client.get(path).status_code == 200

    def test_the_machines_door_answers_with_nothing(self, client: Client, membership: Membership) -> None:
        membership.valid_to = TODAY
        membership.save()

        assert client.get("/api/v1/contracts").json() == []


class TestContractOver:
    def test_home_says_so_and_shows_what_is_left(self, cast: Cast, client: Client) -> None:
        cast.contract.valid_to = TODAY
        cast.contract.save()

        page = client.get("/").content.decode()

        assert "Договор № 12-4-0345/26 закончился 22 ноября 2026" in page
        assert "/documents/" in page

    def test_home_does_not_say_so_on_its_last_day(self, cast: Cast, client: Client) -> None:
        cast.contract.valid_to = TODAY + timedelta(days=1)
        cast.contract.save()

        assert "закончился" not in client.get("/").content.decode()
