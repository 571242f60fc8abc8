"""The policy of access, with its versions."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.policy import AccessPolicy, list_policies
from kabinet.access.wording import ROLE
from kabinet.desk.forms.policy import PolicyForm
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation import formatting, ui


def policy(*, form: PolicyForm) -> dict[str, Any]:
    """Return what the policy's page shows. One query."""
    return {"crumbs": crumbs(), "form": form, "versions": _versions(list_policies())}


def _versions(versions: list[AccessPolicy]) -> ui.Table:
    labels = [
        pgettext("policy", "Set"),
        _("By whom"),
        _("Code, days"),
        _("Answer, days"),
        _("Consent, days"),
        _("Session, hours"),
        _("Second factor"),
    ]
    numeric = {2, 3, 4, 5}
    return ui.Table(
        caption=_("Versions of the policy"),
        columns=[ui.Column(label, numeric=place in numeric) for place, label in enumerate(labels)],
        rows=[_row(one) for one in versions],
        empty=ui.Empty(_("No policy has been set yet"), _("The figures above are those of Kabinet itself.")),
        stack=True,
    )


def _row(version: AccessPolicy) -> ui.Row:
    roles = ", ".join(str(ROLE[role]) for role in version.second_factor_roles)
    return ui.Row(
        [
            formatting.moment(version.set_at),
            version.set_by,
            str(version.code_days),
            str(version.answer_days),
            str(version.consent_days),
            str(version.session_hours),
            roles or _("nobody is obliged"),
        ]
    )
