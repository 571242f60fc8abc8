"""The distributor's month through the pages: handed over, looked over, loaded."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from kabinet.foundation.rights import Role
from kabinet.metering.models import DistributorVolume
from tests import factories
from tests.factories import Cast
from tests.formats.distributor_reports import buyer, point, report

REPORTS = "/desk/metering/distributor/"
NOVEMBER = "Объемы транспортировки газа за ноябрь 2026 г."


@pytest.fixture
def engineer(cast: Cast) -> Client:
    person = factories.user("laptev", role=Role.METERING_ENGINEER, name="Лаптев Игорь Павлович")
    return factories.signed_in(person)


def hand_over(browser: Client, content: bytes, name: str = "ГРО.xlsx") -> HttpResponse:
    return browser.post(REPORTS, {"report": SimpleUploadedFile(name, content)})


def november(cast: Cast, *more: Any) -> bytes:
    own = point(cast.point.code, 36.1, address="Другая ул., 1")
    return report(buyer(cast.plant.name, cast.contract.number), own, *more, title=NOVEMBER)


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def test_a_report_is_looked_over_and_loaded(cast: Cast, engineer: Client) -> None:
    factories.volumes(cast.unit, {date(2026, 11, 1): "30000"})
    url = hand_over(engineer, november(cast, buyer("ООО «Чужой»", "99"), point("ТП-99", 5))).url
    text = text_of(engineer.get(url))

    assert "Отчёт ещё не учтён" in text
    assert "Адрес «Другая ул., 1»" in text
    assert "Ни покупателя, ни договора у нас нет" in text
    assert "Объём 36,100 тыс. м³, а по нашим суточным объёмам 30,000 тыс. м³" in text
    assert not DistributorVolume.objects.everywhere(reason="test").exists()

    loaded = engineer.post(url, follow=True)
    assert "Объёмы ГРО учтены за месяц" in text_of(loaded)
    assert "учтён за месяц" in text_of(engineer.get(REPORTS))
    points = text_of(engineer.get(f"{url}?show=points"))
    assert cast.point.code in points
    assert "6,100" in points


def test_the_original_comes_back(cast: Cast, engineer: Client) -> None:
    content = november(cast)
    url = hand_over(engineer, content).url
    answer: Any = engineer.get(f"{url}original/")
    assert b"".join(answer.streaming_content) == content


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ГРО.xlsx", b"", "пуст"),
        ("ГРО.pdf", b"%PDF-1.4", "ГРО.pdf"),
        ("ГРО.csv", b"a;b\n1;2\n", "Файл устроен не так, как отчёт ГРО"),
        ("ГРО.xlsx", report(buyer("АО", "1"), title=NOVEMBER), "нет ни одной строки с точкой подключения"),
        ("ГРО.xlsx", report(point("ТП-1", 5), title="Объемы"), "В заголовке отчёта не указан месяц"),
    ],
)
def test_what_is_no_report_is_told(engineer: Client, name: str, content: bytes, words: str) -> None:
    answer = hand_over(engineer, content, name)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "прибор" not in text_of(answer)


def test_no_file_at_all_is_told(engineer: Client) -> None:
    assert engineer.post(REPORTS, {}).status_code == 422


def test_a_curator_of_some_customers_does_not_see_reports_of_all(cast: Cast, curator: Client) -> None:
    assert curator.get(REPORTS).status_code == 403
    assert REPORTS not in text_of(curator.get("/desk/metering/"))


def test_the_control_of_readings_leads_there(engineer: Client) -> None:
    assert REPORTS in text_of(engineer.get("/desk/metering/"))


def test_long_lists_come_in_pages(cast: Cast, engineer: Client) -> None:
    unknown = [point(f"ТП-{number}", 5) for number in range(1000, 1130)]
    url = hand_over(engineer, november(cast, *unknown)).url
    first, second = text_of(engineer.get(url)), text_of(engineer.get(f"{url}?page=2"))

    assert "ТП-1000" in first
    assert "ТП-1129" not in first
    assert "ТП-1129" in second
    assert engineer.get(f"{url}?page=999999").status_code == 200
