"""Reading applications: those that wait, one of them with its way, and the applicant's own by number and secret."""

import hmac
from dataclasses import dataclass

from kabinet.access.models import (
    Application,
    ApplicationPaper,
    ApplicationStep,
    ApplicationVersion,
)
from kabinet.access.queries.curators import curator_of
from kabinet.access.rules.application_secrets import hash_of
from kabinet.access.rules.applications import Applied, Origin, Status, applied_from, normal_contract_number
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import Contract

#: Doors name these types and never import the tables.
__all__ = [
    "Application",
    "ApplicationNotFound",
    "ApplicationPaper",
    "ApplicationStep",
    "get_application",
    "get_applied",
    "get_asked",
    "get_opened",
    "get_paper",
    "list_papers",
    "list_steps",
    "match",
    "open_application",
]

_OPENED = "the applicant gave number, secret and ИНН"
_MATCHING = "what a stranger typed is compared with our contracts, and nothing of them is shown"
_ALONG = "the application was found as the viewer's"


class ApplicationNotFound(NotFound):
    code = "access.application-not-found"


def get_application(*, viewer: Viewer, number: str) -> Application:
    """:raises ApplicationNotFound: it does not exist, or the viewer has no hand in it"""
    rows = Application.objects.visible_to(viewer).select_related(
        "organization__curator", "contract", "user", "asked_by"
    )
    found = rows.filter(number=number).first()
    if found is None:
        raise ApplicationNotFound
    return found


def get_asked(*, viewer: Viewer, number: str) -> Application:
    """
    Return an application for a colleague, to those who manage the people of its contract.

    :raises ApplicationNotFound: it does not exist, was sent by a stranger, or is not the viewer's
    """
    found = get_application(viewer=viewer, number=number)
    if viewer.is_staff or found.origin != Origin.CABINET:
        raise ApplicationNotFound
    return found


def get_applied(application: Application) -> Applied:
    """Return what was typed into the latest version of an application that the caller has found."""
    versions = ApplicationVersion.objects.everywhere(reason=_ALONG)
    return applied_from(versions.get(application=application, version=application.version).typed)


def list_steps(application: Application) -> list[ApplicationStep]:
    """Return the way of an application that the caller has found, the latest step first."""
    steps = ApplicationStep.objects.everywhere(reason=_ALONG).filter(application=application)
    return list(steps.order_by("-at", "-id"))


def list_papers(application: Application) -> list[ApplicationPaper]:
    """Return the scans of an application that the caller has found, those of the latest version first."""
    papers = ApplicationPaper.objects.everywhere(reason=_ALONG).filter(application=application)
    return list(papers.select_related("file").order_by("-version", "id"))


def status_before_stop(application: Application) -> Status:
    """Return where a stopped application goes on."""
    statuses = (Status(step.status) for step in list_steps(application))
    return next((one for one in statuses if one is not Status.STOPPED), Status.RECEIVED)


def get_paper(*, viewer: Viewer, number: str, paper_id: int) -> ApplicationPaper:
    """:raises ApplicationNotFound: the viewer has no hand in the application, or it has no such paper"""
    application = get_application(viewer=viewer, number=number)
    papers = ApplicationPaper.objects.everywhere(reason=_ALONG).filter(application=application, pk=paper_id)
    found = papers.select_related("file").first()
    if found is None:
        raise ApplicationNotFound
    return found


# --- The applicant, who is not signed in ---


def open_application(*, number: str, inn: str, secret: str) -> Application:
    """
    Return the application to whoever knows all three; whichever is wrong, the refusal is the same.

    :raises ApplicationNotFound: one of the three is wrong
    """
    found = Application.objects.everywhere(reason=_OPENED).filter(number=number).first()
    kept = found.secret_hash if found else hash_of(number="", secret="")
    fits = hmac.compare_digest(kept, hash_of(number=number, secret=secret))
    if found is None or not fits or not hmac.compare_digest(found.inn.encode(), inn.encode()):
        raise ApplicationNotFound
    return found


def get_opened(*, number: str) -> Application:
    """
    Return the application that the applicant has opened before; the door vouches for that.

    :raises ApplicationNotFound: there is none
    """
    rows = Application.objects.everywhere(reason=_OPENED).select_related("organization", "contract")
    found = rows.filter(number=number).first()
    if found is None:
        raise ApplicationNotFound
    return found


# --- Matching ---


@dataclass(frozen=True, slots=True)
class Match:
    """The contract that an application is for, and who has it in their queue: None is the head."""

    contract: Contract | None
    curator_id: int | None

    @property
    def organization_id(self) -> int | None:
        return self.contract.organization_id if self.contract else None


def match(*, inn: str, contract_number: str) -> Match:
    """Find the contract by its number and its owner's ИНН."""
    contracts = Contract.objects.everywhere(reason=_MATCHING).filter(organization__inn=inn)
    wanted = normal_contract_number(contract_number)
    for contract in contracts.select_related("organization").order_by("-valid_from", "id"):
        if normal_contract_number(contract.number) == wanted:
            return matched_with(contract)
    return Match(None, None)


def matched_with(contract: Contract) -> Match:
    curator = curator_of(organization_id=contract.organization_id)
    return Match(contract, curator.user_id if curator.role is Role.CURATOR else None)
