"""
Small real rows for tests, in one database, the same every time.

A `Cast` is the standing cast: two enterprises that must not see each other, and the supplier's staff. Single
rows are made by the functions; each takes what the test is about and fills in the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client

from kabinet.access import queries as access
from kabinet.access.models import Application, Grant, IssuePoint, Membership, Offer, User
from kabinet.access.operations import applications
from kabinet.access.rules.applications import Applied, AuthorityKind, Check, Outcome, Seen
from kabinet.access.rules.applications import Status as ApplicationStatus
from kabinet.documents.models import Document
from kabinet.documents.rules.words import ABOUT_MONEY, Direction, Kind
from kabinet.documents.rules.words import Status as DocumentStatus
from kabinet.foundation.rights import CLIENT_RIGHTS, RIGHTS_OF, Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, Instrument, MeteringUnit, VolumeSubmission
from kabinet.metering.rules.words import InstrumentKind
from kabinet.metering.rules.words import Status as VolumeStatus
from kabinet.organizations.models import (
    Contract,
    ContractVolume,
    Organization,
    RuleSet,
    SupplierRequisites,
    SupplyPoint,
)
from kabinet.settlements.models import LedgerEntry, PriceList, VatRate
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.months import BillingMonth

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 23, 9, 20, tzinfo=MOSCOW)
TODAY = NOW.date()
MONTH = BillingMonth(2026, 11)
SEEN_FROM = date(2026, 1, 1)
PASSWORD = "a long enough password"
GROUP = "3"

PARAMETERS: dict[str, Any] = {
    "tolerance_below": "0.20",
    "tolerance_above": "0.10",
    "overtake_seasons": [
        {"from": "04-15", "to": "09-15", "coefficient": "1.1"},
        {"from": "09-16", "to": "04-14", "coefficient": "1.5"},
    ],
    "rounding": "half-even",
    "payment_tranches": [
        {"share": "0.35", "day": 18, "months_later": 0},
        {"share": "0.50", "day": 0, "months_later": 0},
        {"share": None, "day": 25, "months_later": 1},
    ],
    "readings_due_hours_after_close": {
        "amount": 2,
        "says": "Пункт 4.3 договора: до истечения двух часов после газовых суток",
    },
    "request_due_day": {
        "amount": 25,
        "says": "Пункт 2.4 договора: до 25 числа месяца, предшествующего месяцу поставки",
    },
    "answer_due_days": {"amount": 5, "says": "Пункт 2.5 договора: в течение пяти дней"},
    "scan_due_day": {"amount": 8, "says": "Пункт 4.7 договора: до 8 числа следующего месяца"},
}

_PRICES = [
    {"code": "gas", "name": "Газ", "price": "6543.21", "coefficient": True},
    {"code": "transport", "name": "Транспортировка", "price": "812.40", "coefficient": True},
    {"code": "supply", "name": "ПССУ", "price": "178.32", "coefficient": False},
]


# --- What is common to all ---


def rule_set(*, since: date = date(2020, 1, 1), until: date | None = None, **changes: Any) -> RuleSet:
    return RuleSet.objects.create(
        code=f"rules-{since}",
        title=f"Правила с {since:%d.%m.%Y}",
        valid_from=since,
        valid_to=until,
        parameters=PARAMETERS | changes,
    )


def price_list(*, group: str = GROUP, since: date = date(2020, 1, 1)) -> PriceList:
    return PriceList.objects.create(group=group, valid_from=since, components=_PRICES, act="Приказ ФАС № 1")


def vat_rate(*, percent: int = 22, since: date = date(2020, 1, 1)) -> VatRate:
    return VatRate.objects.create(valid_from=since, percent=percent, act="НК РФ, статья 164")


def supplier_requisites(*, since: date = date(2026, 6, 1), **changes: str) -> SupplierRequisites:
    """Set the supplier's requisites from a day on: as the settings say, but for the changes."""
    values = {**settings.SUPPLIER, "accountant": "О. И. Белова"} | changes
    return SupplierRequisites.objects.create(valid_from=since, set_at=NOW, **values)


def offer(
    *, version: str = "2026-03", since: date = date(2026, 3, 1), text: str = "1. Предмет договора."
) -> Offer:
    return Offer.objects.create(version=version, title="Договор-оферта", text=text, in_force_from=since)


def issue_point(name: str = "Окно 3", **columns: Any) -> IssuePoint:
    columns = {
        "address": "119313, Москва, ул. Удальцова, д. 2",
        "hours": "пн–пт 9:00–16:00",
        "phone": "+7 495 730-60-03",
    } | columns
    return IssuePoint.objects.create(name=name, **columns)


# --- People ---


def user(username: str, *, role: Role, name: str = "", **columns: Any) -> User:
    person = User(username=username, role=role, full_name=name or username.title(), **columns)
    person.set_password(PASSWORD)
    person.save()
    return person


def member(person: User, organization: Organization, **columns: Any) -> Membership:
    columns = {"authority": "Доверенность № 17 от 12.01.2026", "valid_from": date(2020, 1, 1)} | columns
    membership = Membership(user=person, organization=organization, **columns)
    membership.save(force_insert=True)
    return membership


def grant(membership: Membership, contract: Contract, rights: Sequence[Right] | None = None) -> Grant:
    """Give the rights for the contract; those of the person's role where none are named."""
    role = Role(membership.user.role)
    given = (CLIENT_RIGHTS & RIGHTS_OF[role]) if rights is None else frozenset(rights)
    row = Grant(membership=membership, contract=contract, rights=sorted(given))
    row.save(force_insert=True)
    return row


def viewer_of(person: User, *, on: date = TODAY) -> Viewer:
    return access.viewer_of(user=person, address="192.0.2.10", on=on)


def signed_in(person: User) -> Client:
    """Return a browser in which the person has signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- Applications for access ---


def applied(**changes: Any) -> Applied:
    """Return what somebody types into an application for the standing cast's contract."""
    typed: dict[str, Any] = {
        "organization_name": "ООО «Завод Керамик»",
        "inn": "9876543210",
        "kpp": "987601001",
        "ogrn": "1900000000019",
        "contract_number": "12-4-0345/26",
        "contract_dated_on": date(2025, 12, 1),
        "full_name": "Новикова Ольга Андреевна",
        "position": "инженер-энергетик",
        "phone": "+7 495 100-00-07",
        "email": "novikova@example.org",
        "role": Role.ENGINEER,
        "rights": frozenset({Right.SEE_SUPPLY, Right.SUBMIT_READINGS}),
        "authority_kind": AuthorityKind.POWER_OF_ATTORNEY,
        "authority_number": "21",
        "authority_from": date(2026, 11, 1),
        "authority_to": date(2027, 10, 31),
    }
    return Applied(**typed | changes)


def application(status: ApplicationStatus = ApplicationStatus.RECEIVED, **changes: Any) -> Application:
    """
    Send an application from the public page and take it to the status by those whose work that is.

    `changes` are of what was typed. Where its contract is found, a curator must be there; the head and, for an issued
    one, the desk officer and the person are made where nobody has been.
    """
    key = changes.pop("key", f"application-{Application.objects.everywhere(reason='test').count()}")
    sent = applications.submit_application(
        applied=applied(**changes), papers=[], language="ru", address="192.0.2.20", key=key, now=NOW
    )
    if status is ApplicationStatus.STOPPED or status in _OUTCOMES:
        _decide(sent, _OUTCOMES.get(status, Outcome.STOP), by=_one(Role.HEAD))
    if status is ApplicationStatus.CHECKING:
        applications.start_checking(
            viewer=viewer_of(sent.curator or _one(Role.HEAD)), number=sent.number, now=NOW
        )
    if status is ApplicationStatus.ISSUED:
        person = user(f"person-{sent.pk}", role=Role(sent.role), name=sent.full_name)
        desk = viewer_of(_one(Role.CREDENTIALS_DESK))
        applications.hand_over(viewer=desk, number=sent.number, user=person, at=NOW)
    return Application.objects.everywhere(reason="a test's own rows").get(pk=sent.pk)


_OUTCOMES = {
    ApplicationStatus.READY: Outcome.CLEAR,
    ApplicationStatus.ISSUED: Outcome.CLEAR,
    ApplicationStatus.RETURNED: Outcome.RETURN,
    ApplicationStatus.REFUSED: Outcome.REFUSE,
}


def _decide(sent: Application, outcome: Outcome, *, by: User) -> None:
    applications.decide_application(
        viewer=viewer_of(by),
        number=sent.number,
        seen=Seen(sent.version, ApplicationStatus(sent.status)),
        outcome=outcome,
        reason="" if outcome is Outcome.CLEAR else "Не приложена доверенность",
        checks=[Check.ORGANIZATION, Check.CONTRACT, Check.AUTHORITY, Check.SIGNED_AT_ISSUE],
        rights=[Right(right) for right in sent.rights],
        now=NOW,
    )


def _one(role: Role) -> User:
    return User.objects.filter(role=role).order_by("id").first() or user(role.value, role=role)


# --- Customers ---


def organization(
    name: str = "ООО «Завод Керамик»", *, curator: User, inn: str = "9876543210", **columns: Any
) -> Organization:
    columns = {
        "full_name": name,
        "kpp": "987601001",
        "ogrn": "1900000000019",
        "address": "Москва, ул. Заводская, д. 1",
        "phone": "+7 495 100-00-01",
        "bank_name": "ПАО «Банк»",
        "bik": "049999999",
        "account": "40702810600000000001",
        "correspondent_account": "30101810300000000999",
        "search": f"{name} {inn}".lower(),
    } | columns
    row = Organization(name=name, inn=inn, curator=curator, **columns)
    row.save(force_insert=True)
    return row


def contract(owner: Organization, number: str = "12-4-0345/26", **columns: Any) -> Contract:
    columns = {"dated_on": date(2025, 12, 1), "valid_from": date(2026, 1, 1), "contract_hour": 8} | columns
    row = Contract(organization=owner, number=number, **columns)
    row.save(force_insert=True)
    return row


def supply_point(of: Contract, code: str = "ТП-1", **columns: Any) -> SupplyPoint:
    columns = {"name": f"Площадка {code}", "address": "Москва", "price_group": GROUP} | columns
    row = SupplyPoint(contract=of, code=f"{of.number}/{code}", **columns)
    row.save(force_insert=True)
    return row


def contract_volume(
    point: SupplyPoint, volume: Decimal | str, *, month: BillingMonth = MONTH, version: int = 1
) -> ContractVolume:
    """Set the month's contract volume of the point, m³."""
    row = ContractVolume(
        contract=point.contract,
        supply_point=point,
        month=month,
        version=version,
        volume=Decimal(volume),
        reason="договор",
        set_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    row.save(force_insert=True)
    return row


# --- Metering ---


def metering_unit(point: SupplyPoint, code: str = "УУГ-1", **columns: Any) -> MeteringUnit:
    columns = {"name": code, "in_use_from": SEEN_FROM} | columns
    row = MeteringUnit(contract=point.contract, supply_point=point, code=f"{point.code}/{code}", **columns)
    row.save(force_insert=True)
    return row


def instrument(unit: MeteringUnit, *, verified_until: date = date(2029, 5, 1), **columns: Any) -> Instrument:
    columns = {
        "kind": InstrumentKind.METER,
        "model": "СГ-16М",
        "serial_number": f"{unit.pk:06d}",
        "digits": 8,
        "installed_at": datetime(2024, 1, 1, 6, tzinfo=UTC),
    } | columns
    row = Instrument(unit=unit, verified_until=verified_until, **columns)
    row.save(force_insert=True)
    return row


def volumes(
    unit: MeteringUnit,
    by_day: Mapping[date, Decimal | str],
    *,
    status: VolumeStatus = VolumeStatus.ACCEPTED,
    late: bool = False,
) -> VolumeSubmission:
    """Give the unit its daily volumes, m³, as one submission without a receipt."""
    figures = {day: Decimal(volume) for day, volume in by_day.items()}
    submission = VolumeSubmission(
        contract=unit.contract,
        month=BillingMonth.of(min(figures)),
        first_day=min(figures),
        last_day=max(figures),
        submitted_at=NOW,
        submitted_by="Сидоров С. С.",
        days=len(figures),
        volume=sum(figures.values(), Decimal(0)),
        late=late,
        status=status,
    )
    submission.save(force_insert=True)
    DailyVolume.objects.everywhere(reason="a test's own rows").bulk_create(
        DailyVolume(
            contract=unit.contract,
            unit=unit,
            gas_day=day,
            volume=volume,
            status=status,
            late=late,
            submission=submission,
        )
        for day, volume in figures.items()
    )
    return submission


# --- Money and papers ---


def ledger_entry(
    of: Contract, kind: EntryKind, amount: Decimal | str, *, on: date, **columns: Any
) -> LedgerEntry:
    """Post an entry, roubles: a charge is positive, a payment negative."""
    number = LedgerEntry.objects.everywhere(reason="a test's own rows").count() + 1
    columns = {
        "month": BillingMonth.of(on),
        "title": f"{kind} {number}",
        "posted_at": datetime(on.year, on.month, on.day, 12, tzinfo=MOSCOW),
        "posted_by": "Бухгалтер",
        "key": f"entry-{number}",
    } | columns
    row = LedgerEntry(contract=of, kind=kind, posted_on=on, amount=Decimal(amount), **columns)
    row.save(force_insert=True)
    return row


def document(of: Contract, kind: Kind = Kind.ACT, number: str = "1045", **columns: Any) -> Document:
    """Place a document of the supplier that is drawn up when first asked for; name a `file` for any other."""
    dated_on: date = columns.pop("dated_on", date(2026, 10, 31))
    columns = {
        "direction": Direction.OUT,
        "title": "",
        "month": BillingMonth.of(dated_on),
        "about_money": kind in ABOUT_MONEY,
        "status": DocumentStatus.NEW,
        "placed_at": datetime(dated_on.year, dated_on.month, dated_on.day, 12, tzinfo=MOSCOW),
        "placed_by": "Бухгалтер",
        "file_name": f"{kind}_{number}_{dated_on}.pdf",
        "search": f"{kind} {number}",
        "key": f"{of.pk}-{kind}-{number}-{dated_on}",
    } | columns
    row = Document(
        organization=of.organization, contract=of, kind=kind, number=number, dated_on=dated_on, **columns
    )
    row.save(force_insert=True)
    return row


# --- The standing cast ---


@dataclass(frozen=True)
class Cast:
    """Two enterprises with one contract each, their people, and the supplier's staff."""

    curator: User
    head: User
    plant: Organization
    contract: Contract
    point: SupplyPoint
    unit: MeteringUnit
    engineer: User
    accountant: User
    director: User
    neighbour_plant: Organization
    neighbour_contract: Contract
    neighbour: User


def cast() -> Cast:
    """Return the cast, with rules, prices and this month's contract volume; nothing has happened yet."""
    rule_set()
    price_list()
    vat_rate()
    curator = user(
        "petrova",
        role=Role.CURATOR,
        name="Петрова Мария Сергеевна",
        phone="+7 495 730-60-12",
        position="куратор",
    )
    head = user("orlov", role=Role.HEAD, name="Орлов Пётр Ильич", position="начальник отдела")
    plant = organization(curator=curator)
    main = contract(plant)
    point = supply_point(main)
    contract_volume(point, "1240000")
    unit = metering_unit(point)
    engineer, accountant, director = (
        _client("sidorov", Role.ENGINEER, "Сидоров Семён Семёнович", main),
        _client("ivanova", Role.ACCOUNTANT, "Иванова Анна Петровна", main),
        _client("kuznetsov", Role.DIRECTOR, "Кузнецов Игорь Олегович", main),
    )
    other = organization("АО «Стекло»", curator=curator, inn="1357924680")
    foreign = contract(other, "12-4-0777/26")
    contract_volume(supply_point(foreign), "600000")
    neighbour = _client("smirnov", Role.DIRECTOR, "Смирнов Олег Львович", foreign)
    return Cast(
        curator=curator,
        head=head,
        plant=plant,
        contract=main,
        point=point,
        unit=unit,
        engineer=engineer,
        accountant=accountant,
        director=director,
        neighbour_plant=other,
        neighbour_contract=foreign,
        neighbour=neighbour,
    )


def _client(username: str, role: Role, name: str, of: Contract) -> User:
    person = user(username, role=role, name=name, position="сотрудник", email=f"{username}@example.org")
    grant(member(person, of.organization), of)
    return person
