"""What people left behind: sign-ins, and notifications read and unread."""

from datetime import timedelta

from kabinet.access.models import SignIn
from kabinet.access.rules.places import browser_of, network_of
from kabinet.demo.book import Book
from kabinet.demo.clients import Client
from kabinet.demo.offers import Version, in_force
from kabinet.demo.scope import Scope, moment
from kabinet.demo.sheets import Sheets
from kabinet.foundation.rights import Role
from kabinet.notifications.models import Notification
from kabinet.notifications.wording import Fact, pack

_BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def write_sign_ins(
    scope: Scope, sheets: Sheets, client: Client, versions: list[Version], supplier: Book
) -> None:
    """The last days on which each of the client's people came in; the chain of the supplier keeps them."""
    if client.is_new:
        return
    dice = client.dice(scope, "sign-ins")
    for role, actor in client.people.items():
        for days in sorted(dice.sample(range(1, 26), 3), reverse=True):
            at = moment(
                scope.today - timedelta(days=days),
                dice.randrange(8, 18),
                dice.randrange(60),
                dice.randrange(60),
            )
            offer = in_force(versions, at.date())
            sheets[SignIn].add(
                user_id=actor.user_id,
                at=at,
                address=actor.address,
                browser=_BROWSER,
                network=network_of(actor.address),
                browser_name=browser_of(_BROWSER),
                offer_id=offer.pk if offer else None,
            )
            version = offer.name if offer else ""
            client.rows[role]["offer_version"] = version
            supplier.note(
                "access.signed_in",
                actor=actor,
                subject=f"user:{actor.username}",
                data={"offer": version, "address": actor.address, "browser": _BROWSER},
                at=at,
            )


def write_notifications(scope: Scope, sheets: Sheets, client: Client) -> None:
    """Three for each person: two unread, one read the day after."""
    month = scope.month
    told: list[tuple[str, dict[str, Fact], str, int, bool]] = [
        ("demo.month_closed", {"month": month.previous}, "/documents/", 19, True),
        ("demo.request_answered", {"month": month}, "/requests/", 5, False),
        ("demo.readings_accepted", {"day": scope.last_given_day}, "/readings/", 1, False),
    ]
    for role, actor in client.people.items():
        for event, facts, url, days, read in told:
            if role is Role.ACCOUNTANT and event == "demo.readings_accepted":
                continue
            at = moment(scope.today - timedelta(days=days), 15, 20)
            sheets[Notification].add(
                recipient_id=actor.user_id,
                event=event,
                facts=pack(facts),
                url=url,
                created_at=at,
                read_at=at + timedelta(hours=18) if read else None,
            )
