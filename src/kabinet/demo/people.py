"""The supplier's staff and the clients' people of the demo."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from kabinet.access.models import Grant, Membership, User
from kabinet.demo import names
from kabinet.demo.book import Actor
from kabinet.demo.scope import Scope
from kabinet.demo.sheets import Row, Sheets
from kabinet.foundation.rights import RIGHTS_OF, Role

#: Well known, and the same for everybody in the demo.
PASSWORD = "kabinet-demo-2026"  # noqa: S105 (it is printed on purpose)

# A salt of one's own would give other rows at each load; a demo password is no secret.
_SALT = "kabinetdemosupplier2026"

_CLIENTS_A_CURATOR = 50

#: The position of each of the staff is the authority on which they act.
_POSITIONS = {
    Role.CURATOR: "Куратор отдела по работе с потребителями",
    Role.HEAD: "Начальник отдела реализации газа",
    Role.METERING_ENGINEER: "Инженер-метролог",
    Role.SUPPLIER_ACCOUNTANT: "Бухгалтер по расчётам с потребителями",
    Role.CREDENTIALS_DESK: "Специалист окна выдачи доступа",
    Role.ADMINISTRATOR: "Администратор кабинета",
}
_STAFF = {
    Role.HEAD: ("head", "Громов Виталий Олегович"),
    Role.METERING_ENGINEER: ("metering", "Лаптев Игорь Павлович"),
    Role.SUPPLIER_ACCOUNTANT: ("billing", "Тихонова Вера Андреевна"),
    Role.CREDENTIALS_DESK: ("desk", "Рябова Юлия Викторовна"),
    Role.ADMINISTRATOR: ("admin", "Климов Павел Николаевич"),
}
_CURATORS = ("Петрова Мария Сергеевна", "Сомов Андрей Викторович")

_CLIENT_POSITIONS = {
    Role.ENGINEER: "Главный энергетик",
    Role.ACCOUNTANT: "Главный бухгалтер",
    Role.DIRECTOR: "Директор",
}
_FIRST_CLIENT = {
    Role.ENGINEER: "Кузнецов Олег Викторович",
    Role.ACCOUNTANT: "Иванова Анна Петровна",
    Role.DIRECTOR: "Беляев Сергей Николаевич",
}


@dataclass(frozen=True)
class Staff:
    curators: list[Actor]
    head: Actor
    metering: Actor
    accountant: Actor
    administrator: Actor


class Registry:
    """Enters people; hashes the password once, since a hash is slow on purpose."""

    def __init__(self, scope: Scope, sheets: Sheets) -> None:
        self.scope = scope
        self.sheets = sheets
        self._hash = make_password(PASSWORD, salt=_SALT)

    def enter(
        self, *, username: str, name: str, role: Role, position: str, phone: str, authority: str
    ) -> tuple[Row, Actor]:
        row = self.sheets[User].add(
            username=username,
            password=self._hash,
            full_name=name,
            position=position,
            phone=phone,
            email=f"{username}@example.ru",
            role=role,
            offer_version="",
        )
        return row, Actor(
            row["id"], username, name, authority, f"10.20.{row['id'] % 250}.{row['id'] % 199 + 1}"
        )

    def staff(self) -> Staff:
        # As the first ones of every list, the named staff keep their keys however many clients there are.
        acting = {role: self._member_of_staff(role, *_STAFF[role]) for role in _STAFF}
        count = max(len(_CURATORS), -(-self.scope.organizations // _CLIENTS_A_CURATOR))
        curators = [
            self._member_of_staff(Role.CURATOR, f"curator-{n}", self._curator(n)) for n in range(1, count + 1)
        ]
        return Staff(
            curators=curators,
            head=acting[Role.HEAD],
            metering=acting[Role.METERING_ENGINEER],
            accountant=acting[Role.SUPPLIER_ACCOUNTANT],
            administrator=acting[Role.ADMINISTRATOR],
        )

    def _curator(self, number: int) -> str:
        if number <= len(_CURATORS):
            return _CURATORS[number - 1]
        return names.person(self.scope.dice("curator", number))

    def _member_of_staff(self, role: Role, username: str, name: str) -> Actor:
        phone = f"+7 (495) 730-61-{(sum(map(ord, username)) % 90) + 10}"
        position = _POSITIONS[role]
        return self.enter(
            username=username, name=name, role=role, position=position, phone=phone, authority=position
        )[1]

    def client_name(self, role: Role, index: int) -> str:
        return _FIRST_CLIENT[role] if index == 1 else names.person(self.scope.dice("name", index, role))

    def client(
        self,
        role: Role,
        *,
        index: int,
        organization_id: int,
        contract_ids: list[int],
        since: date,
        town: names.Town,
    ) -> tuple[Row, Actor]:
        """Enter a client's person with their membership and rights."""
        dice = self.scope.dice("person", index, role)
        name = self.client_name(role, index)
        authority = _authority(role, number=index, since=since)
        row, actor = self.enter(
            username=f"{role}-{index}",
            name=name,
            role=role,
            position=_CLIENT_POSITIONS[role],
            phone=town.phone(dice),
            authority=authority,
        )
        membership = self.sheets[Membership].add(
            user_id=row["id"], organization_id=organization_id, authority=authority, valid_from=since
        )
        for contract_id in contract_ids:
            self.sheets[Grant].add(
                membership_id=membership["id"], contract_id=contract_id, rights=sorted(RIGHTS_OF[role])
            )
        return row, actor


def _authority(role: Role, *, number: int, since: date) -> str:
    if role is Role.DIRECTOR:
        return "на основании Устава"
    return f"доверенность № {power_number(role, number=number, since=since)} от {since:%d.%m.%Y}"


def power_number(role: Role, *, number: int, since: date) -> str:
    """Return the number of the power of attorney of a client's person."""
    turn = {Role.ENGINEER: 1, Role.ACCOUNTANT: 2}[role]
    return f"{number}{turn}/{since.year % 100:02d}"
