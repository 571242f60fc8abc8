from decimal import Decimal

from django.test import Client

from kabinet.metering.models import DailyVolume
from tests import factories
from tests.factories import Cast
from tests.portal.metering.things import GRID, YESTERDAY, cell, give, send, stored, text_of


class TestMistakes:
    CELLS = ("1,2e3", "-5,0", "мало")

    def test_are_listed_by_date_and_told_at_their_cells_and_all_else_is_kept(
        self, cast: Cast, engineer: Client
    ) -> None:
        good = {cell(cast.unit, day): "36,1" for day in range(1, 20)}
        bad = {cell(cast.unit, day): typed for day, typed in zip((20, 21, 22), self.CELLS, strict=True)}

        answer = send(engineer, "check", good | bad)

        page = text_of(answer)
        assert answer.status_code == 422
        assert page.count('value="36,1"') == 19
        assert all(f'value="{typed}"' in page for typed in self.CELLS)
        assert page.count('aria-invalid="true"') == 3
        assert "20.11, УУГ-1: введите объём в тыс. м³, например 36,100" in page
        assert f'href="#id_{cell(cast.unit, 20)}"' in page
        assert "<title>Ошибка:" in page

    def test_impossible_volumes_are_told_too(self, cast: Cast, engineer: Client) -> None:
        page = text_of(send(engineer, "check", {cell(cast.unit): "-5,0"}))

        assert "22.11, УУГ-1: объём не может быть отрицательным" in page

    def test_nothing_typed_is_one(self, cast: Cast, engineer: Client) -> None:
        answer = send(engineer, "submit", {cell(cast.unit): ""})

        assert answer.status_code == 422
        assert "Введите объём хотя бы за одни газовые сутки" in text_of(answer)

    def test_are_kept_for_the_next_visit(self, cast: Cast, engineer: Client) -> None:
        send(engineer, "check", {cell(cast.unit): "мало"})

        assert 'value="мало"' in text_of(engineer.get(GRID))


class TestDraft:
    def test_comes_back_as_typed_and_nothing_is_submitted(self, cast: Cast, engineer: Client) -> None:
        give(cast.unit, 21)

        answer = send(engineer, "draft", {cell(cast.unit): "36,1 тыс"}, key="k")

        assert answer.headers["Location"] == GRID
        page = text_of(engineer.get(GRID))
        assert 'value="36,1 тыс"' in page
        assert "Черновик сохранён" in page
        assert YESTERDAY not in stored(cast)

    def test_an_emptied_cell_is_empty_at_the_next_visit(self, cast: Cast, engineer: Client) -> None:
        send(engineer, "draft", {cell(cast.unit): "36,1"})
        send(engineer, "draft", {cell(cast.unit): ""})

        assert 'value="36,1"' not in text_of(engineer.get(GRID))

    def test_of_another_page_of_units_is_handed_in_with_this_one(self, cast: Cast, engineer: Client) -> None:
        units = [factories.metering_unit(cast.point, f"УУГ-{number}") for number in range(2, 7)]
        send(engineer, "draft", {cell(units[-1]): "1,5"})

        send(engineer, "submit", {cell(cast.unit): "36,1"})

        volumes = DailyVolume.objects.everywhere(reason="test").values_list("volume", flat=True)
        assert sorted(volumes) == [Decimal(1500), Decimal(36_100)]
