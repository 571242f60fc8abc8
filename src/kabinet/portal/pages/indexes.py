"""The page on which the indexes of counters are typed, with what passed and what was typed before."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.metering import operations, queries, wording
from kabinet.metering.operations import PlannedIndex
from kabinet.metering.queries import Counter, IndexReading
from kabinet.metering.wording import indexes as index_wording
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.indexes import (
    index_name,
    kept_name,
    note_name,
    photo_name,
    reason_name,
    spread_name,
)
from kabinet.portal.pages.index_days import corrected_days, why_days_stay
from kabinet.portal.pages.index_work import Work


def context(work: Work) -> dict[str, Any]:
    may_submit = work.viewer.may(Right.SUBMIT_READINGS, contract_id=work.terms.contract.pk)
    return {
        "crumbs": ui.Breadcrumbs([ui.Link(_("Readings"), reverse("portal:readings"))]),
        "summary": _summary(work),
        "may_submit": may_submit and bool(work.counters) and _has_begun(work),
        "moment": work.moment,
        "form": work.form,
        "seal": work.seal,
        "table": _table(work),
        "is_checked": work.is_sound,
        "due": _due(work),
        "notice": _notice(work),
        "spreads": [str(work.form[name].as_field_group()) for name in _spreads(work)],
        "corrected": corrected_days(work),
        "staying": why_days_stay(work),
        "doubts": [
            str(work.form[name].as_field_group())
            for pk, plan in work.plans.items()
            for name in (reason_name(pk), note_name(pk))
            if plan.wants_reason and name in work.form.fields
        ],
        "compared": _compared(work),
        "history": _history(work),
    }


def _due(work: Work) -> ui.Notice | None:
    """Say until when the reading is due that is typed here, and why; None where it closes no month."""
    terms = work.terms
    unread = [one for one in work.counters if one.replaces is None]
    found = (operations.term_of_reading(terms, work.at, since=one.since) for one in unread)
    deadline = next(filter(None, found), None)
    if deadline is None:
        return None
    kept = deadline.is_kept(work.now)
    until = _("Until %(moment)s, %(left)s") % {
        "moment": formatting.moment(deadline.at, terms.zone),
        "left": formatting.time_left(deadline.at, work.now),
    }
    late = "" if kept else " " + _("The readings are accepted and marked “after the deadline”.")
    return ui.Notice(f"{deadline.rule}.{late}", title=until, kind="info" if kept else "warning")


def _spreads(work: Work) -> list[str]:
    return [name for pk in work.plans if (name := spread_name(pk)) in work.form.fields]


def _summary(work: Work) -> ui.ErrorSummary:
    photos = [
        ui.Problem(text, f"id_{photo_name(pk)}") for pk, texts in work.problems.items() for text in texts
    ]
    return ui.ErrorSummary([*work.moment.summary.problems, *work.form.summary.problems, *photos])


def _has_begun(work: Work) -> bool:
    return work.terms.contract.valid_from <= work.terms.clock.day_at(work.now)


def _notice(work: Work) -> ui.Notice | None:
    if not _has_begun(work):
        first = {"day": formatting.day(work.terms.contract.valid_from)}
        return ui.Notice(_("Supply under the contract begins on %(day)s") % first)
    if not work.is_sound:
        return None
    return ui.Notice(
        _("The readings have not been submitted yet. Look them over and press the button below.")
    )


def _table(work: Work) -> ui.Table:
    columns = [ui.Column(_("Counter")), ui.Column(_("Reading before")), ui.Column(_("Index, m³"))]
    columns.append(ui.Column(_("Photograph")))
    if work.plans:
        columns.append(ui.Column(pgettext("volume", "Passed")))
    return ui.Table(
        caption=_("Counters"),
        columns=columns,
        rows=[_row(work, counter) for counter in work.counters],
        empty=ui.Empty(
            _("There are no counters"),
            _("The supplier's metering engineer enters the instruments of your units."),
        ),
        stack=True,
        css="table-counters",
    )


def _row(work: Work, counter: Counter) -> ui.Row:
    pk = counter.instrument.pk
    cells: list[ui.Content | ui.Cell] = [
        ui.Noted(counter.instrument.unit.name, _named(counter)),
        _before(counter, work.terms),
        _index(work, pk),
        _photo(work, pk),
    ]
    if work.plans:
        cells.append(_passed(work.plans.get(pk)))
    plan = work.plans.get(pk)
    return ui.Row(cells, kind="attention" if plan and plan.wants_reason else "")


def _named(counter: Counter) -> str:
    kind = wording.KIND[counter.instrument.kind]
    return f"{kind} {counter.instrument}"


def _before(counter: Counter, terms: Terms) -> ui.Content:
    if counter.before is None:
        return formatting.DASH
    shown = formatting.index(counter.before.index)
    before = ui.Noted(shown, formatting.moment(counter.before.at, terms.zone))
    if counter.replaces is None:
        return before
    words = _("submitted: %(index)s") % {"index": formatting.index(counter.replaces.index)}
    return ui.join([before, ui.Tag(words, "sent")])


def _index(work: Work, pk: int) -> ui.Content:
    """The field of an index; beside it stands only what is wrong, for the row says with which counter."""
    field, plan = work.form[index_name(pk)], work.plans.get(pk)
    if plan is None or plan.fault is None:
        return ui.join([str(field.errors), str(field)], glue="")
    words = wording.INDEX_FAULT[plan.fault]
    error = format_html('<p class="govuk-error-message" id="{}_error">{}</p>', field.auto_id, words)
    return ui.join([error, str(field)], glue="")


def _photo(work: Work, pk: int) -> ui.Content:
    """The field of a photograph; one that is kept already need not be chosen again."""
    name = photo_name(pk)
    errors = [
        format_html('<p class="govuk-error-message" id="id_{}_error">{}</p>', name, text)
        for text in work.problems.get(pk, ())
    ]
    field = format_html(
        '<input class="govuk-file-upload" type="file" id="id_{0}" name="{0}" accept=".jpg,.jpeg,.png,image/*" '
        'capture="environment" aria-label="{1}">',
        name,
        _("Photograph of the counter"),
    )
    kept = work.photos.get(pk)
    if kept is None:
        return ui.join([*errors, field], glue="")
    held = format_html(
        '<input type="hidden" name="{}" value="{}"><span class="cell-note">{}</span>',
        kept_name(pk),
        kept.reference,
        _("Attached: %(name)s") % {"name": kept.name},
    )
    return ui.join([*errors, held, field], glue="")


def _passed(plan: PlannedIndex | None) -> ui.Content:
    if plan is None or plan.passed is None or plan.volume is None:
        return formatting.DASH
    notes: list[ui.Content] = [formatting.volume_with_unit(plan.volume)]
    if plan.passed.rolled_over:
        notes.append(ui.Tag(_("through zero of the counter"), "progress"))
    if plan.counter.carried.since is not None:
        notes.append(ui.Tag(_("with the counter that was replaced"), "progress"))
    if plan.counter.carried.is_unknown:
        notes.append(ui.Tag(_("without the counter that was replaced"), "problem"))
    if plan.comparison is not None and plan.comparison.missing < plan.comparison.days:
        notes.append(ui.Tag(*index_wording.finding(plan.comparison)))
    return ui.join(notes)


def _compared(work: Work) -> ui.Table:
    unit = _("thousand m³")
    found = operations.compare_newest(viewer=work.viewer, terms=work.terms)
    return ui.Table(
        caption=_("The counter and the days"),
        columns=[
            ui.Column(_("Metering unit")),
            ui.Column(_("From reading to reading")),
            ui.Column(_("By the counter"), numeric=True, unit=unit),
            ui.Column(_("Sum of the days"), numeric=True, unit=unit),
            ui.Column(_("Finding")),
        ],
        rows=[
            ui.Row(
                [
                    ui.Noted(counter.instrument.unit.name, str(counter.instrument)),
                    f"{formatting.moment(counter.since, work.terms.zone)} – "
                    f"{formatting.moment(at, work.terms.zone)}"
                    if counter.since
                    else formatting.DASH,
                    formatting.volume(compared.by_counter),
                    formatting.volume(compared.by_days),
                    ui.Tag(*index_wording.finding(compared)),
                ]
            )
            for counter, at, compared in found
        ],
        stack=True,
    )


def _history(work: Work) -> ui.Table:
    rows = queries.list_readings(viewer=work.viewer, contract_id=work.terms.contract.pk)
    return ui.Table(
        caption=_("Readings that were submitted"),
        columns=[
            ui.Column(_("Taken at")),
            ui.Column(_("Counter")),
            ui.Column(_("Index, m³"), numeric=True),
            ui.Column(pgettext("volume", "Passed"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("Reason")),
            ui.Column(_("Photograph")),
            ui.Column(_("Receipt")),
        ],
        rows=_history_rows(rows, work.terms.zone),
        empty=ui.Empty(_("No readings of counters yet")),
        stack=True,
    )


def _history_rows(rows: Sequence[IndexReading], zone: ZoneInfo) -> list[ui.Row]:
    return [
        ui.Row(
            [
                ui.Noted(formatting.moment(row.taken_at, zone), row.submitted_by),
                ui.Noted(row.unit.name, str(row.instrument)),
                formatting.index(row.index),
                formatting.DASH if row.volume is None else formatting.volume(row.volume),
                _reason(row),
                ui.Link(
                    _("photograph"), row_address("portal:index_photo", row.pk), hidden=str(row.instrument)
                )
                if row.photo_id
                else formatting.DASH,
                ui.Link(f"№ {row.receipt_number}", reverse("portal:receipt", args=[row.receipt_number]))
                if row.receipt_number
                else formatting.DASH,
            ],
            kind="quiet" if row.superseded_at else "",
        )
        for row in rows
    ]


def _reason(row: IndexReading) -> ui.Content:
    notes: list[ui.Content] = [wording.reason(row.reason)] if row.reason else []
    if row.rolled_over:
        notes.append(ui.Tag(_("through zero of the counter"), "progress"))
    if row.late:
        notes.append(ui.Tag(_("after the deadline"), "warning"))
    if mark := index_wording.past_closing(row):
        notes.append(ui.Tag(*mark))
    if row.superseded_at:
        notes.append(ui.Tag(_("replaced since"), "closed"))
    return ui.join(notes) if notes else formatting.DASH
