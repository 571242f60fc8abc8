"""The form of a request and the page on which it is looked over before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.requests import VolumesForm, contract_volume, field_name
from kabinet.portal.pages import metering_pasted
from kabinet.requests.queries import PointRow, RequestForm, VolumeRequest
from kabinet.requests.rules.words import Status
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO, to_thousand

_MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class InputRow:
    """One supply point: what is known of it, and the field for the new volume."""

    number: int
    name: str
    code: str
    contract: str
    last: str
    fact: str
    plan_for_script: str
    field: BoundField
    value: str
    label: str


def can_be_requested(month: BillingMonth, *, terms: Terms, now: datetime) -> bool:
    """Say whether gas of the month can still be asked for: it is not over, and not too far ahead."""
    current = BillingMonth.of(terms.clock.day_at(now))
    last = terms.contract.valid_to
    return current <= month <= current.plus(_MONTHS_AHEAD) and (last is None or month.first_day < last)


def form_context(form: VolumesForm, *, terms: Terms, now: datetime) -> dict[str, Any]:
    asked = form.asked
    return _head(asked, terms=terms, now=now) | {
        "form": form,
        "rows": [_input_row(number, row, form) for number, row in enumerate(asked.rows)],
        "totals": _totals(asked.rows),
        "last_month": formatting.month_name(asked.month.previous),
        "plan": contract_volume(asked.rows),
        "words": metering_pasted.words_for_script(),
        "returned": _returned(asked),
    }


def _returned(asked: RequestForm) -> ui.Link | None:
    """Return the way to the returned request, where the supplier's reason stands."""
    if asked.current is None or asked.current.status != Status.RETURNED:
        return None
    return ui.Link(_("Why it was returned"), row_address("portal:request", asked.current.pk))


def _head(asked: RequestForm, *, terms: Terms, now: datetime) -> dict[str, Any]:
    deadline = asked.deadline
    return {
        "month": formatting.month(asked.month),
        "month_code": str(asked.month),
        "deadline": formatting.moment(deadline.at, terms.zone),
        "left": formatting.time_left(deadline.at, now),
        "is_late": not deadline.is_kept(now),
        "rule": deadline.rule,
    }


def _input_row(number: int, row: PointRow, form: VolumesForm) -> InputRow:
    bound = form[field_name(row)]
    value = bound.value()
    return InputRow(
        number=number,
        name=row.point.name,
        code=row.point.code,
        contract=_shown(row.contract_volume),
        last=_shown(row.last_request),
        fact=_shown(row.last_fact),
        plan_for_script="" if row.contract_volume is None else str(to_thousand(row.contract_volume)),
        field=bound,
        value="" if value is None else str(value),
        label=_("%(point)s, new volume in thousand m³") % {"point": row.point.name},
    )


def _shown(volume: Decimal | None) -> str:
    return formatting.DASH if volume is None else formatting.volume(volume)


def _totals(rows: Sequence[PointRow]) -> dict[str, str]:
    columns = {
        "contract": [row.contract_volume for row in rows],
        "last": [row.last_request for row in rows],
        "fact": [row.last_fact for row in rows],
        "new": [row.suggestion for row in rows],
    }
    return {name: _shown(_sum(volumes)) for name, volumes in columns.items()}


def _sum(volumes: Sequence[Decimal | None]) -> Decimal | None:
    known = [volume for volume in volumes if volume is not None]
    return sum(known, ZERO) if known else None


def check_context(form: VolumesForm, *, terms: Terms, now: datetime) -> dict[str, Any]:
    return _head(form.asked, terms=terms, now=now) | {
        "form": form,
        "facts": _facts(form, terms),
        "table": _check_table(form),
        "over": _over(form),
        "cells": [(name, form.data.get(name, "")) for name in form.fields if name != "comment"],
    }


def _facts(form: VolumesForm, terms: Terms) -> ui.Facts:
    corridor = organizations.corridor_of(terms=terms, month=form.asked.month, volumes=form.volumes)
    facts = [
        ui.Fact(_("Contract"), f"№ {terms.contract.number}"),
        ui.Fact(_("Period"), formatting.month(form.asked.month)),
        ui.Fact(_("Daily norm"), formatting.volume_with_unit(corridor.norm)),
        ui.Fact(
            _("Least and greatest volume of a day"),
            f"{formatting.volume(corridor.minimum)} – {formatting.volume_with_unit(corridor.maximum)}",
        ),
    ]
    return ui.Facts(facts)


def _check_table(form: VolumesForm) -> ui.Table:
    unit = _("thousand m³")
    columns = [
        ui.Column(_("Supply point")),
        ui.Column(_("Contract volume"), numeric=True, unit=unit),
        ui.Column(_("Requested"), numeric=True, unit=unit),
        ui.Column(_("Difference"), numeric=True, unit=unit),
    ]
    volumes = form.volumes
    rows = [
        ui.Row([row.point.name, *_compared(row.contract_volume, volumes[row.point.pk])])
        for row in form.asked.rows
    ]
    total = ui.Row([_("Total"), *_compared(contract_volume(form.asked.rows), sum(volumes.values(), ZERO))])
    return ui.Table(_("Volumes requested"), columns, rows, total=total)


def _compared(plan: Decimal | None, asked: Decimal) -> list[str]:
    return [
        _shown(plan),
        formatting.volume(asked),
        formatting.DASH if plan is None else formatting.volume(asked - plan),
    ]


def _over(form: VolumesForm) -> ui.Notice | None:
    if not form.over_contract:
        return None
    text = _("The request is %(volume)s over the contract volume. Write the reason in the comment.")
    return ui.Notice(text % {"volume": formatting.volume_with_unit(form.over_contract)}, kind="warning")


def taken(request: VolumeRequest, terms: Terms) -> ui.Notice:
    """Say who has the month's request at present, or who decided about it, and when."""
    url = row_address("portal:request", request.pk)
    if request.decided_at is not None:
        text = _("%(by)s decided about the request for %(month)s on %(at)s. Nothing was changed.")
        by, moment = request.decided_by, request.decided_at
    else:
        text = _("%(by)s submitted the request for %(month)s on %(at)s. It waits for the supplier.")
        by, moment = request.submitted_by, request.submitted_at
    facts = {"by": by, "month": formatting.month(request.month), "at": formatting.moment(moment, terms.zone)}
    link = ui.Link(_("Open request No. %(number)s") % {"number": request.pk}, url)
    return ui.Notice(ui.join([text % facts, link]), title=_("The request was submitted before"), kind="info")
