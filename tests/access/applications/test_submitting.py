"""Sending an application: once, matched with its contract, told to those who answer it; and correcting it."""

from datetime import date, datetime
from typing import Any

import pytest

from kabinet.access.models import Application, ApplicationPaper, ApplicationVersion
from kabinet.access.operations import applications
from kabinet.access.operations.applications import AlreadyApplied, NotReturned, Paper
from kabinet.access.queries import applications as queries
from kabinet.access.rules.application_secrets import hash_of
from kabinet.access.rules.applications import (
    UNFINISHED,
    AuthorityNotInForce,
    NotForClients,
    Outcome,
    PaperKind,
    RightsBeyond,
    Seen,
    Status,
    applied_from,
)
from kabinet.files import operations as files
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Right, Role
from kabinet.journal.operations import Actor
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.organizations.queries import ContractNotFound
from tests import factories
from tests.factories import MOSCOW, NOW, Cast

STRANGER = Actor(None, "Новикова Ольга Андреевна", "192.0.2.20")


def submit(*, key: str = "key", papers: list[Paper] | None = None, **changes: Any) -> Application:
    return applications.submit_application(
        applied=factories.applied(**changes),
        papers=papers or [],
        language="ru",
        address="192.0.2.20",
        key=key,
        now=NOW,
    )


def scan(text: str = "скан", kind: PaperKind = PaperKind.SIGNED_APPLICATION) -> Paper:
    stored = files.store_bytes(text.encode(), media_type="application/pdf", now=NOW)
    return Paper(kind, stored, f"{text}.pdf")


def correct(application: Application, *, asker: Any = STRANGER, seen: int = 1, **given: Any) -> Application:
    papers = given.pop("papers", [])
    return applications.correct_application(
        asker=asker,
        number=application.number,
        seen_version=seen,
        applied=factories.applied(**given),
        papers=papers,
        now=NOW,
    )


def told() -> list[tuple[int, str]]:
    notes = Notification.objects.everywhere(reason="test").order_by("id")
    return [(note.recipient_id, note.event.rpartition(".")[2]) for note in notes]


class TestSubmitting:
    def test_lands_with_the_curator_and_a_copy_with_the_head(self, cast: Cast) -> None:
        application = submit()

        assert (application.contract, application.curator_id) == (cast.contract, cast.curator.pk)
        assert told() == [(cast.curator.pk, "submitted"), (cast.head.pk, "copy")]

    def test_is_answered_by_the_end_of_the_third_day(self, cast: Cast) -> None:
        assert submit().answer_due_at == datetime(2026, 11, 26, 23, 59, 59, tzinfo=MOSCOW)

    @pytest.mark.parametrize(
        "typed", ["12-4-0345/26", "№ 12-4-0345/26", " 12-4-0345 / 26 ", "12\u20114\u20110345/26"]
    )
    def test_knows_the_contract_however_its_number_is_typed(self, cast: Cast, typed: str) -> None:
        assert submit(contract_number=typed).contract == cast.contract

    @pytest.mark.parametrize(
        "changes", [{"contract_number": "12-4-0777/26"}, {"inn": "1357924680"}, {"contract_number": "нет"}]
    )
    def test_of_a_contract_that_is_not_theirs_lands_with_the_head_alone(
        self, cast: Cast, changes: dict[str, str]
    ) -> None:
        application = submit(**changes)

        assert (application.contract, application.organization, application.curator) == (None, None, None)
        assert told() == [(cast.head.pk, "unknown")]

    def test_writes_to_the_applicant_without_the_secret_and_without_what_was_typed(self, cast: Cast) -> None:
        application = submit()

        letter = OutgoingEmail.objects.everywhere(reason="test").get(recipient=None)
        assert letter.address == application.email
        assert "26 ноября 2026" in letter.body
        assert applications.secret_of("key") not in letter.body
        assert "Новикова" not in letter.body + letter.subject

    def test_twice_with_one_key_is_one_application(self, cast: Cast) -> None:
        assert submit().number == submit().number
        assert Application.objects.everywhere(reason="test").count() == 1

    @pytest.mark.parametrize("status", sorted(UNFINISHED))
    def test_of_the_same_person_is_refused_and_tells_nothing_of_the_first(
        self, cast: Cast, status: Status
    ) -> None:
        factories.application(status)

        with pytest.raises(AlreadyApplied) as refused:
            submit(full_name="НОВИКОВА  Ольга Андреевна", contract_number="№12-4-0345/26")

        assert refused.value.facts == {}

    @pytest.mark.parametrize("status", [Status.REFUSED, Status.ISSUED])
    def test_again_is_taken_when_the_first_is_finished(self, cast: Cast, status: Status) -> None:
        factories.application(status)

        assert submit().status == Status.RECEIVED

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"authority_to": date(2026, 11, 22)}, AuthorityNotInForce),
            ({"authority_from": date(2026, 11, 24)}, AuthorityNotInForce),
            ({"role": Role.HEAD}, NotForClients),
            ({"rights": frozenset({Right.ADMINISTER})}, RightsBeyond),
        ],
    )
    def test_of_what_cannot_be_is_refused(
        self, cast: Cast, changes: dict[str, Any], refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            submit(**changes)

        assert Application.objects.everywhere(reason="test").count() == 0

    def test_is_taken_on_the_last_day_of_the_paper(self, cast: Cast) -> None:
        assert submit(authority_to=NOW.date()).status == Status.RECEIVED


class TestSecret:
    def test_opens_the_application_however_it_is_copied(self, cast: Cast) -> None:
        application = submit()
        secret = applications.secret_of("key")

        for typed in (secret, secret.lower(), secret.replace("-", " "), secret.translate(_CYRILLIC)):
            found = queries.open_application(number=application.number, inn=application.inn, secret=typed)
            assert found == application

    @pytest.mark.parametrize("wrong", [{"number": "2026-99999"}, {"inn": "1357924680"}, {"secret": "AAAA"}])
    def test_wrong_in_any_part_is_refused_alike(self, cast: Cast, wrong: dict[str, str]) -> None:
        application = submit()
        right = {
            "number": application.number,
            "inn": application.inn,
            "secret": applications.secret_of("key"),
        }

        with pytest.raises(queries.ApplicationNotFound):
            queries.open_application(**right | wrong)

    def test_is_kept_as_a_hash_alone(self, cast: Cast) -> None:
        application = submit()
        secret = applications.secret_of("key")

        assert application.secret_hash == hash_of(number=application.number, secret=secret)
        assert secret not in str(vars(application))


_CYRILLIC = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")


class TestCorrecting:
    def test_is_the_next_version_and_keeps_the_first_with_its_papers(self, cast: Cast) -> None:
        application = submit(papers=[scan("старый")])
        give_back(application, cast)

        corrected = correct(application, phone="+7 495 200-00-00", papers=[scan("новый")])

        assert (corrected.version, corrected.status) == (2, Status.RECEIVED)
        versions = ApplicationVersion.objects.everywhere(reason="test").order_by("version")
        phones = [applied_from(version.typed).phone for version in versions]
        assert phones == ["+7 495 100-00-07", "+7 495 200-00-00"]
        papers = ApplicationPaper.objects.everywhere(reason="test").order_by("version")
        assert [(paper.version, paper.name) for paper in papers] == [(1, "старый.pdf"), (2, "новый.pdf")]
        assert [step.status for step in queries.list_steps(corrected)] == ["received", "returned", "received"]

    def test_goes_to_whose_contract_it_is_now(self, cast: Cast) -> None:
        application = submit(contract_number="опечатка")
        give_back(application, cast)

        assert correct(application).curator_id == cast.curator.pk

    def test_pressed_twice_is_one_version(self, cast: Cast) -> None:
        application = submit()
        give_back(application, cast)

        assert correct(application).version == correct(application).version == 2

    @pytest.mark.parametrize("status", [Status.RECEIVED, Status.READY, Status.REFUSED])
    def test_is_refused_when_it_was_not_returned(self, cast: Cast, status: Status) -> None:
        with pytest.raises(NotReturned):
            correct(factories.application(status))

    def test_does_not_become_another_persons(self, cast: Cast) -> None:
        application = submit()
        give_back(application, cast)
        factories.application(full_name="Попов Пётр Петрович", key="other")

        with pytest.raises(AlreadyApplied):
            correct(application, full_name="Попов Пётр Петрович")


def give_back(application: Application, cast: Cast) -> None:
    applications.decide_application(
        viewer=factories.viewer_of(cast.head),
        number=application.number,
        seen=Seen(application.version, Status(application.status)),
        outcome=Outcome.RETURN,
        reason="Нет подписи",
        now=NOW,
    )


class TestScans:
    def add(self, application: Application, *papers: Paper, asker: Any = STRANGER) -> Application:
        return applications.add_scans(asker=asker, number=application.number, papers=papers, now=NOW)

    def test_are_added_while_the_application_is_on_its_way(self, cast: Cast) -> None:
        application = submit()

        self.add(application, scan())

        [paper] = queries.list_papers(application)
        assert (paper.name, paper.kind) == ("скан.pdf", PaperKind.SIGNED_APPLICATION)
        assert told()[-1] == (cast.curator.pk, "papers")

    def test_are_added_once(self, cast: Cast) -> None:
        application = submit()

        self.add(application, scan())
        self.add(application, scan())

        assert len(queries.list_papers(application)) == 1

    def test_are_not_added_to_a_finished_one(self, cast: Cast) -> None:
        with pytest.raises(NotReturned):
            self.add(factories.application(Status.REFUSED), scan())

    def test_are_no_flood(self, cast: Cast) -> None:
        application = submit()

        with pytest.raises(applications.TooManyPapers):
            self.add(application, *[scan(str(number)) for number in range(21)])

    def test_are_needed_to_be_added(self, cast: Cast) -> None:
        with pytest.raises(applications.NothingToAdd):
            self.add(submit())


class TestColleague:
    def ask(self, cast: Cast, *, by: Any = None, key: str = "colleague", **changes: Any) -> Application:
        return applications.ask_for_colleague(
            viewer=factories.viewer_of(by or cast.director),
            contract_id=cast.contract.pk,
            applied=factories.applied(**changes),
            papers=[],
            key=key,
            now=NOW,
        )

    def test_goes_the_same_way(self, cast: Cast) -> None:
        application = self.ask(cast)

        assert (application.origin, application.asked_by) == ("cabinet", cast.director)
        assert told() == [(cast.curator.pk, "submitted"), (cast.head.pk, "copy")]

    def test_tells_the_asker_of_each_step_and_the_colleague_when_to_come(self, cast: Cast) -> None:
        application = self.ask(cast)
        give_back(application, cast)
        correct(application, asker=factories.viewer_of(cast.director))
        applications.decide_application(
            viewer=factories.viewer_of(cast.curator),
            number=application.number,
            seen=Seen(2, Status.RECEIVED),
            outcome=Outcome.CLEAR,
            checks=["organization", "contract", "authority", "signed"],  # type: ignore[list-item]
            rights=[Right.SEE_SUPPLY],
            now=NOW,
        )

        mine = [event for person, event in told() if person == cast.director.pk]
        assert mine == ["returned", "ready"]
        letters = OutgoingEmail.objects.everywhere(reason="test").filter(recipient=None)
        assert [letter.address for letter in letters] == ["novikova@example.org"]

    def test_gets_no_right_that_the_asker_has_not(self, cast: Cast) -> None:
        membership = factories.member(cast.engineer, cast.neighbour_plant)
        factories.grant(membership, cast.neighbour_contract, [Right.MANAGE_PEOPLE, Right.SEE_SUPPLY])

        with pytest.raises(RightsBeyond):
            applications.ask_for_colleague(
                viewer=factories.viewer_of(cast.engineer),
                contract_id=cast.neighbour_contract.pk,
                applied=factories.applied(rights=frozenset({Right.SEE_MONEY})),
                papers=[],
                key="key",
                now=NOW,
            )

    def test_is_asked_for_by_who_manages_people(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            self.ask(cast, by=cast.engineer)

    def test_is_not_asked_for_at_a_foreign_contract(self, cast: Cast) -> None:
        with pytest.raises(ContractNotFound):
            self.ask(cast, by=cast.neighbour)

    def test_is_not_corrected_by_a_neighbour(self, cast: Cast) -> None:
        application = self.ask(cast)
        give_back(application, cast)

        with pytest.raises(queries.ApplicationNotFound):
            correct(application, asker=factories.viewer_of(cast.neighbour))


class TestMatching:
    def match(self, cast: Cast, application: Application, *, by: Any = None) -> Application:
        return applications.match_application(
            viewer=factories.viewer_of(by or cast.head),
            number=application.number,
            contract_id=cast.contract.pk,
            now=NOW,
        )

    def test_gives_the_application_to_the_contracts_curator(self, cast: Cast) -> None:
        application = self.match(cast, submit(contract_number="опечатка"))

        assert (application.contract, application.curator_id) == (cast.contract, cast.curator.pk)
        assert told()[-1] == (cast.curator.pk, "submitted")

    def test_is_the_heads(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            self.match(cast, submit(contract_number="опечатка"), by=cast.curator)

    def test_is_done_once(self, cast: Cast) -> None:
        application = submit(contract_number="опечатка")
        self.match(cast, application)

        with pytest.raises(applications.AlreadyDecided):
            self.match(cast, application)

    def test_stays_when_the_applicant_corrects_something_else(self, cast: Cast) -> None:
        application = self.match(cast, submit(contract_number="опечатка"))
        give_back(application, cast)

        corrected = correct(application, contract_number="опечатка", phone="+7 495 200-00-00")

        assert corrected.contract == cast.contract
