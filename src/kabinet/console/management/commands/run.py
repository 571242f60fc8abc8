"""`kabinet run`: the web server and the worker together."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kabinet.console.processes import AddressTaken, Family, check_address, server_command, worker_command
from kabinet.demo.accounts import NotLoaded, list_accounts

#: Enough to look into every room: the first client's people and the staff.
_SHOWN = 3


class Command(BaseCommand):
    help = "Start the web server and the worker; Ctrl+C stops both."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            check_address()
        except AddressTaken as refusal:
            message = f"Somebody listens at {settings.ADDRESS} already: stop it, or set KABINET_ADDRESS."
            raise CommandError(message) from refusal
        self._print_sign_ins()
        self.stdout.write(f"Kabinet is at {settings.PUBLIC_URL} (Ctrl+C stops it).")
        self.stdout.flush()
        family = Family([server_command(), worker_command()])
        if status := family.live():
            raise CommandError("The server or the worker stopped by itself.", returncode=status)

    def _print_sign_ins(self) -> None:
        try:
            accounts = list_accounts()
        except NotLoaded:
            return
        staff = [account for account in accounts if not account.organization]
        for account in accounts[:_SHOWN] + staff:
            self.stdout.write(f"  {account.user_name:16} {account.password:20} {account.role}")
