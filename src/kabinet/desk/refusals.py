"""The areas' refusals in the words of the desk."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from kabinet.access import wording as access
from kabinet.access.wording import applications, credentials, members, staff
from kabinet.documents import wording as documents
from kabinet.files import wording as files
from kabinet.foundation import formatting
from kabinet.foundation.refusal import NotAllowed, NotFound, Refusal
from kabinet.metering import wording as metering
from kabinet.requests import wording as requests
from kabinet.requests.rules.words import Status
from kabinet.settlements import wording as settlements
from kabinet.values.months import BillingMonth

_REFUSALS = {
    **requests.REFUSALS,
    **metering.REFUSALS,
    **documents.REFUSALS,
    **settlements.REFUSALS,
    **files.REFUSALS,
    **access.REFUSALS,
    **credentials.REFUSALS,
    **applications.REFUSALS,
    **members.REFUSALS,
    **staff.REFUSALS,
}


def words_of(refusal: Refusal) -> str:
    """Return the sentence that the person reads."""
    if isinstance(refusal, NotAllowed):
        return _("Your role has no right to do this.")
    if refusal.facts.get("status") == Status.SUBMITTED:
        return _("The customer sent a new version at %(at)s. Look at it first.") % _readable(refusal)
    if isinstance(refusal, NotFound) and refusal.code not in _REFUSALS:
        return _("There is no such item, or it is not yours.")
    if refusal.code.endswith("already-decided"):
        return _("%(by)s decided this at %(at)s. Nothing was changed.") % _readable(refusal)
    return str(_REFUSALS.get(refusal.code, _("This cannot be done."))) % _readable(refusal)


def _readable(refusal: Refusal) -> dict[str, str]:
    return {name: _fact(value) for name, value in refusal.facts.items()}


def _fact(value: object) -> str:
    if isinstance(value, datetime):
        return formatting.moment(value)
    if isinstance(value, BillingMonth):
        return formatting.month(value)
    return formatting.day(value) if isinstance(value, date) else str(value)
