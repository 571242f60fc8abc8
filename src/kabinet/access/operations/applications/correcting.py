"""What the asking side adds to an application that is on its way: a correction after a return, signed scans."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from kabinet.access.models import Application
from kabinet.access.operations.applications.submitting import (
    Paper,
    add_papers,
    check_first,
    put_in,
    save_version,
)
from kabinet.access.queries import applications as queries
from kabinet.access.queries.applications import Match
from kabinet.access.rules import applications as rules
from kabinet.access.rules.applications import UNFINISHED, Applied, Status
from kabinet.access.telling.applications import tell_of_scans, tell_of_submission
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import CLIENT_RIGHTS, Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER
from kabinet.journal.operations import Actor

#: A flood of scans helps nobody who checks them.
MOST_PAPERS = 20


class TooManyPapers(Refusal):
    """Facts: most."""

    code = "access.application-too-many-papers"


class NothingToAdd(Refusal):
    code = "access.application-nothing-to-add"


class NotReturned(Refusal):
    """The application is not the asker's to correct now. Facts: status."""

    code = "access.application-not-returned"


@operation
def correct_application(
    *,
    asker: Viewer | Actor,
    number: str,
    seen_version: int,
    applied: Applied,
    papers: Sequence[Paper],
    now: datetime,
) -> Application:
    """
    Send a returned application again, as its next version. What was sent before stays as it was.

    `asker` is the client's administrator, or an applicant of whom the door knows that they have opened it.
    A second press of the button finds the version sent, and changes nothing.

    :raises ApplicationNotFound: it is not the asker's
    :raises NotReturned: it waits for the supplier, or is finished
    :raises NotForClients, NothingWanted, RightsBeyond, AuthorityNotInForce: it cannot be applied for
    :raises AlreadyApplied: another application of the same person for the contract is on its way
    """
    application = _own(asker, number)
    if application.version == seen_version + 1 and application.status in UNFINISHED:
        return application
    if application.status != Status.RETURNED or application.version != seen_version:
        raise NotReturned(status=application.status)
    rules.check_applied(applied, within=_within(asker, application), on=timezone.localdate(now))
    match = _match(application, applied)
    journal.lock_chain(match.organization_id or SUPPLIER)
    check_first(applied, besides=application.pk)
    application.version += 1
    if isinstance(asker, Viewer):
        # It is their word from now on, and their rights bound it.
        application.asked_by_id = asker.user_id
    put_in(application, applied, match, now=now)
    save_version(application, applied, papers, actor=asker, now=now)
    tell_of_submission(application, at=now)
    return application


def check_room(application: Application, files: Sequence[tuple[str, int]]) -> None:
    """
    Judge, before any file is taken in, whether the application still takes these: their names and sizes.

    What is there already under the same name and of the same size is taken for a second press of the button.

    :raises NotReturned: it is finished, and takes no more papers
    :raises TooManyPapers: it would have more than it may have
    """
    if application.status not in UNFINISHED:
        raise NotReturned(status=application.status)
    known = [(paper.name, paper.file.size) for paper in queries.list_papers(application)]
    if len(known) + len(set(files) - set(known)) > MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)


@operation
def add_scans(*, asker: Viewer | Actor, number: str, papers: Sequence[Paper], now: datetime) -> Application:
    """
    Add scans to an application that is on its way: the signed application, above all.

    :raises ApplicationNotFound: it is not the asker's
    :raises NothingToAdd: there is no file
    :raises NotReturned: it is finished, and takes no more papers
    :raises TooManyPapers: it has as many as it may have
    """
    application = _own(asker, number)
    if not papers:
        raise NothingToAdd
    if application.status not in UNFINISHED:
        raise NotReturned(status=application.status)
    known = {(paper.file_id, paper.kind) for paper in queries.list_papers(application)}
    new = [paper for paper in papers if (paper.stored.pk, paper.kind) not in known]
    if len(known) + len(new) > MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)
    if new:
        _add(application, new, asker=asker, now=now)
    return application


def _add(application: Application, papers: Sequence[Paper], *, asker: Viewer | Actor, now: datetime) -> None:
    add_papers(application, papers, now=now)
    journal.record(
        "access.application.papers_added",
        viewer=asker,
        organization_id=application.organization_id or SUPPLIER,
        subject=f"application:{application.number}",
        data={"papers": [paper.stored.sha256 for paper in papers]},
        at=now,
    )
    tell_of_scans(application, at=now)


def _own(asker: Viewer | Actor, number: str) -> Application:
    """Return the asker's own application, kept from others until the transaction ends."""
    if isinstance(asker, Viewer):
        asker.check_may(Right.MANAGE_PEOPLE)
        queries.get_asked(viewer=asker, number=number)
    rows = Application.objects.everywhere(reason="the asker was judged just now, or by the door")
    found = rows.select_for_update(of=("self",)).select_related("contract").filter(number=number).first()
    if found is None:
        raise queries.ApplicationNotFound
    return found


def _within(asker: Viewer | Actor, application: Application) -> frozenset[Right]:
    if isinstance(asker, Viewer) and application.contract_id is not None:
        return asker.grants[application.contract_id]
    return CLIENT_RIGHTS


def _match(application: Application, applied: Applied) -> Match:
    """Return what the correction is matched with; what the head has found stays while the numbers do."""
    found = queries.match(inn=applied.inn, contract_number=applied.contract_number)
    same = (application.inn, application.contract_number) == (applied.inn, applied.contract_number)
    if found.contract is None and same and application.contract is not None:
        return queries.matched_with(application.contract)
    return found
