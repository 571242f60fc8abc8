"""Placing a document for one customer: the form, and the check before it is placed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.drafts import Draft
from kabinet.desk.forms.documents import PublishForm
from kabinet.desk.pages.days import local_day
from kabinet.documents.rules.words import ABOUT_MONEY, TO_BE_SIGNED
from kabinet.documents.wording import FULL_KIND
from kabinet.files.kinds import SCAN_TYPES, labels
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Contract, Organization
from kabinet.values.months import BillingMonth

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Publishing:
    """For whom, under which contracts, and on which day."""

    organization: Organization
    contracts: list[Contract]
    now: datetime

    @classmethod
    def load(cls, *, viewer: Viewer, organization_id: int, now: datetime) -> "Publishing":
        """
        Two queries.

        :raises OrganizationNotFound: it does not exist, or is not among the viewer's clients
        :raises NotAllowed: the viewer has no right to publish
        """
        viewer.check_may(Right.PUBLISH_DOCUMENTS)
        found = organizations.get_organization(viewer=viewer, organization_id=organization_id)
        contracts = organizations.contracts_of(viewer=viewer, organization_id=organization_id)
        return cls(found, contracts, now)

    def form(self, *args: Any, **options: Any) -> PublishForm:
        today = BillingMonth.of(local_day(self.now))
        return PublishForm(*args, contracts=self.contracts, today=today, **options)

    def initial(self) -> dict[str, Any]:
        today = local_day(self.now)
        return {"dated_on": today, "month": str(BillingMonth.of(today).previous)}

    @property
    def crumbs(self) -> ui.Breadcrumbs:
        url = row_address("desk:client", self.organization.pk)
        return ui.Breadcrumbs(
            [ui.Link(_("Customers"), reverse("desk:clients")), ui.Link(self.organization.name, url)]
        )


def form_page(publishing: Publishing, form: PublishForm, *, file_error: str) -> dict[str, Any]:
    size = _("up to %(size)d MB") % {"size": settings.UPLOAD_BYTES // _MEGABYTE}
    problems = list(form.summary.problems)
    if file_error:
        problems.append(ui.Problem(file_error, "id_file"))
    return {
        "form": form,
        "errors": problems,
        "summary": ui.ErrorSummary(problems),
        "organization": publishing.organization,
        "crumbs": publishing.crumbs,
        "upload": ui.Upload(
            field="file",
            label=_("File"),
            hint=f"{labels(SCAN_TYPES)}, {size}",
            accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff",
            several=False,
            errors=[file_error] if file_error else [],
        ),
    }


def check_page(publishing: Publishing, draft: Draft, *, problem: str) -> dict[str, Any]:
    signed = draft.signed()
    preview = row_address("desk:publish_preview", publishing.organization.pk)
    return {
        "organization": publishing.organization,
        "crumbs": publishing.crumbs,
        "draft": signed,
        "facts": _facts(publishing, draft),
        "errors": [problem] if problem else [],
        "summary": ui.ErrorSummary([ui.Problem(problem)] if problem else []),
        "preview_url": preview + ui.query_url({"draft": signed}),
    }


def _facts(publishing: Publishing, draft: Draft) -> ui.Facts:
    facts = draft.facts
    number = next(
        (one.number for one in publishing.contracts if one.pk == draft.contract_id), formatting.DASH
    )
    drawn = _("is drawn up from the stored figures of the month")
    amount = formatting.DASH if facts.amount is None else formatting.rub(facts.amount)
    return ui.Facts(
        [
            ui.Fact(_("Customer"), publishing.organization.name),
            ui.Fact(_("Contract"), number),
            ui.Fact(_("Kind"), str(FULL_KIND[facts.kind])),
            ui.Fact(_("Number"), facts.number),
            ui.Fact(_("Date"), formatting.day(facts.dated_on)),
            ui.Fact(_("Month"), formatting.month(facts.month) if facts.month else formatting.DASH),
            ui.Fact(_("Sum with VAT"), amount),
            ui.Fact(_("What it is about"), facts.title or formatting.DASH),
            ui.Fact(_("File"), draft.file_name if draft.file_id else drawn),
            ui.Fact(_("Who sees it"), _readers(draft)),
        ]
    )


def _readers(draft: Draft) -> str:
    kind = draft.facts.kind
    text = _("everybody of the customer with access to the contract")
    if kind in ABOUT_MONEY:
        text = _("those of the customer who may see money")
    if kind in TO_BE_SIGNED:
        text += ". " + _("The customer is asked to sign it and send back a scan")
    return text


def nothing_to_draw() -> str:
    return _(
        "The month has no figures to draw the document up from. Choose another month, or publish a file."
    )
