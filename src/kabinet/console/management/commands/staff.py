"""`kabinet staff`: let the first of the staff into a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kabinet.access.operations.console_codes import admit_from_console
from kabinet.access.operations.staff import StaffFacts
from kabinet.access.rules.staff import STAFF_ROLES, WorksAlready
from kabinet.foundation import clock
from kabinet.foundation.rights import Role


class Command(BaseCommand):
    help = "Enter one of the supplier's staff and print a one-time access code; the journal keeps that it was done."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        adding = verbs.add_parser("add", help="enter somebody and print their user name and access code")
        adding.add_argument(
            "--name", required=True, help='surname, name, patronymic: "Иванова Анна Петровна"'
        )
        adding.add_argument(
            "--role", choices=[role.value for role in STAFF_ROLES], default=Role.ADMINISTRATOR
        )
        adding.add_argument("--position", default="")
        adding.add_argument("--phone", default="")
        adding.add_argument("--email", default="")

    def handle(self, *_: Any, **options: Any) -> None:
        name = " ".join(options["name"].split())
        if len(name.split()) < 2:  # noqa: PLR2004 (surname and name)
            raise CommandError("Give the surname and the name: --name 'Иванова Анна Петровна'.")
        facts = StaffFacts(
            full_name=name[:200],
            role=Role(options["role"]),
            position=options["position"][:200],
            phone=options["phone"][:40],
            email=options["email"][:254],
        )
        try:
            done = admit_from_console(facts=facts, now=clock.now())
        except WorksAlready as refusal:
            message = (
                f"{refusal.facts['username']} has a password. Another code is issued at the credentials desk."
            )
            raise CommandError(message) from refusal
        self.stdout.write(f"user name    {done.user.username}")
        self.stdout.write(f"access code  {done.code}")
        self.stdout.write(f"valid until  {timezone.localtime(done.expires_at):%Y-%m-%d %H:%M %Z}")
        self.stdout.write(
            "Sign in with them: a password of your own is chosen at once. The code is shown only here."
        )
