"""`kabinet demo`: load the demo supplier, list its sign-ins."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kabinet.demo.accounts import NotLoaded, list_accounts
from kabinet.demo.load import OtherDataFound, load
from kabinet.demo.scope import MOSCOW, Scope
from kabinet.foundation import clock


class Command(BaseCommand):
    help = "Load the demo supplier into an empty database, or list its sign-ins."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        loading = verbs.add_parser("load", help="load the demo supplier")
        loading.add_argument("--organizations", type=_count, default=12)
        loading.add_argument("--years", type=_count, default=3)
        loading.add_argument("--seed", type=int, default=1)
        loading.add_argument(
            "--today", type=date.fromisoformat, help="the day the data is as fresh as (2026-11-23)"
        )
        loading.add_argument(
            "--extra-documents", type=int, default=0, help="letters more for the first customer"
        )
        accounts = verbs.add_parser("accounts", help="list the sign-ins of the demo")
        accounts.add_argument("--json", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["verb"] == "load":
            self._load(options)
        else:
            self._accounts(as_json=options["json"])

    def _load(self, options: dict[str, Any]) -> None:
        today = options["today"] or clock.now().astimezone(MOSCOW).date()
        scope = Scope(
            options["organizations"], options["years"], options["seed"], today, options["extra_documents"]
        )
        try:
            done = load(scope)
        except OtherDataFound as refusal:
            message = (
                "The database holds organizations that are not the demo's. Load the demo into a new database."
            )
            raise CommandError(message) from refusal
        if done.again:
            self.stdout.write(f"The demo supplier is loaded already: {done.organizations} organizations.")
        else:
            self.stdout.write(f"Loaded {done.organizations} organizations, as of {today:%Y-%m-%d}.")

    def _accounts(self, *, as_json: bool) -> None:
        try:
            accounts = list_accounts()
        except NotLoaded as refusal:
            raise CommandError("There is no demo supplier in this database: kabinet demo load.") from refusal
        if as_json:
            self.stdout.write(
                json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1)
            )
            return
        for account in accounts:
            whose = account.organization or "supplier"
            self.stdout.write(f"{account.user_name:20} {account.password:20} {account.role:20} {whose}")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("at least one")
    return number
