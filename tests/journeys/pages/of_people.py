"""Pages about people, their rights and whoever stands in for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.journeys.pages.visit import Visit, press
from tests.journeys.people import Person


def pages_of_people(key: Mapping[str, Any]) -> Sequence[Visit]:
    bookkeeper, curator = f"/people/{key['bookkeeper']}", f"/desk/staff/{key['curator']}"
    theirs = f"/desk/clients/people/{key['bookkeeper']}"
    save = press("button[data-primary]")
    return (
        Visit("director-1", "/people/"),
        Visit("director-1", f"{bookkeeper}/"),
        Visit("director-1", f"{bookkeeper}/", _only_money, "refused"),
        Visit("director-1", f"{bookkeeper}/end/"),
        Visit("director-1", f"{bookkeeper}/end/", press("button[type=submit]"), "refused"),
        Visit("director-1", f"/people/{key['former']}/", state="ended"),
        Visit("engineer-1b", "/", state="powers end"),
        Visit("curator-1", f"{theirs}/"),
        Visit("curator-1", f"{theirs}/", press("button[type=submit]"), "refused"),
        Visit("curator-1", f"/desk/clients/people/{key['former']}/", state="ended"),
        Visit("admin", "/desk/rights/"),
        Visit("admin", "/desk/staff/"),
        Visit("admin", "/desk/staff/new/"),
        Visit("admin", "/desk/staff/new/", save, "refused"),
        Visit("admin", f"{curator}/"),
        Visit("admin", f"{curator}/remove/"),
        Visit("admin", f"{curator}/remove/", press("button[type=submit]"), "refused"),
        Visit("head", "/desk/stand-ins/"),
        Visit("head", "/desk/stand-ins/", save, "refused"),
        Visit("head", f"/desk/stand-ins/{key['stand-in']}/end/"),
        Visit("head", "/desk/entrust/", state="empty"),
        Visit("head", f"/desk/entrust/?of={key['curator']}&tick=all"),
        Visit("head", f"/desk/entrust/?of={key['curator']}", save, "refused"),
        Visit(
            "curator-1",
            f"/desk/clients/{key['organization']}/",
            press("form[action*=look] button"),
            "looking",
        ),
        Visit("curator-1", "/contracts/", state="looking"),
        Visit("curator-1", "/settings/", state="looking, refused"),
        Visit("curator-1", "/", _stop_looking, "looked"),
    )


def _only_money(person: Person) -> None:
    person.main.locator("input[value=see-supply]").first.uncheck()
    person.main.locator("button[data-primary]").click()


def _stop_looking(person: Person) -> None:
    person.page.locator("aside form[action='/desk/look/end/'] button").click()
