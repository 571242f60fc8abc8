import re
from pathlib import Path
from time import perf_counter

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

from kabinet.formats.differences import differences, folded
from kabinet.foundation import ui
from tests.foundation.styleguide import parts

INLINE_SCRIPT = re.compile(r'<script(?! type="module" src="/static/| id="[a-z-]+" type="application/json">)')
TEMPLATES = Path(__file__).parent / "styleguide/templates/styleguide"
COLUMNS = [ui.Column("Document", sort="title"), ui.Column("Sum", numeric=True, unit="₽", sort="sum")]


def page(name: str, **changes: object) -> str:
    template = engines["django"].from_string((TEMPLATES / f"{name}.html").read_text())
    return template.render({**parts.context(), **changes}, RequestFactory().get("/"))


class TestDifferences:
    def part(self, old: str, new: str) -> str:
        return ui.Differences(folded(differences(old, new))).render()

    def test_are_told_by_marks_and_words_and_not_by_colour_alone(self) -> None:
        with translation.override("en"):
            html = self.part("Answer in two days.\nFree of charge.", "Answer in three days.\nNo way back.")

        assert '>Changed</span><p class="diff-text">Answer in <del>' in html
        assert (
            'removed: </span>two</del><ins><span class="govuk-visually-hidden">added: </span>three</ins>'
            in html
        )
        assert ">Removed</span>" in html
        assert ">Added</span>" in html

    def test_escape_what_was_written(self) -> None:
        html = self.part("<b>two</b> days of it", "<i>two</i> days of it")

        assert "<b>" not in html
        assert "<i>" not in html
        assert "&lt;" in html

    def test_say_how_much_is_left_out(self) -> None:
        with translation.override("ru"):
            html = self.part("\n".join("абвгдежзик"), "\n".join("абвгдежзикл"))

        assert "9 абзацев без изменений" in html


class TestTable:
    def test_the_first_cell_names_its_row(self) -> None:
        html = ui.Table("Documents", COLUMNS, [ui.Row(["Act", "1,00"])]).render()

        assert '<th scope="row">Act</th><td class="num">1,00</td>' in html

    def test_texts_are_escaped_and_parts_are_not(self) -> None:
        html = ui.Table("Documents", COLUMNS, [ui.Row([ui.Link("<i>", "/?a&b"), "<script>"])]).render()

        assert '<a href="/?a&amp;b">&lt;i&gt;</a>' in html
        assert "<script>" not in html

    def test_a_second_press_turns_the_order(self) -> None:
        up = ui.Table(
            "Documents", COLUMNS, [ui.Row(["Act", "1"])], sort="sum", query={"q": "act", "page": "3"}
        )
        down = ui.Table("Documents", COLUMNS, [ui.Row(["Act", "1"])], sort="-sum")

        assert [heading.order for heading in up.headings] == ["", "ascending"]
        assert up.headings[1].url == "?q=act&sort=-sum"
        assert down.headings[1].order == "descending"
        assert down.headings[1].url == "?sort=sum"

    def test_sorting_returns_to_the_first_page(self) -> None:
        table = ui.Table("Documents", COLUMNS, [ui.Row(["Act", "1"])], query={"page": "3"})

        assert "page" not in table.headings[0].url

    def test_an_empty_table_says_why_instead_of_a_frame(self) -> None:
        html = ui.Table("Documents", COLUMNS, [], empty=ui.Empty("No documents yet")).render()

        assert "No documents yet" in html
        assert "<table" not in html

    def test_a_tick_is_named_by_its_row(self) -> None:
        html = ui.Table(
            "Documents", COLUMNS, [ui.Row([ui.Link("Act 1", "/"), "1"], tick="7")], ticks="document"
        ).render()

        assert '<input type="checkbox" name="document" value="7" aria-label="Act 1">' in html

    def test_a_tick_leaves_out_the_second_line_of_the_name(self) -> None:
        row = ui.Row([ui.Noted(ui.Link("Act 1", "/"), "for gas"), "1"], tick="7")

        assert 'aria-label="Act 1"' in ui.Table("Documents", COLUMNS, [row], ticks="document").render()

    def test_a_tick_is_told_apart_where_names_repeat(self) -> None:
        row = ui.Row([ui.Link("Request", "/"), "1"], tick="7", tick_label="Request, <Plant>")

        html = ui.Table("Queue", COLUMNS, [row], ticks="item").render()

        assert 'aria-label="Request, &lt;Plant&gt;"' in html

    def test_a_wide_cell_takes_the_place_of_its_columns(self) -> None:
        columns = [ui.Column("Document"), ui.Column("Day"), ui.Column("Sum", numeric=True)]
        html = ui.Table("Documents", columns, [], total=ui.Row([ui.Cell("Total", span=2), "1,00"])).render()

        assert '<th scope="row" colspan="2">Total</th><td class="num">1,00</td>' in html

    def test_fifty_rows_cost_about_a_millisecond(self) -> None:
        columns = [ui.Column(str(number)) for number in range(6)]
        table = ui.Table("Large", columns, [ui.Row(["текст"] * 6) for _ in range(50)])
        table.render()

        started = perf_counter()
        for _ in range(10):
            table.render()

        # Ten times the aim, so that a busy machine does not fail it; filters per cell would.
        assert (perf_counter() - started) / 10 < 0.01

    def test_a_heading_is_escaped_and_names_its_unit_apart(self) -> None:
        html = ui.Table("Sums", [ui.Column("<b>", numeric=True, unit="₽", sort="a&b")], []).head

        assert 'class="num"' in html
        assert (
            '<a class="table-sort" href="?sort=a%26b">&lt;b&gt;</a>, <span class="table-unit">₽</span>'
            in html
        )


class TestLists:
    def test_a_fact_is_escaped_and_a_part_in_it_is_not(self) -> None:
        html = ui.Facts(
            [ui.Fact("<b>", "1 < 2", ui.Link("Change", "/?a&b")), ui.Fact("Status", ui.Tag("New"))]
        )

        assert '<dt class="fact-name">&lt;b&gt;</dt><dd class="fact-value">1 &lt; 2</dd>' in str(html)
        assert '<dd class="fact-action"><a href="/?a&amp;b">Change</a></dd>' in str(html)
        assert '<span class="tag tag-closed">New</span></dd><dd class="fact-action"></dd></div>' in str(html)
        assert "fact-action" not in str(ui.Facts([ui.Fact("Status", "New")]))

    def test_a_task_leads_to_its_page_and_says_how_it_stands(self) -> None:
        html = ui.TaskList([ui.Task("<i>", ui.Tag("Late", "problem"), url="/?a&b", hint="until <noon>")])

        assert '<a class="task-name task-link" href="/?a&amp;b">&lt;i&gt;</a>' in str(html)
        assert '<span class="task-hint">until &lt;noon&gt;</span>' in str(html)
        assert '<div class="task-status"><span class="tag tag-problem">Late</span></div>' in str(html)

    def test_the_current_tab_says_so_and_counts_even_nothing(self) -> None:
        html = ui.Tabs([ui.Tab("All", "?", current=True, count=0), ui.Tab("<i>", "?k=a&l=b")], label="Kinds")

        assert '<nav aria-label="Kinds">' in str(html)
        assert (
            '<a class="tab-link" href="?" aria-current="page">All <span class="tab-count">0</span></a>'
            in str(html)
        )
        assert '<a class="tab-link" href="?k=a&amp;l=b">&lt;i&gt;</a>' in str(html)


class TestPages:
    def test_numbers_far_away_are_left_out(self) -> None:
        assert [link.number for link in ui.Pages(10, 25).links] == [1, 0, 9, 10, 11, 0, 25]

    def test_the_ends_have_no_way_further(self) -> None:
        assert ui.Pages(1, 3).previous_url == ""
        assert ui.Pages(3, 3).next_url == ""

    def test_the_filter_stays_in_the_links(self) -> None:
        assert ui.Pages(1, 3, {"q": "акт", "kind": ["act", "invoice"]}).next_url == (
            "?q=%D0%B0%D0%BA%D1%82&kind=act&kind=invoice&page=2"
        )

    def test_a_single_page_shows_no_numbers(self) -> None:
        assert ui.Pages(1, 1).render().strip() == ""


class TestParts:
    def test_a_part_places_itself_in_a_template_without_further_words(self) -> None:
        template = engines["django"].from_string("{{ part }}")

        assert (
            template.render({"part": ui.Tag("<b>", "done")}) == '<span class="tag tag-done">&lt;b&gt;</span>'
        )

    def test_joined_texts_are_escaped(self) -> None:
        assert ui.join(["<b>", ui.Tag("new")]) == '&lt;b&gt; <span class="tag tag-closed">new</span>'

    def test_a_task_without_a_way_is_no_link(self) -> None:
        html = ui.TaskList([ui.Task("Readings", ui.Tag("Sent", "done"), done=True)]).render()

        assert "<a " not in html

    def test_a_period_that_cannot_be_opened_is_no_link(self) -> None:
        html = ui.Stepper("November", "October", "December", previous_url="?m=10").render()

        assert html.count("<a ") == 1


class TestPage:
    @pytest.fixture(autouse=True)
    def addresses(self, settings: Settings) -> None:
        settings.ROOT_URLCONF = "tests.foundation.styleguide.urls"

    @pytest.mark.parametrize("name", ["parts", "grid", "signin"])
    def test_has_no_inline_script_style_or_handler(self, name: str) -> None:
        html = page(name)

        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html
        assert INLINE_SCRIPT.findall(html) == []

    @pytest.mark.parametrize("name", ["parts", "grid"])
    def test_loads_nothing_from_other_hosts(self, name: str) -> None:
        loaded = [part for part in page(name).split("<") if part.startswith(("link", "script", "img"))]

        assert loaded
        assert not [part for part in loaded if "//" in part]

    def test_a_page_with_mistakes_says_so_in_its_title(self) -> None:
        with translation.override("ru"):
            assert "<title>Ошибка: Части страницы · Кабинет НОВАТЭК</title>" in page("parts")
            assert "<title>Части страницы" in page("parts", form=None)

    def test_the_current_section_is_marked(self) -> None:
        assert page("parts").count('aria-current="page">Показания') == 2

    def test_a_person_with_one_contract_is_offered_no_other(self) -> None:
        html = page("parts", contract=parts.Contract(several=False))

        assert "/contracts/" not in html
        assert "12-4-0345/26" in html

    def test_a_page_before_sign_in_shows_no_menu(self) -> None:
        html = page("parts", viewer=None, navigation=(), contract=None)

        assert "/logout/" not in html
        assert '<nav class="menu' not in html

    def test_the_supplier_is_whoever_the_settings_say(self) -> None:
        html = page("parts", brand={**parts.BRAND, "supplier": "ГазСбыт", "supplier_full": "ООО «ГазСбыт»"})

        assert "ГазСбыт" in html
        assert "НОВАТЭК" not in html

    def test_every_word_of_the_frame_is_translated(self) -> None:
        with translation.override("en"):
            html = page("grid")

        for word in ("Notifications", "Sign out", "Hotline", "Skip to the content", "Русский"):
            assert word in html


class TestDoors:
    def test_pages_leave_the_looks_to_the_parts(self) -> None:
        source = Path(ui.__file__).parents[2]
        pages = [*source.glob("portal/templates/**/*.html"), *source.glob("desk/templates/**/*.html")]

        assert [page.name for page in pages if "govuk-" in page.read_text()] == []
