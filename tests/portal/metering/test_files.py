"""A corrector's archive through the pages: handed over, looked over, submitted; and every way that it can go wrong."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from kabinet.metering.models import ArchiveFile, Instrument
from tests import factories
from tests.factories import Cast
from tests.formats.archives import samples
from tests.metering.archived import device, moscow, of_days
from tests.portal.metering.things import stored, text_of

FILES = "/readings/files/"
START = datetime(2026, 11, 1, 8)  # noqa: DTZ001 (the clock of a device)


@pytest.fixture(autouse=True)
def _corrector(cast: Cast) -> None:
    factories.instrument(cast.unit, kind="corrector", model="ЕК270", serial_number=samples.SERIAL)


def hand_over(browser: Client, *contents: tuple[str, bytes]) -> HttpResponse:
    return browser.post(FILES, {"files": [SimpleUploadedFile(name, content) for name, content in contents]})


def archive(days: int = 22) -> bytes:
    return samples.ek270(samples.hours(days * 24, START))


def only_file() -> ArchiveFile:
    return ArchiveFile.objects.everywhere(reason="test").get()


class TestOneFile:
    def test_is_looked_over_and_submitted_with_a_receipt(self, cast: Cast, engineer: Client) -> None:
        answer = hand_over(engineer, ("ноябрь.txt", archive()))
        page = engineer.get(answer.url)
        text = text_of(page)

        assert "Передать 22 суток" in text
        assert f"№ {samples.SERIAL}" in text
        assert stored(cast) == {}

        sent = engineer.post(answer.url, {"key": "one"})

        assert sent.url.startswith("/receipts/")
        assert len(stored(cast)) == 22
        assert engineer.post(answer.url, {"key": "one"}).url == sent.url
        assert len(stored(cast)) == 22

    def test_of_another_s_device_cannot_be_submitted(self, cast: Cast, engineer: Client) -> None:
        content = samples.ek270(samples.hours(24, START), serial=samples.OTHER_SERIAL)
        answer = hand_over(engineer, ("чужой.txt", content))

        text = text_of(engineer.get(answer.url))
        assert f"Прибора № {samples.OTHER_SERIAL} нет среди приборов этого договора" in text
        assert "Передать " not in text

    def test_that_differs_wants_a_reason_and_keeps_what_was_typed(self, cast: Cast, engineer: Client) -> None:
        factories.volumes(cast.unit, {START.date().replace(day=20): "2000"})
        url = hand_over(engineer, ("ноябрь.txt", archive())).url

        refused = engineer.post(url, {"key": "k", "reason": "other", "note": ""})
        assert refused.status_code == 422
        assert "Напишите, что произошло" in text_of(refused)

        engineer.post(url, {"key": "k", "reason": "instrument", "note": "заменён датчик"})
        assert len(stored(cast)) == 22

    def test_is_looked_over_again_where_a_colleague_gave_a_day_meanwhile(
        self, cast: Cast, engineer: Client
    ) -> None:
        url = hand_over(engineer, ("ноябрь.txt", archive())).url
        seen = re.search(r'name="seen" value="([^"]+)"', text_of(engineer.get(url)))
        assert seen is not None
        factories.volumes(cast.unit, {START.date().replace(day=20): "2000"})
        sent = {"key": "k", "reason": "instrument", "note": "заменён датчик", "seen": seen[1]}

        assert engineer.post(url, sent).url == url
        assert len(stored(cast)) == 1

    def test_comes_back_as_it_was_sent(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, ("ноябрь.txt", archive())).url

        answer: Any = engineer.get(f"{url}original/")
        assert b"".join(answer.streaming_content) == archive()


class TestWhatIsInDoubt:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"status": "1"}, "прибор сообщает об аварии"),
            ({"volume": 100}, "меньше наименьшего расхода приборов"),
        ],
    )
    def test_is_said_at_its_day(
        self, cast: Cast, engineer: Client, change: dict[str, Any], words: str
    ) -> None:
        Instrument.objects.everywhere(reason="test").update(least_flow=Decimal(10))
        hours = samples.hours(48, START)
        hours[30] = samples.replace(hours[30], **change)
        answer = hand_over(engineer, ("архив.txt", samples.ek270(hours)))

        assert words in text_of(engineer.get(answer.url))

    def test_another_constant_is_named_with_both_values(self, cast: Cast, engineer: Client) -> None:
        factories.instrument(
            cast.unit, kind="corrector", model="СПГ761", serial_number="24017", constants={"ρст": "0,7"}
        )
        answer = hand_over(engineer, ("архив.txt", samples.spg761(samples.hours(24, START))))

        text = text_of(engineer.get(answer.url))
        assert "Константа ρст: в файле 0.6882, о приборе известно 0,7" in text
        assert "прибор считал с другими константами" in text

    def test_a_day_of_a_replacement_names_the_other_device(self, cast: Cast, engineer: Client) -> None:
        turn = datetime(2026, 11, 2, 14, tzinfo=factories.MOSCOW)
        same = {"kind": "corrector", "model": "СПГ761"}
        factories.instrument(cast.unit, serial_number="24017", removed_at=turn, **same)
        factories.instrument(cast.unit, serial_number="24018", installed_at=turn, **same)
        hours = samples.hours(48, START)
        before, after = samples.spg761(hours[:30]), samples.spg761(hours[30:], serial="24018")

        first = hand_over(engineer, ("старый.txt", before))
        assert "остальные часы — в архиве СПГ761 № 24018: загрузите и его" in text_of(engineer.get(first.url))
        second = hand_over(engineer, ("новый.txt", after))
        assert "вместе с архивом СПГ761 № 24017: сутки замены" in text_of(engineer.get(second.url))


class TestHours:
    """Days are typed as they go by, and the archive comes at the end of the week."""

    @pytest.fixture(autouse=True)
    def _typed(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 20): "25649", date(2026, 11, 21): "25700"})

    def test_of_days_that_were_typed_are_handed_in_by_a_button_of_their_own(
        self, cast: Cast, engineer: Client
    ) -> None:
        content = samples.ek270(of_days("25648.7", "25700.6"))
        url = hand_over(engineer, ("неделя.txt", content)).url
        text = text_of(engineer.get(url))
        assert "Передать часы за 2 суток" in text
        assert "разница меньше 1 м³: остаётся переданный объём; часы будут переданы" in text
        assert 'name="reason"' not in text

        sent = engineer.post(url, {"key": "one"})

        receipt = text_of(engineer.get(sent.url))
        assert sent.url.startswith("/receipts/")
        for words in (
            "Часы архива переданы",
            "Сумма часов",
            "25,701",
            "25,700",
            "/consumption/2026-11/hours/",
        ):
            assert words in receipt
        assert engineer.get(f"{sent.url}pdf/").status_code == 200
        assert stored(cast) == {date(2026, 11, 20): Decimal(25649), date(2026, 11, 21): Decimal(25700)}
        assert sent.url.split("/")[2] in text_of(engineer.get(url))
        assert "измерено" in text_of(engineer.get("/consumption/2026-11/hours/"))

        again = hand_over(engineer, ("неделя.txt", content)).url
        assert "В этом файле нечего передавать" in text_of(engineer.get(again))

    def test_beside_new_volumes_lead_to_the_receipt_of_the_volumes(
        self, cast: Cast, engineer: Client
    ) -> None:
        url = hand_over(engineer, ("неделя.txt", samples.ek270(of_days("25649", "25700", "25800")))).url

        sent = engineer.post(url, {"key": "one"})

        assert "Показания переданы" in text_of(engineer.get(sent.url))
        assert "Часы</dt>" in text_of(engineer.get(url))

    def test_are_seen_by_the_supplier_with_their_receipt(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, ("неделя.txt", samples.ek270(of_days("25648.7", "25700.6")))).url
        receipt = engineer.post(url, {"key": "one"}).url
        assert "Поставщик ещё не открывал" in text_of(engineer.get(receipt))
        number = receipt.split("/")[2]
        curator = Client()
        curator.force_login(cast.curator)

        text = text_of(curator.get(f"/desk/receipts/{number}/"))

        assert "Получены часы архива" in text
        assert "Часы архива неделя.txt" in text
        assert "Поставщик ещё не открывал" not in text_of(engineer.get(receipt))


class TestADeviceThatIsKnown:
    def test_is_named_with_the_time_in_which_it_stood_there(self, cast: Cast, engineer: Client) -> None:
        device(cast.unit, serial_number=samples.OTHER_SERIAL, removed_at=moscow(12, 14, 30, month=10))
        content = samples.ek270(samples.hours(24, START), serial=samples.OTHER_SERIAL)
        url = hand_over(engineer, ("снятый.txt", content)).url

        text = text_of(engineer.get(url))

        assert f"прибор № {samples.OTHER_SERIAL} не стоял в узлах учёта этого договора" in text
        assert "«УУГ-1» с 01.01.2024 00:00 МСК по 12.10.2026 14:30 МСК" in text
        assert "нет среди приборов" not in text

    def test_of_another_model_than_in_the_contract_is_a_finding(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, ("tc.txt", samples.tc215(samples.hours(48, START)))).url

        text = text_of(engineer.get(url))

        assert f"В файле прибор TC215, а в договоре № {samples.SERIAL} — ЕК270" in text
        assert "файл записан прибором другой модели" in text
        assert 'name="reason"' in text


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("погода.txt", "Отчёт о погоде".encode(), "Это не архив прибора"),
            ("пустой.txt", b"", "пуст"),
            ("программа.exe", b"MZ\x90\x00" + b"\x00" * 200, "программа.exe"),
        ],
    )
    def test_is_said_of_the_file_by_its_name(
        self, cast: Cast, engineer: Client, name: str, content: bytes, words: str
    ) -> None:
        answer = hand_over(engineer, (name, content))

        assert answer.status_code == 422
        assert name in text_of(answer)
        assert words in text_of(answer)

    def test_another_format_is_told_with_those_that_are_taken(self, cast: Cast, engineer: Client) -> None:
        page = text_of(hand_over(engineer, ("счёт.pdf", b"%PDF-1.4 x")))

        assert "счёт.pdf: файл должен быть XLSX, XLS, ODS, CSV, TXT, XML или ZIP" in page
        assert "<title>Ошибка: Показания из файла" in page

    def test_before_supply_no_template_is_offered(self, cast: Cast, engineer: Client) -> None:
        cast.contract.valid_from = date(2026, 12, 1)
        cast.contract.save()

        assert "/form/" not in text_of(engineer.get(FILES))

    def test_a_file_that_is_too_large_is_better_packed(
        self, cast: Cast, engineer: Client, settings: Settings
    ) -> None:
        settings.UPLOAD_BYTES = 10_000

        answer = hand_over(engineer, ("год.txt", archive()))

        assert answer.status_code == 422
        assert "В архиве ZIP файл прибора в несколько раз меньше" in text_of(answer)

    def test_no_file_at_all(self, cast: Cast, engineer: Client) -> None:
        assert "Выберите файл" in text_of(engineer.post(FILES, {}))

    def test_good_files_of_a_batch_are_kept(self, cast: Cast, engineer: Client) -> None:
        answer = hand_over(engineer, ("ноябрь.txt", archive()), ("погода.txt", b"rain"))

        assert answer.status_code == 422
        assert only_file().name == "ноябрь.txt"
        assert "ноябрь.txt" in text_of(answer)
