"""What becomes of the days of a file with volumes, in a table and in words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.metering import wording
from kabinet.metering.archives import Fate, PlannedDay
from kabinet.metering.rules.words import Doubt
from kabinet.metering.wording import archives as archive_wording
from kabinet.values.volume import ZERO


def days_table(plan: Sequence[PlannedDay]) -> ui.Table:
    """Return the days of an archive, with how many hours each has."""
    unit = _("thousand m³")
    total = sum((day.volume for day in plan), ZERO)
    return ui.Table(
        caption=_("Gas days"),
        columns=[
            ui.Column(_("Gas day")),
            ui.Column(_("Hours"), numeric=True),
            ui.Column(_("Volume"), numeric=True, unit=unit),
            ui.Column(_("Submitted before"), numeric=True, unit=unit),
            ui.Column(_("What becomes of it")),
        ],
        rows=[_day(day) for day in plan],
        total=ui.Row([_("Total"), "", formatting.volume(total), "", counted(plan)]),
        stack=True,
        css="table-by-day",
    )


def counted(plan: Sequence[PlannedDay]) -> str:
    """Say of how many days which thing becomes."""
    counts = Counter(day.fate for day in plan)
    return "; ".join(f"{archive_wording.FATE[fate]}: {count}" for fate, count in counts.items())


def _day(day: PlannedDay) -> ui.Row:
    return ui.Row(
        [
            f"{formatting.day(day.day)},{formatting.SPACE}{formatting.weekday(day.day)}",
            f"{day.hours} / {day.expected_hours}" if day.hours != day.expected_hours else str(day.hours),
            formatting.volume(day.volume),
            formatting.DASH if day.given is None else formatting.volume(day.given),
            fate(day),
        ],
        kind="attention" if day.wants_reason else "",
    )


def fate(day: PlannedDay) -> ui.Content:
    """Return what becomes of the day, and everything else that is to be said of it."""
    tag = ui.Tag(str(archive_wording.FATE[day.fate]), archive_wording.FATE_TAG[day.fate])
    return ui.join([tag, "; ".join(_words(day))])


def _words(day: PlannedDay) -> Iterator[str]:
    if day.what is not None:
        yield str(wording.DOUBT[day.what] if isinstance(day.what, Doubt) else wording.FAULT[day.what])
    if (
        day.fate is Fate.SAME
        and day.given is not None
        and _looks_otherwise(day, formatting.volume(day.given))
    ):
        yield _("less than 1 m³ apart: the submitted volume stands")
    if day.beside:
        yield _beside(day)
    if day.gives_hours_alone:
        yield _("its hours will be submitted")


def _beside(day: PlannedDay) -> str:
    """Say of a day of a replacement that both devices give it, or whose archive is still missing."""
    facts = {"other": day.beside}
    if day.hours == day.expected_hours:
        return _("together with the archive of %(other)s, on the day of the replacement") % facts
    return _("the other hours are in the archive of %(other)s: hand it over as well") % facts


def _looks_otherwise(day: PlannedDay, given: str) -> bool:
    return formatting.volume(day.volume) != given
