"""What an applicant types and presses; the first client of the demo is theirs."""

from collections.abc import Mapping
from pathlib import Path

from tests.journeys.people import Person

TYPED: Mapping[str, str] = {
    "inn": "7707000015",
    "kpp": "770701001",
    "ogrn": "1037700000018",
    "organization_name": "ООО «Завод Керамик»",
    "contract_number": "12-4-0345/26",
    "contract_dated_on": "14.10.2023",
    "full_name": "Ветрова Алина Юрьевна",
    "position": "инженер-энергетик",
    "phone": "+7 8741 55-10-20",
    "email": "vetrova@example.org",
    "authority_number": "77/26",
    "authority_from": "01.11.2026",
    "authority_to": "31.10.2028",
}
PERSON = ("full_name", "position", "phone", "email", "authority_number", "authority_from", "authority_to")


def fill_in(person: Person, *, only: tuple[str, ...] = tuple(TYPED), **changes: str) -> None:
    for name, value in (TYPED | changes).items():
        if name in only:
            person.main.locator(f"[name={name}]").fill(value)
    person.main.locator("[name=role][value=engineer]").check()
    for right in ("submit-readings", "submit-requests"):
        person.main.locator(f"[name=rights][value={right}]").check()


def apply(person: Person, scan: Path, **changes: str) -> tuple[str, str]:
    """Apply for access, with a scan; return the number and the secret as the receipt shows them."""
    person.open("/access/apply/")
    fill_in(person, **changes)
    person.main.locator("[name=files]").set_input_files(scan)
    person.press("Проверить")
    person.sees("Заявка ещё не отправлена.", scan.name)
    person.press("Отправить заявку")
    person.sees("Заявка отправлена")
    number = person.main.locator(".receipt-number strong").inner_text()
    return number, person.main.locator(".secret").inner_text()
