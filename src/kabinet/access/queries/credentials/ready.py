"""Applications that access is issued on."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from kabinet.access.models import Application, ApplicationPaper
from kabinet.access.queries.applications import ApplicationNotFound, list_papers, list_steps
from kabinet.access.queries.askers import asker_of, may_be_given
from kabinet.access.queries.credentials.words import all_words, in_text
from kabinet.access.rules.applications import AskerLacksRights, AuthorityKind, Status
from kabinet.access.rules.credentials import Authority, ContractEnded, NotReady, check_authority
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer

_GONE = "the officer had it before them a moment ago, and is told why it is gone"


def list_ready(*, viewer: Viewer, words: str = "", limit: int = 200) -> list[Application]:
    """Return what is ready to be issued, the oldest first; narrowed to what has all the words. One query."""
    rows = Application.objects.visible_to(viewer).filter(status=Status.READY)
    rows = rows.filter(all_words(words, anywhere=_in_application)).select_related("organization", "contract")
    return list(rows.order_by("submitted_at", "id")[:limit])


def _in_application(word: str) -> Q:
    return (
        Q(number__icontains=word)
        | Q(inn__startswith=word)
        | in_text("full_name", word)
        | in_text("organization_name", word)
    )


def get_ready(*, viewer: Viewer, number: str) -> Application:
    """
    Return the application that access is issued on. One query, or three.

    :raises ApplicationNotFound: there is none, or it has never come this far
    :raises NotReady: it was issued, stopped or returned
    """
    related = ("organization", "contract", "organization__curator", "asked_by")
    found = (
        Application.objects.everywhere(reason=_GONE).select_related(*related).filter(number=number).first()
    )
    if found is None or not viewer.may(Right.ISSUE_ACCESS):
        raise ApplicationNotFound
    if found.status == Status.READY:
        return found
    latest, *earlier = list_steps(found)
    if Status.READY not in {step.status for step in earlier}:
        raise ApplicationNotFound
    raise NotReady(status=latest.status, by=latest.by_name, at=latest.at, reason=latest.reason)


def get_paper(*, viewer: Viewer, paper_id: int) -> ApplicationPaper:
    """
    Return a scan of an application that is ready, or was issued.

    :raises ApplicationNotFound: there is no such scan among those
    """
    applications = Application.objects.visible_to(viewer)
    papers = ApplicationPaper.objects.everywhere(reason="limited to applications the viewer sees")
    found = papers.select_related("file").filter(pk=paper_id, application__in=applications).first()
    if found is None or not viewer.may(Right.ISSUE_ACCESS):
        raise ApplicationNotFound
    return found


def newest_papers(application: Application) -> list[ApplicationPaper]:
    """Return the scans that were checked: of each kind those of its latest version."""
    papers = list_papers(application)
    latest: dict[str, int] = {}
    for paper in papers:
        latest[paper.kind] = max(paper.version, latest.get(paper.kind, 0))
    return [paper for paper in papers if paper.version == latest[paper.kind]]


def authority_of(application: Application) -> Authority:
    return Authority(
        AuthorityKind(application.authority_kind),
        application.authority_number.strip().removeprefix("№").strip(),
        application.authority_from,
        application.authority_to,
    )


def rights_to_give(application: Application, *, on: date) -> frozenset[Right]:
    """Return the rights granted, but for those that whoever asked for a colleague does not have any more."""
    return frozenset(map(Right, application.rights)) & may_be_given(application, on=on)


def check_issuable(application: Application, *, given: Collection[Right], on: date) -> None:
    """
    Judge what no officer can do anything about.

    :raises AskerLacksRights: nothing is left to be given
    :raises ContractEnded, AuthorityExpired, AuthorityInFuture: access is not issued on the application any more
    """
    if not given:
        raise AskerLacksRights(asker=asker_of(application))
    contract = application.contract
    if contract is None or (contract.valid_to is not None and contract.valid_to <= on):
        ended = contract.valid_to if contract else on
        raise ContractEnded(contract=application.contract_number, day=ended)
    check_authority(authority_of(application), on=on)
