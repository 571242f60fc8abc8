"""One gas day in doubt: what was given, by what it is measured, and what can be done about it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.forms.decisions import DayDecisionForm
from kabinet.desk.forms.put_in import PutInForm
from kabinet.desk.pages.metering.around import chart, days_table
from kabinet.desk.pages.metering.choice import Choice
from kabinet.desk.pages.metering.constants import differing_table
from kabinet.desk.pages.metering.measures import equipment_table, measures, sides_table
from kabinet.desk.pages.metering.reckoned import parts_table
from kabinet.desk.pages.words import submission_tag
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import wording
from kabinet.metering.discrepancies import Discrepancy
from kabinet.metering.queries import ArchiveConstants
from kabinet.metering.rules.basis import Chosen
from kabinet.metering.rules.words import FaultKind, Status


def discrepancy(
    found: Discrepancy,
    *,
    viewer: Viewer,
    choice: Choice,
    form: DayDecisionForm,
    put_in: PutInForm,
    now: datetime,
) -> dict[str, Any]:
    may_decide = viewer.may(Right.DECIDE_READINGS)
    day = formatting.day(found.day)
    return {
        "title": _("%(unit)s, gas day %(day)s") % {"unit": found.unit.name, "day": day},
        "tag": _tag(found),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Control of readings"), reverse("desk:matrix") + choice.address),
                ui.Link(
                    found.terms.contract.organization.name,
                    row_address("desk:client", found.terms.contract.organization_id),
                ),
            ]
        ),
        "lead": _lead(found, now),
        "stepper": _stepper(found, choice),
        "proposal": _proposal(found),
        "sides": sides_table(found),
        "chart": chart(found),
        "days": days_table(found),
        "measures": measures(found),
        "reckoned": parts_table(found),
        "equipment": equipment_table(found),
        "constants": _constants(found, may_record=may_decide),
        "facts": _facts(found),
        "form": form,
        "put_in": put_in,
        "seen": found.waiting.pk if found.waiting else "",
        "may_decide": may_decide and found.waiting is not None,
        "may_put_in": may_decide and found.is_open,
        "next_url": _next_url(found, choice),
        "matrix_url": reverse("desk:matrix") + choice.address,
    }


def _constants(found: Discrepancy, *, may_record: bool) -> ui.Table | None:
    if found.device is None:
        return None
    other = [ArchiveConstants(found.device, one) for one in found.constants]
    return differing_table(other, unit_id=found.unit.pk, zone=found.terms.zone, may_record=may_record)


def _next_url(found: Discrepancy, choice: Choice) -> str:
    after = f"{found.unit.pk}-{found.day.isoformat()}"
    return reverse("desk:next_problem") + ui.query_url(choice.query, after=after)


def _tag(found: Discrepancy) -> ui.Tag:
    if found.proposed is not None:
        return ui.Tag(str(wording.STATUS[Status.PROPOSED]), "my-move")
    current = found.current
    if current is None:
        return ui.Tag(_("No volume"), "problem") if found.is_closed else ui.Tag(_("Not over yet"))
    if found.waiting is not None:
        return submission_tag(Status.RECORDED)
    return ui.Tag(str(wording.STATUS[current.status]), wording.TAG[Status(current.status)])


def _lead(found: Discrepancy, now: datetime) -> str:
    """Say what is wrong with the day, in one sentence."""
    asked = found.proposed or found.current
    if found.is_open:
        due = formatting.moment(found.deadline.at, found.terms.zone)
        left = formatting.time_left(found.deadline.at, now)
        return _("The volume of the day is missing. It was to be given until %(due)s: %(left)s.") % {
            "due": due,
            "left": left,
        }
    if asked is None:
        return _("Nothing is awaited for this day.")
    if doubt := found.doubt(asked.volume):
        return _("The volume is in doubt: %(doubt)s.") % {"doubt": wording.DOUBT[doubt]}
    if found.proposed is not None:
        return _("The new volume itself is plausible.")
    return _("Nothing about the volume is in doubt.")


def _stepper(found: Discrepancy, choice: Choice) -> ui.Stepper:
    before, after = (day for day in (found.day.fromordinal(found.day.toordinal() + step) for step in (-1, 1)))
    base = f"{reverse('desk:matrix')}{found.unit.pk}/"
    return ui.Stepper(
        formatting.short_day(found.day),
        formatting.short_day(before),
        formatting.short_day(after),
        f"{base}{before.isoformat()}/{choice.address}",
        f"{base}{after.isoformat()}/{choice.address}",
    )


def _proposal(found: Discrepancy) -> ui.Versus | None:
    new, old = found.proposed, found.current
    if new is None:
        return None
    effect = new.volume - old.volume if old else new.volume
    text = _(
        "The customer's term for corrections was over. It counts only with your consent; effect: %(effect)s m³."
    )
    return ui.Versus(
        _("A correction waits for consent"),
        text % {"effect": formatting.signed(formatting.number(effect))},
        ui.Side(
            _("It was"),
            formatting.volume_with_unit(old.volume) if old else formatting.DASH,
            str(wording.STATUS[old.status]) if old else "",
        ),
        ui.Side(_("It will be"), formatting.volume_with_unit(new.volume), wording.reason(new.reason)),
    )


def _facts(found: Discrepancy) -> ui.Facts:
    organization, contract = found.terms.contract.organization, found.terms.contract
    facts = [
        ui.Fact(_("Customer"), ui.Link(organization.name, row_address("desk:client", organization.pk))),
        ui.Fact(_("Telephone"), organization.phone),
        ui.Fact(_("Contract"), contract.number),
        ui.Fact(_("Supply point"), found.unit.supply_point.name),
        ui.Fact(_("Metering unit"), ui.Link(_("Instruments"), row_address("desk:unit", found.unit.pk))),
        ui.Fact(_("Period"), formatting.gas_day_span(found.day, found.terms.clock)),
        ui.Fact(
            _("Due"), ui.Noted(formatting.moment(found.deadline.at, found.terms.zone), found.deadline.rule)
        ),
        ui.Fact(_("Rests on"), _basis(found.recorded or found.basis)),
    ]
    if found.otherwise is not None:
        facts.append(ui.Fact(_("By what is known now it would rest on"), _basis(found.otherwise)))
    facts += [ui.Fact(_("Fault"), ui.Noted(_fault(one.kind), one.note)) for one in found.faults]
    if found.waiting is not None:
        text = _("Open all that was handed in")
        facts.append(ui.Fact(_("Handed in"), ui.Link(text, row_address("desk:submission", found.waiting.pk))))
    return ui.Facts(facts, tight=True)


def _basis(one: Chosen) -> ui.Content:
    words = str(wording.BASIS[one.basis])
    return words if one.why is None else ui.Noted(words, str(wording.FAULT_KIND[one.why]))


def _fault(kind: str) -> str:
    return str(wording.FAULT_KIND[FaultKind(kind)])
