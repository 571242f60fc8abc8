"""Chains, receipts, sightings and seals; what verification finds when somebody wrote past the triggers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations, queries
from kabinet.journal.models import SUPPLIER, Chain, Receipt, Record, Seal, Sighting
from kabinet.journal.operations import Actor
from kabinet.journal.queries import link_of
from kabinet.journal.rules import GENESIS
from tests import factories
from tests.factories import NOW, Cast

TABLES = ("journal_record", "journal_receipt", "journal_sighting", "journal_seal")


@pytest.fixture
def director(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.director)


@pytest.fixture
def curator(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.curator)


def note(organization_id: int = SUPPLIER, **changes: Any) -> Record:
    options = {"viewer": Actor(None, "Проверка"), "subject": "thing:1", "data": {"a": 1}, "at": NOW} | changes
    return operations.record("tests.noted", organization_id=organization_id, **options)


def give(cast: Cast, viewer: Viewer, *, key: str = "k", subject: str = "volumes:1") -> Receipt:
    return operations.give_receipt(
        "tests.volumes",
        viewer=viewer,
        organization_id=cast.plant.pk,
        contract_id=cast.contract.pk,
        subject=subject,
        content={"volume": "1.5", "key": key},
        at=NOW,
        deadline=operations.Deadline(NOW + timedelta(hours=1), "Пункт 4.3"),
        key=key,
    )


@contextmanager
def past_the_triggers() -> Iterator[Any]:
    """Give a cursor to somebody who owns the database, and lets no trigger hinder them."""
    with connection.cursor() as cursor:
        place = " ON {}" if connection.vendor == "postgresql" else ""
        for table in TABLES:
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER {table}_{verb}{place.format(table)}")
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield cursor


def tamper(statement: str, *values: object) -> None:
    with past_the_triggers() as cursor:
        cursor.execute(statement, values)


def reasons() -> list[str]:
    return [broken.reason for broken in queries.verify_chains()]


class TestRecord:
    def test_continues_the_one_before_it(self, db: None) -> None:
        first, second = note(5), note(5)

        assert (first.position, second.position) == (1, 2)
        assert (first.previous_hash, second.previous_hash) == (GENESIS, first.hash)
        assert queries.verify_chains() == []

    def test_chains_of_two_organizations_know_nothing_of_each_other(self, db: None) -> None:
        note(5)
        other = note(6)

        assert (other.position, other.previous_hash) == (1, GENESIS)

    def test_keeps_who_acted_and_from_where(self, db: None) -> None:
        entry = note(viewer=Actor(None, "Команда", "192.0.2.7"))

        assert (entry.actor_id, entry.actor_name, entry.address) == (None, "Команда", "192.0.2.7")

    def test_that_is_rolled_back_leaves_the_chain_as_it_was(self, db: None) -> None:
        note(5)
        with transaction.atomic():
            note(5)
            transaction.set_rollback(True)

        assert note(5).position == 2
        assert queries.verify_chains() == []


class TestTriggers:
    @pytest.mark.parametrize("table", TABLES)
    @pytest.mark.parametrize(
        "statement", ["UPDATE {} SET id = id + 1000", "DELETE FROM {}"], ids=["update", "delete"]
    )
    def test_refuse_to_change_what_was_written(
        self, cast: Cast, director: Viewer, curator: Viewer, table: str, statement: str
    ) -> None:
        give(cast, director)
        operations.note_sighting(viewer=curator, subject="volumes:1", at=NOW)
        operations.seal_chains(now=NOW)

        with (
            pytest.raises(IntegrityError, match="only ever added"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table))

        assert queries.verify_chains() == []


class TestVerification:
    @pytest.mark.parametrize(
        ("statement", "position", "reason"),
        [
            ("UPDATE journal_record SET data = '{}' WHERE position = 2", 2, "was changed after"),
            ("UPDATE journal_record SET actor_name = 'Иной' WHERE position = 3", 3, "was changed after"),
            ("DELETE FROM journal_record WHERE position = 2", 2, "is missing"),
            ("DELETE FROM journal_record WHERE position = 4", 4, "shorter"),
            ("UPDATE journal_record SET previous_hash = hash WHERE position = 1", 1, "does not continue"),
            ("DELETE FROM journal_chain", 5, "shorter"),
        ],
    )
    def test_names_the_first_record_that_does_not_fit(
        self, db: None, statement: str, position: int, reason: str
    ) -> None:
        for _ in range(4):
            note(5)

        tamper(statement)

        [broken] = queries.verify_chains()
        assert (broken.organization_id, broken.position) == (5, position)
        assert reason in broken.reason

    def test_one_broken_chain_leaves_the_others_whole(self, db: None) -> None:
        note(5)
        note(6)

        tamper("UPDATE journal_record SET subject = 'thing:2' WHERE organization_id = 6")

        assert [broken.organization_id for broken in queries.verify_chains()] == [6]

    @pytest.mark.parametrize(
        "change",
        [
            "content = '{}'",
            "content_hash = 'a'",
            "actor_name = 'Иной'",
            "subject = 'b'",
            "deadline_at = NULL",
        ],
    )
    def test_finds_a_receipt_that_says_something_else(
        self, cast: Cast, director: Viewer, change: str
    ) -> None:
        receipt = give(cast, director)
        assert queries.is_intact(receipt)

        tamper(f"UPDATE journal_receipt SET {change}")

        receipt = Receipt.objects.everywhere(reason="test").select_related("record").get()
        assert not queries.is_intact(receipt)
        assert reasons() == [f"receipt {receipt.number} was changed"]

    def test_finds_a_changed_seal(self, db: None) -> None:
        note(5)
        operations.seal_chains(now=NOW)

        tamper("UPDATE journal_seal SET heads = 'nothing'")

        assert len(reasons()) == 1
        assert "the seal of 2026-11-23" in reasons()[0]

    def test_finds_a_chain_that_was_written_anew_after_it_was_sealed(self, db: None) -> None:
        entry = note(5)
        operations.seal_chains(now=NOW)

        entry.data = '{"a":2}'
        forged = link_of(entry).hash
        with past_the_triggers() as cursor:
            cursor.execute("UPDATE journal_record SET data = %s, hash = %s", [entry.data, forged])
            cursor.execute("UPDATE journal_chain SET head_hash = %s", [forged])

        assert reasons() == ["is another than the one that was sealed"]

    def test_finds_a_chain_that_was_cut_short_after_it_was_sealed(self, db: None) -> None:
        first = note(5)
        note(5)
        operations.seal_chains(now=NOW)

        with past_the_triggers() as cursor:
            cursor.execute("DELETE FROM journal_record WHERE position = 2")
            cursor.execute("UPDATE journal_chain SET length = 1, head_hash = %s", [first.hash])

        assert reasons() == ["the chain is shorter than its head or a seal says"]


class TestReceipt:
    def test_is_numbered_by_month_and_record(self, cast: Cast, director: Viewer) -> None:
        receipt = give(cast, director)

        assert re.fullmatch(r"2026-11-\d{7,}", receipt.number)
        assert receipt.record.event == "tests.volumes.submitted"
        assert receipt.content_hash in receipt.record.data
        assert receipt.authority == "Доверенность № 17 от 12.01.2026"

    def test_is_found_again_by_the_same_key_of_the_same_person(self, cast: Cast, director: Viewer) -> None:
        receipt = give(cast, director)

        def find(viewer: Viewer, key: str) -> Receipt | None:
            return operations.find_receipt(viewer=viewer, organization_id=cast.plant.pk, key=key)

        assert find(director, "k") == receipt
        assert find(director, "other") is None
        assert find(factories.viewer_of(cast.engineer), "k") is None

    def test_is_given_once_a_key(self, cast: Cast, director: Viewer) -> None:
        give(cast, director)

        with pytest.raises(IntegrityError), transaction.atomic():
            give(cast, director)

    def test_is_seen_by_the_people_of_its_contract_and_their_curator(
        self, cast: Cast, director: Viewer
    ) -> None:
        number = give(cast, director).number
        other = factories.user("other", role=cast.curator.role)

        for person in (cast.director, cast.engineer, cast.curator, cast.head):
            assert queries.get_receipt(viewer=factories.viewer_of(person), number=number).number == number
        for person in (cast.neighbour, other):
            with pytest.raises(queries.ReceiptNotFound):
                queries.get_receipt(viewer=factories.viewer_of(person), number=number)


class TestSighting:
    def test_is_noted_the_first_time_only(self, cast: Cast, director: Viewer, curator: Viewer) -> None:
        give(cast, director)
        head = factories.viewer_of(cast.head)

        operations.note_sighting(viewer=curator, subject="volumes:1", at=NOW)
        operations.note_sighting(viewer=head, subject="volumes:1", at=NOW + timedelta(hours=1))

        seen = Sighting.objects.everywhere(reason="test").get()
        assert (seen.by_name, seen.at) == (cast.curator.full_name, NOW)

    def test_the_clients_own_look_is_none(self, cast: Cast, director: Viewer) -> None:
        give(cast, director)

        operations.note_sighting(viewer=director, subject="volumes:1", at=NOW)

        assert not Sighting.objects.everywhere(reason="test").exists()

    def test_is_noted_for_the_newest_receipt_of_the_subject(
        self, cast: Cast, director: Viewer, curator: Viewer
    ) -> None:
        give(cast, director, key="first")
        second = give(cast, director, key="second")

        operations.note_sighting(viewer=curator, subject="volumes:1", at=NOW)

        assert Sighting.objects.everywhere(reason="test").get().receipt == second


class TestSeal:
    def test_binds_the_heads_of_all_chains(self, db: None) -> None:
        note(5)
        head = note(6)

        seal = operations.seal_chains(now=NOW)

        assert f'"6":"1:{head.hash}"' in seal.heads
        assert queries.latest_seal_at() == NOW
        assert queries.verify_chains() == []

    def test_stays_valid_while_the_chains_go_on(self, db: None) -> None:
        note(5)
        first = operations.seal_chains(now=NOW)
        note(5)
        second = operations.seal_chains(now=NOW)

        assert first.root != second.root
        assert Seal.objects.count() == 2
        assert queries.verify_chains() == []

    def test_there_is_none_at_first(self, db: None) -> None:
        assert queries.latest_seal_at() is None


class TestGates:
    def test_records_are_read_by_head_and_administrator_alone(self, cast: Cast) -> None:
        note(cast.plant.pk)
        administrator = factories.user("admin", role=Role.ADMINISTRATOR)

        read = {
            person.username: len(queries.list_records(viewer=factories.viewer_of(person)))
            for person in (cast.head, administrator, cast.curator, cast.director, cast.neighbour)
        }

        assert read == {"orlov": 1, "admin": 1, "petrova": 0, "kuznetsov": 0, "smirnov": 0}

    def test_records_are_listed_newest_first_and_by_what_was_asked_for(self, cast: Cast) -> None:
        head = factories.viewer_of(cast.head)
        old = note(cast.plant.pk, subject="thing:7")
        new = note(cast.neighbour_plant.pk, at=NOW + timedelta(hours=1))

        assert queries.list_records(viewer=head) == [new, old]
        assert queries.list_records(viewer=head, subject="thing:7") == [old]
        assert queries.list_records(viewer=head, organization_id=cast.neighbour_plant.pk) == [new]
        assert queries.list_records(viewer=head, skip=1, limit=1) == [old]

    def test_heads_and_sightings_are_nobodys(self, cast: Cast) -> None:
        note(cast.plant.pk)

        assert not Chain.objects.visible_to(factories.viewer_of(cast.head)).exists()
        assert not Sighting.objects.visible_to(factories.viewer_of(cast.head)).exists()
