"""The form of an application, and the page to check before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kabinet.access.operations.applications import AlreadyApplied, NotReturned
from kabinet.access.rules.applications import (
    Applied,
    AuthorityKind,
    AuthorityNotInForce,
    NotForClients,
    NothingWanted,
    RightsBeyond,
)
from kabinet.access.wording import ROLE
from kabinet.access.wording.applications import AUTHORITY, REFUSALS, STATUS
from kabinet.foundation import formatting, ui
from kabinet.foundation.refusal import Refusal
from kabinet.portal.forms.applications import AnyForm
from kabinet.portal.forms.representatives import wanted_words
from kabinet.portal.pages import scans
from kabinet.portal.uploads import Batch

FIELD = scans.FIELD

#: What an operation refuses about what was typed; the form says so, at the field where it has one.
REFUSED = (AlreadyApplied, NotReturned, AuthorityNotInForce, NotForClients, NothingWanted, RightsBeyond)
_FIELD_OF: dict[type[Refusal], str] = {
    RightsBeyond: "rights",
    NothingWanted: "rights",
    NotForClients: "role",
    AuthorityNotInForce: "authority_from",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the form: `lead` says what it is for, `back` where a person goes who gives up."""

    title: str
    lead: str
    back: ui.Link
    public: bool = True
    crumbs: ui.Breadcrumbs | None = None
    notice: ui.Notice | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, those of a row beside each other where there is room."""

    title: str
    rows: Sequence[Sequence[BoundField]]
    takes_scans: bool = False


_GROUPS: tuple[tuple[str | Promise, tuple[tuple[str, ...], ...]], ...] = (
    (
        gettext_lazy("Organization and contract"),
        (
            ("inn", "kpp", "ogrn"),
            ("organization_name",),
            ("contract_number", "contract_dated_on"),
            ("contract",),
        ),
    ),
    (gettext_lazy("Representative"), (("full_name",), ("position",), ("phone", "email"))),
    (
        gettext_lazy("Authority"),
        (("authority_kind",), ("authority_number",), ("authority_from", "authority_to")),
    ),
    (gettext_lazy("Work in the cabinet"), (("role",), ("rights",))),
)
_WITH_SCANS = 2


def form_page(form: AnyForm, *, frame: Frame, batch: Batch) -> dict[str, Any]:
    problems = [ui.Problem(text, f"id_{FIELD}") for text in batch.problems]
    summary = form.summary.problems if form.is_bound else []
    return {
        "form": form,
        "frame": frame,
        "errors": bool(problems or summary),
        "summary": ui.ErrorSummary([*summary, *problems]),
        "groups": [
            Group(str(title), _rows(form, rows), takes_scans=position == _WITH_SCANS)
            for position, (title, rows) in enumerate(_GROUPS)
        ],
        "upload": scans.upload_part(batch.problems, label=_("Scan of the power of attorney or order")),
        "has_kept": bool(batch.files),
    }


def _rows(form: AnyForm, rows: Sequence[Sequence[str]]) -> list[list[BoundField]]:
    """Return the fields that this form has; a group of a form without any is left out by the template."""
    found = [[form[name] for name in row if name in form.fields] for row in rows]
    return [row for row in found if row]


def kept_choices(batch: Batch) -> list[tuple[str, str]]:
    return scans.kept_choices(batch)


def refuse(form: AnyForm, refusal: Refusal) -> None:
    """Say in the form why it was not taken."""
    form.add_error(_FIELD_OF.get(type(refusal)), refusal_words(refusal))


def refusal_words(refusal: Refusal) -> str:
    facts: Mapping[str, object] = refusal.facts
    shown = {name: str(value) for name, value in facts.items()} | {"hotline": settings.BRAND["hotline"]}
    for name in ("at", "until"):
        if name in facts:
            shown[name] = formatting.moment(facts[name])  # type: ignore[arg-type]
    if "status" in facts:
        shown["status"] = str(STATUS[str(facts["status"])]).lower()
    if "day" in facts:
        shown["day"] = formatting.day(facts["day"])  # type: ignore[arg-type]
    return str(REFUSALS[refusal.code]) % shown


def check(form: AnyForm, *, frame: Frame, batch: Batch, warning: str) -> dict[str, Any]:
    """Return what the page to check shows of a form that is valid."""
    applied = form.applied()
    return {
        "frame": frame,
        "warning": ui.Notice(warning, kind="warning") if warning else None,
        "hidden": [(name, value) for name in form.fields for value in form.data.getlist(name)],  # type: ignore[attr-defined]
        "sections": [
            (_("Organization and contract"), organization_facts(applied)),
            (_("Representative"), person_facts(applied)),
            (_("Authority"), ui.Facts([*authority_facts(applied), _scans_fact(batch)])),
            (_("Work in the cabinet"), work_facts(applied)),
        ],
    }


def organization_facts(applied: Applied) -> ui.Facts:
    day = formatting.day(applied.contract_dated_on) if applied.contract_dated_on else ""
    contract = _("No. %(number)s of %(day)s") % {"number": applied.contract_number, "day": day}
    return ui.Facts(
        [
            ui.Fact(_("Organization"), applied.organization_name),
            ui.Fact(_("INN"), applied.inn),
            ui.Fact(_("KPP"), applied.kpp or formatting.DASH),
            ui.Fact(_("OGRN"), applied.ogrn),
            ui.Fact(_("Contract"), contract),
        ]
    )


def person_facts(applied: Applied) -> ui.Facts:
    return ui.Facts(
        [
            ui.Fact(_("Surname, name, patronymic"), applied.full_name),
            ui.Fact(_("Position"), applied.position),
            ui.Fact(_("Telephone"), applied.phone),
            ui.Fact(_("E-mail"), applied.email),
        ]
    )


def authority_facts(applied: Applied) -> list[ui.Fact]:
    return [
        ui.Fact(_("Acts on"), authority_words(applied)),
        ui.Fact(_("Holds"), days_words(applied)),
    ]


def authority_words(applied: Applied) -> str:
    """Return «Доверенность № 21», or the charter alone."""
    kind = str(AUTHORITY[applied.authority_kind])
    if applied.authority_kind is AuthorityKind.CHARTER:
        return kind
    return _("%(kind)s No. %(number)s") % {"kind": kind, "number": applied.authority_number}


def days_words(applied: Applied) -> str:
    since = formatting.day(applied.authority_from)
    if applied.authority_to is None:
        return _("from %(since)s, without a last day") % {"since": since}
    until = formatting.day(applied.authority_to)
    return _("from %(since)s until %(until)s") % {"since": since, "until": until}


def _scans_fact(batch: Batch) -> ui.Fact:
    names = ", ".join(one.name for one in batch.files)
    return ui.Fact(
        _("Scans"), names or _("none yet: they can be added later, the original is shown at the issue")
    )


def work_facts(applied: Applied) -> ui.Facts:
    rights = ui.join(wanted_words(applied.rights), "<br>")
    return ui.Facts(
        [ui.Fact(_("Role"), str(ROLE[applied.role])), ui.Fact(_("What the representative is to do"), rights)]
    )
