"""The first administrator of a new installation comes from the console, with a code that the journal tells of."""

import json

import pytest

from kabinet.access.models import User
from kabinet.access.operations.console_codes import admit_from_console
from kabinet.access.operations.staff import StaffFacts
from kabinet.access.rules.codes import as_printed
from kabinet.access.rules.staff import NotForStaff, WorksAlready
from kabinet.foundation.rights import Role
from kabinet.journal.models import Record
from tests.factories import NOW

pytestmark = pytest.mark.django_db

FACTS = StaffFacts("Климов Павел Николаевич", Role.ADMINISTRATOR, "администратор", "", "")


class TestAdmitFromConsole:
    def test_gives_a_code_that_waits_to_be_replaced(self) -> None:
        done = admit_from_console(facts=FACTS, now=NOW)

        user = User.objects.get(username="klimov.pn")
        assert user.check_password(done.code)
        assert as_printed(done.code.lower()) == done.code
        assert user.code_expires_at == done.expires_at > NOW

    def test_is_in_the_journal_without_the_code(self) -> None:
        done = admit_from_console(facts=FACTS, now=NOW)

        records = Record.objects.everywhere(reason="test").order_by("id")
        assert [record.event for record in records] == ["access.staff_entered", "access.code_from_console"]
        assert all(record.actor_name == "kabinet staff add" for record in records)
        assert done.code not in " ".join(record.data for record in records)
        assert json.loads(records[1].data)["role"] == "administrator"

    def test_once_more_replaces_a_code_that_was_not_used(self) -> None:
        first, second = (admit_from_console(facts=FACTS, now=NOW) for _ in range(2))

        assert first.user == second.user
        assert not User.objects.get().check_password(first.code)
        assert User.objects.get().check_password(second.code)

    def test_touches_nobody_who_has_a_password(self) -> None:
        user = admit_from_console(facts=FACTS, now=NOW).user
        User.objects.filter(pk=user.pk).update(code_expires_at=None)

        with pytest.raises(WorksAlready):
            admit_from_console(facts=FACTS, now=NOW)

    def test_makes_nobody_of_the_clients(self) -> None:
        with pytest.raises(NotForStaff):
            admit_from_console(facts=StaffFacts("Иванов Иван", Role.DIRECTOR, "", "", ""), now=NOW)
