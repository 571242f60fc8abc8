"""Who there is, and what the named clients of the demo are promised to be like."""

from decimal import Decimal

from kabinet.access.models import Acceptance, Grant, Offer, SignIn, User
from kabinet.demo.accounts import list_accounts
from kabinet.demo.clients import NEWCOMER
from kabinet.demo.people import PASSWORD
from kabinet.demo.scope import Scope
from kabinet.documents.models import Document
from kabinet.documents.rules.words import Kind as DocumentKind
from kabinet.documents.rules.words import Status as DocumentStatus
from kabinet.foundation.rights import Role
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.rules.words import Status as VolumeStatus
from kabinet.notifications.queries import list_notifications
from kabinet.organizations import queries as organizations
from kabinet.organizations.models import Contract, ContractVolume, Organization, SupplyPoint
from kabinet.requests.models import VolumeRequest
from kabinet.settlements import queries as settlements
from kabinet.settlements.models import LedgerEntry
from kabinet.values.identifiers import is_account, is_inn, is_kpp, is_ogrn
from tests.demo.reading import NOVEMBER, OCTOBER, first_contract, rows, values_of, viewer


class TestOrganizations:
    def test_carry_right_check_digits(self, demo: Scope) -> None:
        for one in rows(Organization):
            assert is_inn(one.inn)
            assert is_ogrn(one.ogrn)
            assert is_kpp(one.kpp)
            assert is_account(one.account, bik=one.bik)
            assert is_account(one.correspondent_account, bik=one.bik)

    def test_have_names_of_their_own(self, demo: Scope) -> None:
        assert len(values_of(Organization, "name")) == demo.organizations

    def test_are_of_both_forms(self, demo: Scope) -> None:
        assert {name.split()[0] for name in values_of(Organization, "name")} == {"ООО", "АО"}

    def test_take_gas_in_their_own_town(self, demo: Scope) -> None:
        for point in rows(SupplyPoint).select_related("contract__organization"):
            town = point.contract.organization.address.split(", ")[1]

            assert town in point.address

    def test_have_signed_their_contracts_on_working_days_that_are_past(self, demo: Scope) -> None:
        days = values_of(Contract, "dated_on")

        assert {day.weekday() for day in days} <= set(range(5))
        assert max(days) < demo.today

    def test_are_found_by_name_and_contract(self, demo: Scope) -> None:
        page = organizations.list_clients(viewer=viewer("head", demo.today), words="керамик 0345/26", page=1)

        assert [row.name for row in page.rows] == ["ООО «Завод Керамик»"]

    def test_share_two_curators_and_the_second_one_has_another_than_the_first(self, demo: Scope) -> None:
        first, second = rows(Organization).select_related("curator")[:2]

        assert first.curator.full_name == "Петрова Мария Сергеевна"
        assert second.curator != first.curator


class TestPeople:
    def test_of_every_role_may_sign_in_with_the_password(self, demo: Scope) -> None:
        accounts = {account.role: account for account in list_accounts()}

        assert set(accounts) == {role.value for role in Role}
        assert all(
            User.objects.get(username=one.user_name).check_password(PASSWORD) for one in accounts.values()
        )

    def test_have_accepted_the_offer_in_force_when_they_came(self, demo: Scope) -> None:
        for sign_in in rows(SignIn).select_related("offer"):
            assert sign_in.offer.in_force_from <= sign_in.at.date()

    def test_accepted_each_version_once_and_while_it_was_in_force(self, demo: Scope) -> None:
        accepted = list(rows(Acceptance).select_related("offer", "user"))

        assert {one.user.role for one in accepted} == {"engineer", "accountant", "director"}
        assert all(one.offer.in_force_from <= one.at.date() < demo.today for one in accepted)
        assert all(one.organizations and one.name.lower() in one.search for one in accepted)

    def test_read_versions_of_the_offer_of_twelve_clauses_and_more(self, demo: Scope) -> None:
        texts = list(rows(Offer).values_list("text", flat=True))

        assert len(set(texts)) == 3
        assert all(f"\n{clause}. " in f"\n{text}" for text in texts for clause in range(1, 13))

    def test_understand_their_notifications(self, demo: Scope) -> None:
        page = list_notifications(viewer=viewer("engineer-1", demo.today))

        assert {row.unread for row in page.rows} == {True, False}
        assert all(row.subject and row.body for row in page.rows)


class TestFirstClient:
    def test_has_asked_for_1240_thousand_in_november(self, demo: Scope) -> None:
        volumes = organizations.volumes_by_point(
            viewer=viewer("engineer-1", demo.today), contract_id=first_contract().pk, month=NOVEMBER
        )

        assert sum(volumes.values()) == Decimal(1_240_000)

    def test_has_21_accepted_days_and_misses_the_22nd(self, demo: Scope) -> None:
        given = rows(DailyVolume).filter(
            contract=first_contract(), gas_day__gte=NOVEMBER.first_day, superseded_at__isnull=True
        )

        assert {row.gas_day.day for row in given} == set(range(1, 22))
        assert {row.status for row in given} == {VolumeStatus.ACCEPTED}

    def test_has_two_units_named_after_their_places(self, demo: Scope) -> None:
        names = rows(MeteringUnit).filter(contract=first_contract()).values_list("name", flat=True)

        assert list(names) == ["УУГ-1 Котельная", "УУГ-2 Печь обжига"]

    def test_owes_nothing_overdue_and_has_a_payment_ahead(self, demo: Scope) -> None:
        accountant = viewer("accountant-1", demo.today)
        for contract in organizations.list_contracts(viewer=accountant):
            due = settlements.due(viewer=accountant, terms=organizations.terms_of(contract), on=demo.today)

            assert due.overdue == 0
            assert due.next is not None

    def test_has_not_asked_for_december_yet_on_the_first_contract(self, demo: Scope) -> None:
        assert not rows(VolumeRequest).filter(contract=first_contract(), month=NOVEMBER.next).exists()

    def test_is_to_sign_the_act_of_october(self, demo: Scope) -> None:
        act = rows(Document).get(
            contract=first_contract(), kind=DocumentKind.ACT, month=OCTOBER, direction="out"
        )

        assert act.status == DocumentStatus.AWAITS_SIGNATURE

    def test_finds_an_act_under_its_file_name(self, demo: Scope) -> None:
        found = rows(Document).filter(contract=first_contract(), number="1051", direction="out")
        acts = found.filter(kind=DocumentKind.ACT)

        assert [act.file_name for act in acts] == ["Акт_1051_2026-04-30.pdf"]


class TestFifthClient:
    def test_is_in_arrears(self, demo: Scope) -> None:
        accountant = viewer("accountant-5", demo.today)
        contract = organizations.list_contracts(viewer=accountant)[0]

        assert settlements.due(
            viewer=accountant, terms=organizations.terms_of(contract), on=demo.today
        ).overdue


class TestNewcomer:
    def test_has_people_and_a_contract_and_nothing_else(self, demo: Scope) -> None:
        newcomer = rows(Organization)[NEWCOMER - 1]
        contract = rows(Contract).get(organization=newcomer)

        assert contract.valid_from == NOVEMBER.next.first_day
        assert rows(Grant).filter(contract=contract).exists()
        for model in (DailyVolume, LedgerEntry, Document, VolumeRequest, ContractVolume):
            assert not rows(model).filter(contract=contract).exists()

    def test_may_sign_in_today(self, demo: Scope) -> None:
        assert viewer("engineer-3", demo.today).grants
