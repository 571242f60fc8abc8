"""Who of the clients' people accepted which version of the offer: each with the first sign-in under it."""

from datetime import timedelta

from kabinet.access.models import Acceptance
from kabinet.demo.clients import Client
from kabinet.demo.offers import Version
from kabinet.demo.scope import Scope, moment
from kabinet.demo.sheets import Sheets

#: Within so many days everybody has signed in under a new version.
_WITHIN_DAYS = 12


def write_acceptances(scope: Scope, sheets: Sheets, client: Client, versions: list[Version]) -> None:
    if client.is_new:
        return
    dice = client.dice(scope, "acceptances")
    for actor in client.people.values():
        for version in versions:
            day = version.since + timedelta(days=dice.randrange(_WITHIN_DAYS))
            at = moment(day, dice.randrange(8, 18), dice.randrange(60), dice.randrange(60))
            if at >= scope.midnight:
                continue
            sheets[Acceptance].add(
                user_id=actor.user_id,
                offer_id=version.pk,
                at=at,
                address=actor.address,
                name=actor.name,
                organizations=client.name,
                search=f"{actor.name} {actor.username} {client.name}".lower(),
            )
