"""A fault told by the client, and the instruments and the gas on the page of the contract."""

from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from kabinet.files import operations as files
from kabinet.metering.models import FaultInterval, Instrument
from tests import factories
from tests.factories import MOSCOW, NOW, Cast
from tests.portal.metering.things import text_of

PAGE = "/contract/fault/"


@pytest.fixture
def counter(cast: Cast) -> Instrument:
    return factories.instrument(cast.unit, kind="corrector", model="ЕК270")


def report(browser: Client, cast: Cast, **changes: str) -> HttpResponse:
    typed = {
        "place": f"{cast.unit.pk}",
        "kind": "broken",
        "day": "20.11.2026",
        "time": "14:30",
        "note": "Погас экран",
        "key": "k",
    }
    return browser.post(PAGE, typed | changes)


def faults() -> list[FaultInterval]:
    return list(FaultInterval.objects.everywhere(reason="test"))


class TestReport:
    def test_ends_in_a_receipt_and_twice_in_the_same(
        self, cast: Cast, counter: Instrument, engineer: Client
    ) -> None:
        answer = report(engineer, cast, place=f"{cast.unit.pk}-{counter.pk}")
        again = report(engineer, cast, place=f"{cast.unit.pk}-{counter.pk}")

        assert answer.url == again.url
        [fault] = faults()
        assert fault.instrument == counter
        assert fault.began_at == datetime(2026, 11, 20, 14, 30, tzinfo=MOSCOW)
        assert "Погас экран" in text_of(engineer.get(answer.url))
        assert "Прибор неисправен" in text_of(engineer.get("/contract/"))

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"place": ""}, "Выберите вариант: «Прибор или узел учёта»"),
            ({"place": "777"}, "777"),
            ({"day": "24.11.2026"}, "Этот момент ещё не наступил"),
            ({"time": "ночью"}, "введите время"),
        ],
    )
    def test_mistakes_are_told_and_what_was_typed_is_kept(
        self, cast: Cast, counter: Instrument, engineer: Client, changes: dict[str, str], words: str
    ) -> None:
        answer = report(engineer, cast, **changes)

        assert answer.status_code == 422
        assert words in text_of(answer)
        assert "Погас экран" in text_of(answer)
        assert faults() == []

    def test_is_not_for_those_who_may_not_submit(self, cast: Cast, counter: Instrument) -> None:
        accountant = factories.signed_in(cast.accountant)

        assert report(accountant, cast).status_code == 403
        assert "Сообщить о неисправности" not in text_of(accountant.get("/contract/"))


class TestQuality:
    def test_is_shown_with_its_passport_to_every_client(self, cast: Cast, engineer: Client) -> None:
        stored = files.store_bytes(b"%PDF-1.4", media_type="application/pdf", now=NOW)
        quality = factories.gas_quality(cast.point, passport=stored)

        text = text_of(engineer.get("/contract/"))
        assert "8 123" in text
        assert "№ 12-10" in text

        neighbour = factories.signed_in(cast.neighbour)
        for browser in (engineer, neighbour):
            answer = browser.get(f"/contract/passports/{quality.pk}/")
            assert b"".join(answer.streaming_content) == b"%PDF-1.4"  # type: ignore[attr-defined]

    def test_without_a_file_there_is_nothing_to_fetch(self, cast: Cast, engineer: Client) -> None:
        quality = factories.gas_quality(cast.point)

        assert engineer.get(f"/contract/passports/{quality.pk}/").status_code == 404
