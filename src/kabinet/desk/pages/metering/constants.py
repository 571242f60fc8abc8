"""Constants of a unit's devices: what is recorded, and what their archives have instead."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.desk.pages.metering.bench import Bench
from kabinet.foundation import formatting, ui
from kabinet.metering.queries import ArchiveConstants, Instrument


def constants_table(bench: Bench) -> ui.Table:
    """What is recorded, the newest first, down to what each instrument was installed with."""
    zone = bench.terms.zone
    rows = [
        ui.Row(
            [
                one.name,
                one.value,
                str(one.instrument),
                formatting.moment(one.since, zone),
                one.act,
                ui.Noted(one.recorded_by, formatting.moment(one.recorded_at, zone)),
            ]
        )
        for one in bench.constants
    ]
    return ui.Table(
        caption=_("Constants"),
        columns=[
            ui.Column(pgettext("constant", "Name")),
            ui.Column(pgettext("constant", "Value")),
            ui.Column(_("Instrument")),
            ui.Column(pgettext("constant", "Since")),
            ui.Column(_("Act or reason")),
            ui.Column(_("Recorded")),
        ],
        rows=rows + [row for one in bench.record.instruments for row in _installed_with(one, zone)],
        empty=ui.Empty(
            _("No constants are known"),
            _(
                "Those of an archive are held against what is recorded here, or against the archive before it."
            ),
        ),
        stack=True,
    )


def _installed_with(one: Instrument, zone: ZoneInfo) -> list[ui.Row]:
    since = formatting.moment(one.installed_at, zone)
    return [
        ui.Row([name, str(value), str(one), since, _("as installed"), formatting.DASH])
        for name, value in sorted(one.constants.items())
    ]


def differing_table(
    found: Iterable[ArchiveConstants], *, unit_id: int, zone: ZoneInfo, may_record: bool
) -> ui.Table | None:
    """Where archives have other constants, each with the way to record it; None where they agree."""
    rows = [
        ui.Row(
            [
                ui.Noted(one.differs.name, str(one.instrument)),
                one.differs.known,
                one.differs.found,
                formatting.moment(one.differs.since, zone),
                *([_way(one, unit_id)] if may_record else []),
            ],
            kind="attention",
        )
        for one in found
    ]
    if not rows:
        return None
    return ui.Table(
        caption=_("Other constants in archives"),
        columns=[
            ui.Column(pgettext("constant", "Name")),
            ui.Column(_("Known")),
            ui.Column(_("In the archive")),
            ui.Column(pgettext("constant", "Since")),
            *([ui.Column(_("Action"))] if may_record else []),
        ],
        rows=rows,
        stack=True,
    )


def _way(one: ArchiveConstants, unit_id: int) -> ui.Link:
    differs = one.differs
    query = ui.query_url(
        {
            "of": str(one.instrument.pk),
            "name": differs.name,
            "value": differs.found,
            "since": differs.since.isoformat(),
        }
    )
    return ui.Link(_("Record it"), reverse("desk:unit_act", args=[unit_id, "constant"]) + query)
