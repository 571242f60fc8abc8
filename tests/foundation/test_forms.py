from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from kabinet.foundation.forms import DayField, Form, NumberField
from kabinet.values.months import BillingMonth


class VolumeForm(Form):
    volume = NumberField(label="Volume", places=3, help_text="thousand m³")
    day = DayField(label="Day", required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("m", "Monthly")], widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput, required=False)
    agreed = forms.BooleanField(label="Agreed", required=False)


class TestNumberField:
    @pytest.mark.parametrize(
        "typed", ["1 234,567", "1234.567", "1\u202f234,567", "1.234,567", "1234,567 тыс. м³"]
    )
    def test_takes_what_people_type(self, typed: str) -> None:
        assert NumberField(places=3).clean(typed) == Decimal("1234.567")

    @pytest.mark.parametrize("typed", ["1,2e3", "abc", "1,2,3"])
    def test_keeps_what_was_typed_wrongly_on_the_page(self, typed: str) -> None:
        form = VolumeForm({"volume": typed})

        assert not form.is_valid()
        assert f'value="{typed}"' in form.as_div()

    def test_names_the_field_in_the_message(self) -> None:
        with translation.override("en"):
            form = VolumeForm({"volume": "many"})

            assert form.errors["volume"] == ["“Volume”: enter a number, for example 36.100"]

    def test_shows_a_known_value_as_people_write_it(self) -> None:
        form = VolumeForm(initial={"volume": Decimal(1240)})

        assert 'value="1\N{NO-BREAK SPACE}240,000"' in form["volume"].as_widget()

    def test_an_empty_field_is_empty_and_not_zero(self) -> None:
        assert NumberField(places=3, required=False).clean(" ") is None

    def test_refuses_what_no_column_holds(self) -> None:
        with translation.override("en"):
            form = VolumeForm({"volume": "99 999 999 999"})

            assert form.errors["volume"] == ["“Volume”: the number is too large"]


class TestDayField:
    @pytest.mark.parametrize("typed", ["22.11.1926", "22.11.9999", "01.01.0001"])
    def test_takes_a_year_far_away_for_a_slip_where_years_are_named(self, typed: str) -> None:
        with pytest.raises(forms.ValidationError):
            DayField(years=range(2000, 2100)).clean(typed)

    @pytest.mark.parametrize("typed", ["22.11.2026", "22/11/2026", "2026-11-22", "22.11.26"])
    def test_takes_what_people_type(self, typed: str) -> None:
        assert DayField().clean(typed) == date(2026, 11, 22)

    def test_takes_the_year_from_the_month_on_the_page(self) -> None:
        field = DayField()
        field.month = BillingMonth(2026, 11)

        assert field.clean("22.11") == date(2026, 11, 22)

    @pytest.mark.parametrize("typed", ["31.11.2026", "22.11.2026 14:30"])
    def test_refuses_a_day_that_does_not_exist_and_an_hour(self, typed: str) -> None:
        with pytest.raises(forms.ValidationError):
            DayField().clean(typed)


class TestRenderer:
    def test_a_field_points_at_its_hint_and_its_error(self) -> None:
        html = VolumeForm({"volume": "x"})["volume"].as_field_group()

        assert 'aria-describedby="id_volume_helptext id_volume_error"' in html
        assert 'id="id_volume_helptext"' in html
        assert 'id="id_volume_error"' in html
        assert 'aria-invalid="true"' in html

    def test_a_label_belongs_to_its_field(self) -> None:
        assert '<label class="govuk-label" for="id_volume">' in VolumeForm()["volume"].as_field_group()

    def test_choices_stand_in_a_fieldset_with_a_legend(self) -> None:
        html = VolumeForm()["kind"].as_field_group()

        assert "<fieldset" in html
        assert "Kind</legend>" in html
        assert 'for="id_kind_0"' in html

    def test_a_password_is_never_sent_back(self) -> None:
        assert "hunter2" not in VolumeForm({"secret": "hunter2"}).as_div()

    def test_the_browser_does_not_check_before_the_server(self) -> None:
        assert " required" not in VolumeForm().as_div()

    def test_what_was_typed_is_escaped(self) -> None:
        html = VolumeForm({"volume": '"><script>', "note": "</textarea><script>"}).as_div()

        assert "<script>" not in html

    def test_a_list_of_options_is_escaped_grouped_and_marks_the_chosen_one(self) -> None:
        class KindForm(Form):
            kind = forms.ChoiceField(choices=[("<a>", "A & B"), ("Old", [("b", "<i>")])], initial="b")

        html = str(KindForm()["kind"])

        assert '<select name="kind" class="govuk-select" id="id_kind">' in html
        assert '<option value="&lt;a&gt;">A &amp; B</option>' in html
        assert '<optgroup label="Old"><option value="b" selected>&lt;i&gt;</option></optgroup>' in html

    def test_a_widget_without_a_template_of_ours_is_drawn_by_django(self) -> None:
        assert "<select" in forms.SelectDateWidget().render("day", None)


class TestSummary:
    def test_each_mistake_leads_to_its_field(self) -> None:
        with translation.override("en"):
            html = VolumeForm({}).summary.render()

        assert '<a href="#id_volume">Fill in “Volume”</a>' in html

    def test_mistakes_of_the_whole_form_come_first(self) -> None:
        form = VolumeForm({})
        form.add_error(None, "Nothing fits")

        assert [problem.field for problem in form.summary.problems] == ["", "id_volume"]

    def test_a_form_without_mistakes_has_no_summary(self) -> None:
        assert VolumeForm({"volume": "1"}).summary.render().strip() == ""
