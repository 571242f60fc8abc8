"""Pages of the desk: its customers, what is set up, the credentials desk."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.journeys.pages.visit import Visit, press
from tests.journeys.people import Person


def pages_of_the_desk(key: Mapping[str, Any]) -> Sequence[Visit]:
    client = f"/desk/clients/{key['organization']}"
    return (
        Visit("curator-1", "/desk/"),
        Visit("curator-1", "/desk/?tick=all", state="ticked"),
        Visit("curator-1", "/desk/?tick=all", press("form button[type=submit]"), "to be confirmed"),
        Visit("curator-1", "/desk/clients/"),
        Visit("curator-1", "/desk/clients/?q=zzzzzz", state="nothing found"),
        Visit("curator-1", f"{client}/"),
        Visit("curator-1", f"{client}/?tab=requests"),
        Visit("curator-1", f"{client}/?tab=documents"),
        Visit("curator-1", f"{client}/?tab=people"),
        Visit("curator-1", f"{client}/publish/"),
        Visit("curator-1", f"{client}/publish/", press("button[data-primary]"), "refused"),
        Visit("curator-1", f"/desk/requests/{key['asked']}/"),
        Visit("curator-1", f"/desk/requests/{key['asked']}/", press("button[value=return]"), "refused"),
        Visit("curator-1", f"/desk/requests/{key['request']}/", state="decided"),
        Visit("curator-1", f"/desk/readings/{key['submission']}/"),
        Visit("curator-1", f"/desk/documents/{key['scan']}/"),
        Visit("curator-1", f"/desk/documents/{key['scan']}/", press("button[value=return]"), "refused"),
        Visit("curator-1", f"/desk/documents/{key['act']}/"),
        Visit("curator-1", f"/desk/receipts/{key['receipt']}/"),
        Visit("curator-1", "/desk/applications/"),
        Visit("curator-1", "/desk/applications/?q=zzzzzz", state="nothing found"),
        Visit("curator-1", f"/desk/applications/{key['application']}/"),
        Visit(
            "curator-1",
            f"/desk/applications/{key['application']}/",
            press("button[value=clear]"),
            "refused",
        ),
        Visit("curator-1", f"{client}/?tab=units"),
        Visit("billing", "/desk/", state="empty"),
        Visit("billing", f"/desk/contracts/{key['contract']}/account/"),
        Visit("billing", f"{client}/payment/"),
        Visit("billing", f"{client}/payment/", press("button[data-primary]"), "refused"),
        Visit("billing", f"/desk/entries/{key['payment']}/"),
        Visit("head", "/desk/journal/"),
        Visit("head", "/desk/applications/?show=all"),
        Visit("head", f"/desk/applications/{key['unknown']}/", state="unknown"),
        Visit("head", f"/desk/applications/{key['stopped']}/", state="stopped"),
        Visit("head", "/desk/no-such-page/", state="missing"),
        Visit("head", "/desk/setup/"),
        Visit("head", "/desk/proposals/"),
        Visit("head", "/desk/proposals/?tab=decided"),
        Visit("head", f"/desk/proposals/{key['waiting']}/"),
        Visit("head", f"/desk/proposals/{key['waiting']}/", press("button[value=approve]"), "refused"),
        Visit("head", f"/desk/proposals/{key['published']}/", state="decided"),
    )


def pages_of_setup(_: Mapping[str, Any]) -> Sequence[Visit]:
    return (
        Visit("admin", "/desk/setup/"),
        Visit("admin", "/desk/offers/"),
        Visit("admin", "/desk/offers/2026-03/"),
        Visit("admin", "/desk/offers/new/"),
        Visit("admin", "/desk/offers/new/", press("button[value=check]"), "refused"),
        Visit("admin", "/desk/offers/new/", _write_a_version, "to be checked"),
        Visit("admin", "/desk/offers/accepted/"),
        Visit("admin", "/desk/offers/accepted/?q=zzzzzz", state="nothing found"),
        Visit("admin", "/desk/requisites/"),
        Visit("admin", "/desk/requisites/new/"),
        Visit("admin", "/desk/requisites/new/", press("button[data-primary]"), "refused"),
        Visit("admin", "/desk/policy/"),
        Visit("admin", "/desk/policy/", _wrong_policy, "refused"),
    )


def _write_a_version(person: Person) -> None:
    text = person.main.locator("[name=text]")
    text.fill(text.input_value().replace("третьим лицам", "никому"))
    for name, typed in {"version": "2026-12", "in_force_from": "01.12.2026", "reason": "Закон"}.items():
        person.main.locator(f"[name={name}]").fill(typed)
    person.main.locator("button[value=check]").click()


def _wrong_policy(person: Person) -> None:
    person.main.locator("[name=code_days]").fill("0")
    person.main.locator("button[data-primary]").click()


def pages_of_the_credentials_desk(key: Mapping[str, Any]) -> Sequence[Visit]:
    ready, person = f"/desk/issue/applications/{key['ready']}/", f"/desk/issue/people/{key['engineer']}/"
    return (
        Visit("desk", "/desk/issue/"),
        Visit("desk", "/desk/issue/?q=керамик", state="found"),
        Visit("desk", "/desk/issue/?q=zzzzzz", state="nothing found"),
        Visit("desk", ready),
        Visit("desk", ready, press("button[data-primary]"), "refused"),
        Visit("desk", f"/desk/issue/applications/{key['issued']}/", state="issued before"),
        Visit("desk", person),
        Visit("desk", person, press("form.form button[type=submit]"), "refused"),
        Visit("desk", f"/desk/issue/{key['issue']}/"),
        Visit("desk-2", person, state="at another point"),
        Visit("desk-2", person, press("button[value=ask]"), "refused"),
        Visit("desk-2", f"/desk/issue/{key['issue']}/", state="at another point"),
        Visit("admin", "/desk/points/"),
        Visit("admin", "/desk/points/", press("button[data-primary]"), "refused"),
        Visit("admin", f"/desk/points/{key['point']}/"),
        Visit("admin", f"/desk/points/{key['point']}/", press("button[value=place]"), "refused"),
    )
