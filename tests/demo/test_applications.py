"""The demo's applications: one in every status, as real as those that people send."""

from kabinet.access.models import Application, ApplicationStep, User
from kabinet.access.queries import application_lists as lists
from kabinet.access.queries import applications as queries
from kabinet.access.rules.applications import Status
from kabinet.demo.applications import SECRET
from kabinet.demo.scope import Scope
from kabinet.values.identifiers import is_inn, is_ogrn
from tests.demo.reading import rows, viewer


class TestApplications:
    def test_stand_in_every_status(self, demo: Scope) -> None:
        assert set(rows(Application).values_list("status", flat=True)) == set(Status)

    def test_came_before_the_day_of_the_demo_and_step_by_step(self, demo: Scope) -> None:
        for application in rows(Application):
            steps = list(rows(ApplicationStep).filter(application=application))
            assert steps[-1].status == application.status
            assert [step.at for step in steps] == sorted(step.at for step in steps)
            assert steps[0].at == application.submitted_at
            assert steps[-1].at < demo.midnight

    def test_were_typed_with_right_numbers_of_our_own_contract(self, demo: Scope) -> None:
        for application in rows(Application):
            found = queries.match(inn=application.inn, contract_number=application.contract_number)
            assert found.contract == application.contract
            assert is_inn(application.inn)
            assert is_ogrn(application.ogrn)
            assert queries.get_applied(application).full_name == application.full_name

    def test_wait_for_the_curator_and_the_head(self, demo: Scope) -> None:
        curator, head = viewer("curator-1", on=demo.today), viewer("head", on=demo.today)

        assert lists.count_waiting(viewer=curator) == 2
        assert [one.is_matched for one in lists.list_waiting(viewer=head, limit=9)] == [True, False]

    def test_are_opened_with_the_one_secret(self, demo: Scope) -> None:
        application = rows(Application).first()

        found = queries.open_application(number=application.number, inn=application.inn, secret=SECRET)

        assert found == application

    def test_gave_the_accountant_their_access(self, demo: Scope) -> None:
        issued = rows(Application).get(status=Status.ISSUED)

        assert issued.user == User.objects.get(username="accountant-1")
