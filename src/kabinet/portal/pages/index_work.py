"""Readings of counters between the form and what becomes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.files.kinds import PHOTO_TYPES
from kabinet.foundation import formatting
from kabinet.foundation.http import submission_key
from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations, queries, wording
from kabinet.metering.operations import NewIndex, Offer, PlannedIndex
from kabinet.metering.queries import Counter
from kabinet.metering.rules.words import IndexFault
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.indexes import IndexesForm, MomentForm, index_name, kept_name, photo_name
from kabinet.portal.uploads import Kept, take_in
from kabinet.values.months import BillingMonth

Plans = Mapping[int, PlannedIndex]


@dataclass(slots=True)
class Work:
    """What was typed, the photographs that came with it, and what becomes of each reading, by instrument id."""

    viewer: Viewer
    terms: Terms
    now: datetime
    at: datetime
    moment: MomentForm
    form: IndexesForm
    counters: Sequence[Counter]
    photos: Mapping[int, Kept] = field(default_factory=dict)
    problems: Mapping[int, Sequence[str]] = field(default_factory=dict)
    new: Sequence[NewIndex] = ()
    plans: Plans = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        return bool(self.plans) and not (self.moment.errors or self.form.errors or self.problems)

    @property
    def seal(self) -> str:
        """Return a digest of the moment, the indexes and the days: what was checked is what is handed in."""
        rows = [f"{one.instrument_id}={one.index}" for one in self.new]
        days = [
            f"{pk}:{one.day}={one.was}>{one.share}"
            for pk, plan in self.plans.items()
            for one in (plan.offer.days if plan.offer else ())
        ]
        return submission_key(self.at.isoformat(), *rows, *days)

    @property
    def was_checked(self) -> bool:
        return self.form.data.get("checked") == self.seal

    def is_answered(self) -> bool:
        """Say whether each doubt has its reason, and each reading something to say; mark those that have not."""
        for pk, plan in self.plans.items():
            if plan.is_unchanged:
                self._tell_fault(pk, plan, IndexFault.UNCHANGED)
            elif plan.wants_reason:
                self.form.ask_why(pk)
        return not self.form.errors

    def tell_faults(self) -> None:
        for pk, plan in self.plans.items():
            if plan.fault:
                self._tell_fault(pk, plan, plan.fault)

    def _tell_fault(self, pk: int, plan: PlannedIndex, fault: IndexFault) -> None:
        facts = {"counter": _named(plan), "what": wording.INDEX_FAULT[fault]}
        self.form.add_error(index_name(pk), _("%(counter)s: %(what)s") % facts)


def gather(
    *,
    viewer: Viewer,
    terms: Terms,
    now: datetime,
    data: QueryDict | None = None,
    uploads: "MultiValueDict[str, Any] | None" = None,
) -> Work:
    usual = _first_of_month(terms, now)
    if data is None:
        counters = queries.counters_at(viewer=viewer, contract_id=terms.contract.pk, at=usual)
        if counters and all(one.replaces or one.has_later for one in counters):
            usual = now.replace(second=0, microsecond=0)
            counters = queries.counters_at(viewer=viewer, contract_id=terms.contract.pk, at=usual)
        return Work(
            viewer, terms, now, usual, MomentForm.at(usual, terms), IndexesForm(counters=counters), counters
        )
    moment = MomentForm(data)
    at = moment.moment(terms) if moment.is_valid() else usual
    counters = queries.counters_at(viewer=viewer, contract_id=terms.contract.pk, at=at)
    work = Work(viewer, terms, now, at, moment, IndexesForm(data, counters=counters), counters)
    _take_photos(work, data, uploads if uploads is not None else MultiValueDict())
    if work.form.is_valid() and moment.is_valid():
        _plan(work, data)
    return work


def _first_of_month(terms: Terms, now: datetime) -> datetime:
    """Return the contract hour of the first of this month, or of the month before where it is still to come."""
    month = BillingMonth.of(terms.today(now))
    first = terms.clock.begins_at(month.first_day)
    return first if first <= now else terms.clock.begins_at(month.previous.first_day)


def _take_photos(work: Work, data: QueryDict, uploads: "MultiValueDict[str, Any]") -> None:
    photos: dict[int, Kept] = {}
    problems: dict[int, Sequence[str]] = {}
    for counter in work.counters:
        pk = counter.instrument.pk
        sent = uploads.getlist(photo_name(pk))[:1]
        batch = take_in(
            sent,
            references=() if sent else data.getlist(kept_name(pk))[:1],
            user_id=work.viewer.user_id,
            now=work.now,
            allowed=PHOTO_TYPES,
        )
        if batch.files:
            photos[pk] = batch.files[0]
        if batch.problems:
            problems[pk] = batch.problems
    work.photos, work.problems = photos, problems


def _plan(work: Work, data: QueryDict) -> None:
    work.new = work.form.readings(work.photos)
    if not work.new:
        first = index_name(work.counters[0].instrument.pk) if work.counters else None
        work.form.add_error(first, _("Type what at least one counter shows"))
        return
    plans = operations.plan_indexes(
        work.new, viewer=work.viewer, terms=work.terms, taken_at=work.at, now=work.now
    )
    work.plans = {plan.counter.instrument.pk: plan for plan in plans}
    work.form = IndexesForm(data, counters=work.counters, wanted=_wanted(plans), spread=_spread(plans))
    work.form.is_valid()
    work.tell_faults()


def _named(plan: PlannedIndex) -> str:
    instrument = plan.counter.instrument
    return f"{instrument.unit.name}, {instrument}"


def _wanted(plans: Sequence[PlannedIndex]) -> dict[int, str]:
    """Return what is asked about, in words, by instrument id."""
    return {
        plan.counter.instrument.pk: f"{_named(plan)}: {_why(plan)}"
        for plan in plans
        if plan.wants_reason and plan.fault is None
    }


def _why(plan: PlannedIndex) -> str:
    if plan.doubt:
        return str(wording.DOUBT[plan.doubt])
    old = plan.counter.replaces
    return _("instead of %(index)s") % {"index": formatting.index(old.index) if old else ""}


def _spread(plans: Sequence[PlannedIndex]) -> dict[int, str]:
    """Return the offer to share a volume among days, by instrument id."""
    return {
        plan.counter.instrument.pk: _offered(plan, plan.offer)
        for plan in plans
        if plan.offer is not None and plan.offer.obstacle is None
    }


def _offered(plan: PlannedIndex, offer: Offer) -> str:
    """Say among how many days; where some got a share before, they are corrected, and what that comes to is said."""
    if offer.corrected:
        text = ngettext(
            "%(unit)s: correct the %(count)d gas day that was shared from this reading: %(effect)s m³",
            "%(unit)s: correct the %(count)d gas days that were shared from this reading: %(effect)s m³",
            len(offer.days),
        )
    else:
        text = ngettext(
            "%(unit)s: share %(volume)s among %(count)d gas day without a volume",
            "%(unit)s: share %(volume)s evenly among %(count)d gas days without a volume",
            len(offer.days),
        )
    return text % {
        "unit": plan.counter.instrument.unit.name,
        "volume": formatting.volume_with_unit(offer.volume),
        "effect": formatting.signed(formatting.index(offer.effect)),
        "count": len(offer.days),
    }
