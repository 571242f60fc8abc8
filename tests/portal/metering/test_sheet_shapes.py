"""Sheets with days across and long lists through the pages: the shape is guessed, can be said, and is remembered."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client

from kabinet.metering.models import ColumnMapping
from tests.factories import Cast
from tests.formats.volume_sheets import books, old_books
from tests.portal.metering.test_sheets import hand_over
from tests.portal.metering.things import stored, text_of

DAYS = [date(2026, 11, day) for day in (20, 21, 22)]
EXPECTED = dict.fromkeys(DAYS, 36100)


def across(cast: Cast, *extra: list[books.Value]) -> books.Rows:
    return [
        ["Объёмы за ноябрь 2026 г., тыс. м3"],
        ["Узел учёта", *DAYS, "Итого"],
        [cast.unit.name, 36.1, 36.1, 36.1, 108.3],
        *extra,
    ]


def listed(cast: Cast, *extra: list[books.Value]) -> books.Rows:
    rows: list[list[books.Value]] = [["ТП", cast.unit.name, day, 36.1] for day in DAYS]
    return [["Точка", "Узел", "Дата", "Объём, тыс. м3"], *rows, *extra]


def said(cast: Cast, shape: str, **more: str) -> dict[str, str]:
    """Return what somebody answers about such a sheet."""
    fields: Mapping[str, dict[str, str]] = {
        "across": {"day": "1", f"unit_{cast.unit.pk}": "2"},
        "list": {"heading": "1", "units": "1", "day": "2", "volume": "3", f"unit_{cast.unit.pk}": "0"},
    }
    return {"sheet": "0", "shape": shape, "scale": "thousand-m3", **fields[shape], **more}


class TestDaysAcross:
    def test_are_guessed_named_and_handed_in_and_the_next_sheet_goes_straight_on(
        self, cast: Cast, engineer: Client
    ) -> None:
        url = hand_over(engineer, "вширь.xls", old_books.xls(across(cast))).url
        asked = text_of(engineer.get(url, follow=True))
        assert '<option value="across" selected>' in asked
        assert '<option value="1" selected>2: Узел учёта' in asked
        assert '<option value="2" selected>3: ' in asked

        assert engineer.post(f"{url}columns/", said(cast, "across")).url == url
        text = text_of(engineer.get(url))
        assert "строка 2 — газовые сутки; строка 3 — " in text
        assert "Итоги — не объёмы за сутки, они пропущены: столбец E" in text
        engineer.post(url, {"key": "sheet"})
        assert stored(cast) == EXPECTED

        later = [list(row) for row in across(cast)]
        later[0], later[1] = (
            ["Объёмы за ноябрь 2026"],
            [later[1][0], *[date(2026, 11, day) for day in (17, 18, 19)]],
        )
        later[2] = later[2][:4]
        again = hand_over(
            engineer, "вширь-2.xlsx", books.xlsx([["Объёмы за ноябрь 2026 г., тыс. м3"], *later[1:]])
        )
        assert "Передать 3 суток" in text_of(engineer.get(again.url))

    def test_by_number_want_the_month_where_nothing_says_it(self, cast: Cast, engineer: Client) -> None:
        rows = [["Узел", 20, 21], [cast.unit.name, 36.1, 36.1]]
        url = hand_over(engineer, "вширь.xlsx", books.xlsx(rows)).url
        answer = said(cast, "across", day="0", **{f"unit_{cast.unit.pk}": "1"})

        assert "выберите месяц" in text_of(engineer.post(f"{url}columns/", answer))
        engineer.post(f"{url}columns/", answer | {"month": "2026-11"})
        assert "20.11.2026" in text_of(engineer.get(url))

    def test_refuse_a_row_twice_and_none_at_all(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, "вширь.xlsx", books.xlsx(across(cast))).url
        unit = f"unit_{cast.unit.pk}"

        none = engineer.post(f"{url}columns/", said(cast, "across", **{unit: ""}, scale="m3"))
        assert none.status_code == 422
        assert "Укажите строку с объёмами" in text_of(none)
        assert 'value="m3" id="id_scale_1" checked' in text_of(none)
        assert "Эта строка уже занята" in text_of(
            engineer.post(f"{url}columns/", said(cast, "across", **{unit: "1"}))
        )
        assert engineer.post(f"{url}columns/", said(cast, "across", day="77")).status_code == 422

    def test_in_hidden_columns_are_told(self, cast: Cast, engineer: Client) -> None:
        content = old_books.xls(across(cast), hidden_columns=[2], hidden=[3])
        url = hand_over(engineer, "вширь.xls", content).url
        engineer.post(f"{url}columns/", said(cast, "across"))
        text = text_of(engineer.get(url))
        assert "Скрытые столбцы тоже прочитаны: C" in text
        assert "Скрытые строки тоже прочитаны: 1" in text


class TestAList:
    def test_is_guessed_named_and_handed_in(self, cast: Cast, engineer: Client) -> None:
        other: list[books.Value] = ["ТП", "Чужой узел", DAYS[0], 5.0]
        url = hand_over(engineer, "список.csv", books.text(listed(cast, other))).url
        asked = text_of(engineer.get(url, follow=True))
        assert '<option value="list" selected>' in asked
        assert '<option value="1" selected>B: Узел' in asked
        assert '<option value="0" selected>' in asked

        assert engineer.post(f"{url}columns/", said(cast, "list")).url == url
        text = text_of(engineer.get(url))
        assert "C — газовые сутки; B — узлы учёта; D — объёмы, тыс. м³; «" in text
        assert "Пропущены строки под другими названиями: 1 (Чужой узел)" in text
        engineer.post(url, {"key": "sheet"})
        assert stored(cast) == EXPECTED

        again = hand_over(engineer, "список-2.csv", books.text(listed(cast)))
        assert "Передавать нечего" in text_of(engineer.get(again.url)) or "уже" in text_of(
            engineer.get(again.url)
        )

    def test_shows_the_names_of_the_column_that_is_asked_for(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, "список.xlsx", books.xlsx(listed(cast))).url
        text = text_of(engineer.get(f"{url}columns/?shape=list&units=0"))
        assert ">ТП</option>" in text

        answer = said(cast, "list", units="0")
        engineer.post(f"{url}columns/", answer)
        assert "A — узлы учёта" in text_of(engineer.get(url))

    @pytest.mark.parametrize("changed", [{"volume": "2"}, {"volume": "1"}, {"units": "2"}])
    def test_refuses_one_column_for_two_things(
        self, cast: Cast, engineer: Client, changed: dict[str, str]
    ) -> None:
        url = hand_over(engineer, "список.xlsx", books.xlsx(listed(cast))).url
        refused = engineer.post(f"{url}columns/", said(cast, "list", **changed))
        assert refused.status_code == 422
        assert "Этот столбец уже занят" in text_of(refused)


class TestTheShape:
    def test_guessed_wrong_can_be_said_without_scripts(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, "мой.xlsx", books.xlsx(across(cast))).url
        text = text_of(engineer.get(f"{url}columns/?shape=down"))
        assert '<option value="down" selected>' in text
        assert "Столбец с сутками" in text
        assert '<input type="hidden" name="shape" value="down">' in text

    @pytest.mark.parametrize(
        "query", ["shape=round", "shape=list&units=9999", "units=-1&sheet=77", "shape=list&units=x"]
    )
    def test_that_is_none_is_not_minded(self, cast: Cast, engineer: Client, query: str) -> None:
        url = hand_over(engineer, "мой.xlsx", books.xlsx(across(cast))).url
        assert engineer.get(f"{url}columns/?{query}").status_code == 200

    def test_is_part_of_what_is_remembered(self, cast: Cast, engineer: Client) -> None:
        url = hand_over(engineer, "мой.xlsx", books.xlsx(across(cast))).url
        engineer.post(f"{url}columns/", said(cast, "across"))

        [kept] = ColumnMapping.objects.everywhere(reason="a test")
        assert kept.mapping == {
            "shape": "across",
            "heading": 1,
            "day": 1,
            "volumes": {str(cast.unit.pk): 2},
            "thousand": True,
        }
        assert '<option value="across" selected>' in text_of(engineer.get(f"{url}columns/"))
        assert '<option value="down" selected>' in text_of(engineer.get(f"{url}columns/?shape=down"))
