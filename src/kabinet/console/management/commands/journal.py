"""`kabinet journal`: verify the chains, seal their heads."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kabinet.foundation import clock
from kabinet.journal.operations import seal_chains
from kabinet.journal.queries import verify_chains


class Command(BaseCommand):
    help = "Verify the journal, or seal the heads of its chains into one root."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser(
            "verify", help="check every record, receipt and seal; exit status 1 where one is broken"
        )
        verbs.add_parser("seal", help="bind the heads of all chains into one root and print it")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["verb"] == "seal":
            seal = seal_chains(now=clock.now())
            self.stdout.write(f"{seal.at:%Y-%m-%d %H:%M:%S %Z} {seal.root}")
            return
        found = verify_chains()
        for broken in found:
            place = f"chain {broken.organization_id}, position {broken.position}"
            self.stderr.write(f"{place}, record {broken.record_id}: {broken.reason}")
        if found:
            raise CommandError(f"The journal is broken in {len(found)} places.")
        self.stdout.write("The journal is whole.")
