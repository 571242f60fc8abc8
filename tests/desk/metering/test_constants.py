"""Constants of devices at the desk: an archive's stand beside those recorded, and are taken over from there."""

from datetime import datetime
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from kabinet.metering.models import DeviceConstant, Instrument
from kabinet.metering.rules.words import InstrumentKind
from tests import factories
from tests.factories import MOSCOW, Cast
from tests.metering.test_constants import DENSITY, WHY, archive_of, submit, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(cast: Cast) -> Instrument:
    return factories.instrument(
        cast.unit,
        kind=InstrumentKind.CORRECTOR,
        model="СПГ761",
        serial_number="24017",
        installed_at=datetime(2024, 1, 1, tzinfo=MOSCOW),
        constants={DENSITY: "0,6882"},
    )


@pytest.fixture(autouse=True)
def archive(cast: Cast, device: Instrument) -> None:
    """Three days, and another density from the second on."""
    submit(cast, taken(cast, archive_of(3, density="0.6900", from_row=30)), WHY)


def unit_url(cast: Cast, act: str = "") -> str:
    return f"/desk/metering/units/{cast.unit.pk}/" + (f"{act}/" if act else "")


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def rows_of(device: Instrument) -> list[tuple[str, str, datetime, str]]:
    rows = DeviceConstant.objects.everywhere(reason="a test").filter(instrument=device)
    return list(rows.values_list("name", "value", "since", "act"))


def test_the_day_in_doubt_shows_both_values_and_the_way_to_record(
    cast: Cast, device: Instrument, curator: Client
) -> None:
    page = text_of(curator.get(f"/desk/metering/{cast.unit.pk}/2026-11-11/?month=2026-11"))

    assert "другими константами" in page
    assert "0,6882" in page
    assert "0.6900" in page
    assert "constant/?of=" in page


def test_a_day_before_the_change_shows_none(cast: Cast, device: Instrument, curator: Client) -> None:
    page = text_of(curator.get(f"/desk/metering/{cast.unit.pk}/2026-11-10/?month=2026-11"))

    assert "другими константами" not in page
    assert "constant/?of=" not in page


def test_what_the_archive_has_is_filled_in_and_taken_over(
    cast: Cast, device: Instrument, curator: Client
) -> None:
    page = text_of(curator.get(unit_url(cast)))
    start = page.index("constant/?of=")
    address = unescape(page[page.rindex('"', 0, start) + 1 : page.index('"', start)])

    form = text_of(curator.get(address))
    for typed in (DENSITY, "0.6900", "11.11.2026", "14:00"):
        assert f'value="{typed}"' in form

    typed = {
        "instrument": device.pk,
        "name": DENSITY,
        "value": "0.6900",
        "day": "11.11.2026",
        "time": "14:00",
    }
    answer = curator.post(unit_url(cast, "constant"), {**typed, "act": "Акт № 7"})

    assert answer.status_code == 302
    assert rows_of(device) == [(DENSITY, "0.6900", datetime(2026, 11, 11, 14, tzinfo=MOSCOW), "Акт № 7")]
    after = text_of(curator.get(unit_url(cast)))
    assert "constant/?of=" not in after
    assert "Акт № 7" in after


def test_a_wrong_moment_is_told_at_its_field_and_what_was_typed_stays(
    cast: Cast, device: Instrument, curator: Client
) -> None:
    typed = {"instrument": device.pk, "name": DENSITY, "value": "0.69", "day": "11.11.2027", "time": "14:00"}

    answer = curator.post(unit_url(cast, "constant"), {**typed, "act": "Акт № 7"})

    assert answer.status_code == 422
    assert 'href="#id_day"' in text_of(answer)
    assert 'value="0.69"' in text_of(answer)
    assert rows_of(device) == []


def test_an_address_that_was_changed_opens_the_form_all_the_same(
    cast: Cast, device: Instrument, curator: Client
) -> None:
    answer = curator.get(unit_url(cast, "constant") + "?since=yesterday&value=<b>&of=x")

    assert answer.status_code == 200
    assert "<b>" not in text_of(answer)
