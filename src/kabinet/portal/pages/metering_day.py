"""One gas day of one metering unit: its versions, and the form of a correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations, queries, wording
from kabinet.metering.operations import Entry
from kabinet.metering.queries import DailyVolume, MeteringUnit
from kabinet.metering.rules.corrections import CorrectionTerm, Standing
from kabinet.metering.rules.words import Doubt, Status
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.metering import CorrectionForm
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


@dataclass(frozen=True)
class DayPage:
    """`versions` are newest first."""

    viewer: Viewer
    terms: Terms
    units: Sequence[MeteringUnit]
    unit: MeteringUnit
    day: date
    versions: Sequence[DailyVolume]
    now: datetime

    @property
    def version(self) -> int:
        return self.versions[0].version if self.versions else 0

    @property
    def current(self) -> DailyVolume | None:
        """Return the version in force; a proposed one is not, until the supplier consents."""
        return next((one for one in self.versions if one.superseded_at is None), None)

    @property
    def proposed(self) -> DailyVolume | None:
        return next((one for one in self.versions if one.status == Status.PROPOSED), None)

    @property
    def term(self) -> CorrectionTerm:
        return operations.term_of_correction(self.terms, self.day, now=self.now)

    @property
    def month_url(self) -> str:
        return reverse("portal:readings_month", args=[BillingMonth.of(self.day)])

    def new_form(self, *, key: str) -> CorrectionForm:
        return CorrectionForm(initial={"seen_version": self.version, "key": key})

    def question(self, form: CorrectionForm) -> str:
        """Say what is unlikely about the new volume and how it is rounded, unless it was confirmed."""
        if form.is_confirmed:
            return ""
        return " ".join([*self._rounding(form), *self._doubt(form)])

    def _rounding(self, form: CorrectionForm) -> list[str]:
        if not form.is_rounded:
            return []
        facts = {"typed": form.typed, "volume": formatting.volume_with_unit(form.volume_m3)}
        return [_("You typed %(typed)s; rounded to whole m³, %(volume)s will be recorded.") % facts]

    def _doubt(self, form: CorrectionForm) -> list[str]:
        entry = Entry(self.unit.pk, self.day, form.volume_m3)
        judgement = operations.check_volumes(
            viewer=self.viewer, terms=self.terms, entries=[entry], now=self.now, correcting=True
        )
        doubts = [one.what for one in judgement.findings if isinstance(one.what, Doubt)]
        return [_("The new volume is %(doubt)s.") % {"doubt": wording.DOUBT[one]} for one in doubts[:1]]

    def changed_meanwhile(self) -> str:
        current = self.versions[0]
        facts = {
            "by": current.submission.submitted_by,
            "at": formatting.moment(current.submission.submitted_at, self.terms.zone),
            "volume": formatting.volume_with_unit(current.volume),
            "version": current.version,
        }
        return (
            _(
                "While you were typing, %(by)s changed the volume to %(volume)s (%(at)s, version %(version)s). "
                "Nothing of yours was written. Look at it and submit again if yours is right"
            )
            % facts
        )

    def too_late(self) -> str:
        return self._term(self.term)

    def why_refused(self, refusal: Refusal) -> str:
        findings: Any = refusal.facts["findings"]
        return str(wording.FAULT[findings[0].what]).capitalize()

    def context(self, form: CorrectionForm, *, question: str) -> dict[str, Any]:
        current, term = self.current, self.term
        may_correct = self.viewer.may(Right.SUBMIT_READINGS, contract_id=self.terms.contract.pk)
        open_to_correct = self.proposed is None and term.standing is not Standing.TOO_LATE
        if current:
            words = _("Returned: %(volume)s") if self._is_returned else _("Now: %(volume)s")
            form["volume"].help_text = words % {"volume": formatting.volume_with_unit(current.volume)}
        return {
            "day": formatting.day(self.day),
            "unit": self.unit.name,
            "crumbs": ui.Breadcrumbs([ui.Link(self._month_title, self.month_url)]),
            "tabs": self._tabs(),
            "facts": self._facts(current) if current else None,
            "facts_title": _("Returned by the supplier") if self._is_returned else _("In force now"),
            "empty": None if self.versions else self._empty(),
            "timeline": ui.Timeline([self._event(version) for version in self.versions]),
            "form": form if current and may_correct and open_to_correct else None,
            "term": self._term(term) if current and may_correct and self.proposed is None else "",
            "proposal": self._proposal(),
            "question": self._notice(question) if question else None,
        }

    @property
    def _is_returned(self) -> bool:
        """Say whether the day waits for another volume: one that was returned does not count."""
        return self.current is not None and self.current.status == Status.RETURNED

    @property
    def _month_title(self) -> str:
        return _("Readings, %(month)s") % {"month": formatting.month(BillingMonth.of(self.day))}

    def _tabs(self) -> ui.Tabs | None:
        if len(self.units) == 1:
            return None
        tabs = [
            ui.Tab(
                unit.name,
                reverse("portal:readings_day", args=[unit.pk, self.day.isoformat()]),
                current=unit.pk == self.unit.pk,
            )
            for unit in self.units
        ]
        return ui.Tabs(tabs, label=_("Metering units"))

    def _facts(self, current: DailyVolume) -> ui.Facts:
        status = Status(current.status)
        span = formatting.gas_day_span(self.day, self.terms.clock)
        facts = [
            ui.Fact(_("Volume"), formatting.volume_with_unit(current.volume)),
            ui.Fact(_("Period"), span),
            ui.Fact(_("Status"), ui.Tag(str(wording.STATUS[status]), wording.TAG[status])),
            ui.Fact(_("Version"), str(current.version)),
            ui.Fact(_("Source"), str(wording.SOURCE[current.source])),
        ]
        if number := current.submission.receipt_number:
            facts.append(
                ui.Fact(_("Receipt"), ui.Link(f"№ {number}", reverse("portal:receipt", args=[number])))
            )
        if current.answer:
            facts.append(ui.Fact(_("Supplier's answer"), current.answer))
        return ui.Facts(facts, tight=True)

    def _event(self, version: DailyVolume) -> ui.Event:
        submission = version.submission
        moment = formatting.exact_moment(submission.submitted_at, self.terms.zone)
        facts = {"number": version.version, "volume": formatting.volume_with_unit(version.volume)}
        notes = [wording.reason(version.reason)] if version.reason else []
        notes += self._effect(version)
        if version.status == Status.PROPOSED:
            notes.append(_("waits for the supplier's consent"))
        if version.version > 1 and version.status == Status.RETURNED and version.answer:
            notes.append(_("the supplier did not consent: %(reason)s") % {"reason": version.answer})
        if version.late:
            notes.append(_("submitted after the deadline"))
        return ui.Event(
            title=_("Version %(number)s: %(volume)s") % facts,
            meta=f"{moment} · {submission.submitted_by}",
            text="; ".join(notes),
            kind=_kind(version),
        )

    def _term(self, term: CorrectionTerm) -> str:
        """Say until when the day is corrected freely, by which rule, and what holds afterwards."""
        facts = {
            "until": formatting.moment(term.deadline.at, self.terms.zone),
            "rule": term.deadline.rule,
        }
        if term.standing is Standing.FREE:
            return _("You can correct the volume until %(until)s. %(rule)s.") % facts
        if term.standing is Standing.WITH_CONSENT:
            text = _(
                "The term for corrections was over on %(until)s. %(rule)s. "
                "A correction now waits for the supplier's consent; until then the volume in force counts."
            )
            return text % facts
        return _("Corrections were taken until %(until)s. %(rule)s.") % facts

    def _proposal(self) -> ui.Notice | None:
        new, old = self.proposed, self.current
        if new is None:
            return None
        text = _(
            "In force: %(old)s. Proposed: %(new)s, effect %(effect)s m³. You will be told what is decided."
        )
        effect = new.volume - (old.volume if old else ZERO)
        facts = {
            "old": formatting.volume_with_unit(old.volume) if old else formatting.DASH,
            "new": formatting.volume_with_unit(new.volume),
            "effect": formatting.signed(formatting.number(effect)),
        }
        title = _("A correction waits for the supplier's consent")
        return ui.Notice(text % facts, title=title, kind="warning")

    def _effect(self, version: DailyVolume) -> list[str]:
        """Say by how much the version differs from the one before it."""
        before = next((one for one in self.versions if one.version < version.version), None)
        if before is None or before.volume == version.volume:
            return []
        effect = formatting.signed(formatting.number(version.volume - before.volume))
        return [_("%(effect)s m³ to version %(number)s") % {"effect": effect, "number": before.version}]

    def _empty(self) -> ui.Empty:
        title = _("No volume has been submitted for this gas day")
        text = _("The days that wait for you are typed in the month's table.")
        if self.day > self.terms.clock.last_closed_day(self.now):
            title = _("This gas day is not over yet")
            ends = formatting.moment(self.terms.clock.ends_at(self.day), self.terms.zone)
            text = _("It ends on %(moment)s. After that its volume is submitted.") % {"moment": ends}
        return ui.Empty(title, text, ui.Action(_("To the readings of the month"), self.month_url))

    def _notice(self, question: str) -> ui.Notice:
        text = _("If it is right, press the button once more.")
        return ui.Notice(f"{question} {text}", title=_("Check the volume"), kind="warning", urgent=True)


def _kind(version: DailyVolume) -> Literal["", "done", "problem"]:
    if version.superseded_at is not None:
        return ""
    return "problem" if version.status == Status.RETURNED else "done"


def read(*, viewer: Viewer, terms: Terms, unit_id: int, day: date, now: datetime) -> DayPage:
    """:raises UnitNotFound: the unit is not one of the chosen contract"""
    units = queries.list_units(viewer=viewer, contract_id=terms.contract.pk)
    unit = next((unit for unit in units if unit.pk == unit_id), None)
    if unit is None:
        raise queries.UnitNotFound
    return DayPage(
        viewer=viewer,
        terms=terms,
        units=units,
        unit=unit,
        day=day,
        versions=queries.versions_of_day(viewer=viewer, unit_id=unit_id, day=day),
        now=now,
    )
