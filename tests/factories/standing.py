"""The standing cast: two enterprises that must not see each other, and the supplier's staff."""

from dataclasses import dataclass

from kabinet.access.models import User
from kabinet.foundation.rights import Role
from kabinet.metering.models import MeteringUnit
from kabinet.organizations.models import Contract, Organization, SupplyPoint
from tests.factories.common import price_list, rule_set, vat_rate
from tests.factories.customers import contract, contract_volume, organization, supply_point
from tests.factories.metering import metering_unit
from tests.factories.people import grant, member, user


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
