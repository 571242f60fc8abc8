from decimal import Decimal

from django.test import Client

from tests import factories
from tests.factories import Cast
from tests.portal.metering.things import CHECK, GRID, cell, give, send, stored, text_of


class TestPastedColumn:
    def lay_out(self, client: Client, pasted: str, **fields: str) -> str:
        answer = send(client, "lay-out", {}, pasted=pasted, **fields)
        assert answer.headers["Location"] == GRID
        return text_of(client.get(GRID))

    def test_is_laid_out_by_day_into_the_draft(self, cast: Cast, engineer: Client) -> None:
        page = self.lay_out(engineer, "36,100\r\n" * 22)

        assert page.count('value="36,100"') == 22
        assert "Вставлено 22 из 22. Первые сутки 01.11.2026, последние 22.11.2026." in page

    def test_counts_apart_what_did_not_fit_and_what_is_closed(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 5)

        page = self.lay_out(engineer, "36,100\n" * 32)

        assert "Вставлено 17 из 32." in page
        assert "2 строки не поместились." in page
        assert "13 строк приходится на сутки, закрытые для ввода." in page

    def test_with_dates_finds_its_days(self, cast: Cast, engineer: Client) -> None:
        self.lay_out(engineer, "03.11.2026\t3\n01.11.2026\t1\n")

        page = text_of(engineer.get(GRID))
        assert f'name="{cell(cast.unit, 1)}" value="1"' in page
        assert f'name="{cell(cast.unit, 3)}" value="3"' in page

    def test_with_a_day_that_does_not_exist_says_so(self, cast: Cast, engineer: Client) -> None:
        page = self.lay_out(engineer, "31.11.2026\t13,1\n03.11.26 10:00\t13,2\n")

        assert f'name="{cell(cast.unit, 3)}" value="13,2"' in page
        assert "Вставлено 1 из 2." in page
        assert "В 1 строке такого дня нет." in page

    def test_begins_at_the_chosen_unit_and_day(self, cast: Cast, engineer: Client) -> None:
        second = factories.metering_unit(cast.point, "УУГ-2")

        self.lay_out(engineer, "7\n8\n", unit=str(second.pk), first_day="10.11")

        page = text_of(engineer.get(GRID))
        assert f'name="{cell(second, 10)}" value="7"' in page
        assert f'name="{cell(cast.unit, 10)}" value=""' in page

    def test_overwrites_nothing_that_was_given(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        self.lay_out(engineer, "1\n" * 22)
        engineer.post(CHECK, {"key": "k", cell(cast.unit): "36,1"})

        assert set(stored(cast).values()) == {Decimal(36_100)}

    def test_with_an_unreadable_first_day_is_given_back(self, engineer: Client) -> None:
        answer = send(engineer, "lay-out", {}, pasted="36,1\n", first_day="вчера")

        assert answer.status_code == 422
        assert "36,1" in text_of(answer)
