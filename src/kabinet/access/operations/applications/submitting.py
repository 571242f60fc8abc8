"""Sending an application: at the public page, or by the client's own administrator for a colleague."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from kabinet.access.models import Application, ApplicationPaper, ApplicationVersion
from kabinet.access.operations.applications.saving import take_step
from kabinet.access.queries import applications as queries
from kabinet.access.queries.applications import Match
from kabinet.access.queries.policy import policy
from kabinet.access.rules import applications as rules
from kabinet.access.rules.application_secrets import hash_of, secret_from
from kabinet.access.rules.applications import UNFINISHED, Applied, Origin, PaperKind, Status
from kabinet.access.telling.applications import tell_of_submission
from kabinet.files.models import StoredFile
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER
from kabinet.journal.operations import Actor
from kabinet.journal.rules import canonical, digest
from kabinet.organizations import queries as organizations

_SECRET = "kabinet.access.application"  # noqa: S105 (a salt)
_COMPARING = "an application is not sent twice, whoever sent the first one"


class AlreadyApplied(Refusal):
    """
    An application for the same person and contract is on its way.

    There are no facts: how it stands is told to nobody who has not sent it.
    """

    code = "access.already-applied"


@dataclass(frozen=True, slots=True)
class Paper:
    """A scan, already examined and kept, under the name its sender gave it."""

    kind: PaperKind
    stored: StoredFile
    name: str


def secret_of(key: str) -> str:
    """Return the secret of the application sent with this key: a second press of the button gives the same."""
    return secret_from(salted_hmac(_SECRET, key, algorithm="sha256").digest())


@operation
def submit_application(
    *, applied: Applied, papers: Sequence[Paper], language: str, address: str, key: str, now: datetime
) -> Application:
    """
    Take an application from somebody who is not signed in. A repeated key answers with the first one.

    :raises NotForClients, NothingWanted, RightsBeyond, AuthorityNotInForce: it cannot be applied for
    :raises AlreadyApplied: the same person's application for the contract is on its way
    """
    rules.check_applied(applied, on=timezone.localdate(now))
    match = queries.match(inn=applied.inn, contract_number=applied.contract_number)
    if known := _known(match, key):
        return known
    application = Application(origin=Origin.PUBLIC, language=language)
    actor = Actor(None, applied.full_name, address)
    return _submit(application, applied, match, papers, actor=actor, key=key, now=now)


@operation
def ask_for_colleague(
    *, viewer: Viewer, contract_id: int, applied: Applied, papers: Sequence[Paper], key: str, now: datetime
) -> Application:
    """
    Ask for a colleague's access to the contract, with no more rights than one's own.

    A repeated key answers with the first application.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer does not manage the contract's people
    :raises NotForClients, NothingWanted, RightsBeyond, AuthorityNotInForce: it cannot be applied for
    :raises AlreadyApplied: the same person's application for the contract is on its way
    """
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.MANAGE_PEOPLE, contract_id=contract_id)
    rules.check_applied(applied, within=viewer.grants[contract_id], on=timezone.localdate(now))
    match = queries.matched_with(contract)
    if known := _known(match, key):
        return known
    application = Application(origin=Origin.CABINET, asked_by_id=viewer.user_id)
    return _submit(application, applied, match, papers, actor=viewer, key=key, now=now)


def _known(match: Match, key: str) -> Application | None:
    """Return what the key was answered with before, holding the chain against a double click."""
    journal.lock_chain(match.organization_id or SUPPLIER)
    return Application.objects.everywhere(reason="the key is the form's own").filter(key=key).first()


def _submit(
    application: Application,
    applied: Applied,
    match: Match,
    papers: Sequence[Paper],
    *,
    actor: Viewer | Actor,
    key: str,
    now: datetime,
) -> Application:
    check_first(applied)
    application.key, application.version = key, 1
    application.number = secrets.token_hex(12)  # until the row has its own
    put_in(application, applied, match, now=now)
    application.save(force_insert=True)
    application.number = f"{timezone.localdate(now):%Y}-{application.pk:05d}"
    application.search = words_of(application)
    application.secret_hash = hash_of(number=application.number, secret=secret_of(key))
    save_version(application, applied, papers, actor=actor, now=now)
    tell_of_submission(application, at=now)
    return application


def check_first(applied: Applied, *, besides: int = 0) -> None:
    """:raises AlreadyApplied: the same person's application for the contract is on its way"""
    others = Application.objects.everywhere(reason=_COMPARING).filter(inn=applied.inn, status__in=UNFINISHED)
    for other in others.exclude(pk=besides):
        if _who_and_what(other.full_name, other.contract_number) == _who_and_what(
            applied.full_name, applied.contract_number
        ):
            raise AlreadyApplied


def _who_and_what(full_name: str, contract_number: str) -> tuple[str, str]:
    return rules.normal_person(full_name), rules.normal_contract_number(contract_number)


def put_in(application: Application, applied: Applied, match: Match, *, now: datetime) -> None:
    """Fill the row with what was typed, and with what it was matched with."""
    for name in Applied.__slots__:
        setattr(application, name, getattr(applied, name))
    application.rights = sorted(applied.rights)
    application.organization_id = match.organization_id
    application.contract, application.curator_id = match.contract, match.curator_id
    application.submitted_at = now
    application.answer_due_at = _answer_due_at(now)
    application.head_saw_at = None
    application.search = words_of(application)


def words_of(application: Application) -> str:
    words = (
        application.number,
        application.full_name,
        application.organization_name,
        application.inn,
        application.contract_number,
        application.email,
    )
    return " ".join(words).lower()[:1000]


def _answer_due_at(now: datetime) -> datetime:
    """Return the end of the day by which the supplier answers."""
    next_midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return next_midnight + timedelta(days=policy().answer_days + 1, seconds=-1)


def save_version(
    application: Application,
    applied: Applied,
    papers: Sequence[Paper],
    *,
    actor: Viewer | Actor,
    now: datetime,
) -> None:
    """Keep what was typed and sent as the version that it is, and take the step to received."""
    content = applied.content()
    ApplicationVersion(
        application=application, version=application.version, typed=content, submitted_at=now
    ).save(force_insert=True)
    add_papers(application, papers, now=now)
    data = {
        "version": application.version,
        "content_sha256": digest(canonical(content)),
        "papers": [paper.stored.sha256 for paper in papers],
    }
    take_step(application, Status.RECEIVED, actor=actor, data=data, at=now)


def add_papers(application: Application, papers: Sequence[Paper], *, now: datetime) -> None:
    rows = ApplicationPaper.objects.everywhere(reason="they are added to the applicant's own application")
    rows.bulk_create(
        ApplicationPaper(
            application=application,
            kind=paper.kind,
            file=paper.stored,
            name=paper.name,
            version=application.version,
            added_at=now,
        )
        for paper in papers
    )
