"""Loading the demo supplier into an empty database."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from kabinet.demo import acceptances, applications, distributor, files, offers, traces
from kabinet.demo.account import Bookkeeper
from kabinet.demo.book import Book
from kabinet.demo.case import Case
from kabinet.demo.clients import Client, Deal, Founder
from kabinet.demo.closing import close_latest_month
from kabinet.demo.colleagues import Colleagues
from kabinet.demo.counters import Counters
from kabinet.demo.happenings import write_happenings
from kabinet.demo.hours import Telemetry
from kabinet.demo.issuing import CredentialsDesk
from kabinet.demo.papers import Archivist, Files
from kabinet.demo.people import Registry
from kabinet.demo.quality import Laboratory
from kabinet.demo.readings import Reader
from kabinet.demo.requests import Planner
from kabinet.demo.scope import Scope
from kabinet.demo.sheets import Sheets
from kabinet.demo.supply_rules import write_rules
from kabinet.demo.terms import Terms
from kabinet.demo.two_people import SecondPeople
from kabinet.foundation.refusal import Refusal
from kabinet.journal.models import Record
from kabinet.organizations.models import Organization

LOADED = "demo.supplier.loaded"


class OtherDataFound(Refusal):
    """The database holds organizations that are not the demo's."""

    code = "demo.other-data-found"


@dataclass(frozen=True, slots=True)
class Loaded:
    """`again`: the demo stood already, and nothing was written."""

    organizations: int
    again: bool


def is_loaded() -> bool:
    return (
        Record.objects.everywhere(reason="the demo notes its loading in the journal")
        .filter(event=LOADED)
        .exists()
    )


def load(scope: Scope) -> Loaded:
    """
    Load the demo supplier, all of it or nothing; where it is loaded already, leave it as it is.

    :raises OtherDataFound: the database holds organizations that are not the demo's
    """
    organizations = Organization.objects.everywhere(reason="the demo goes into an empty database only")
    if is_loaded():
        return Loaded(organizations.count(), again=True)
    if organizations.exists():
        raise OtherDataFound
    stored = files.store_files(at=scope.midnight)
    with transaction.atomic(), _no_collecting():
        Loader(scope, stored).load()
    return Loaded(scope.organizations, again=False)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Spare the search for circles: millions of rows come and go, and none refers to itself."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Loader:
    """Makes up one client after another, so that only one is held in memory at a time."""

    def __init__(self, scope: Scope, stored: Files) -> None:
        self.scope = scope
        self.stored = stored
        self.sheets = Sheets()
        self.supplier = Book()

    def load(self) -> None:
        write_rules(self.scope, self.sheets)
        versions = offers.write_offers(self.sheets)
        self.sheets.write()
        terms = Terms()
        registry = Registry(self.scope, self.sheets)
        staff = registry.staff()
        passport = self.stored["quality-passport"]
        Laboratory(self.scope, self.sheets, staff, self.supplier, passport).write()
        desk = CredentialsDesk(self.scope, self.sheets, registry)
        SecondPeople(self.scope, self.sheets, staff, self.supplier, versions).write()
        colleagues = Colleagues(self.scope, self.sheets, registry, staff, self.supplier)
        founder = Founder(self.scope, self.sheets, registry, staff)
        for index in range(1, self.scope.organizations + 1):
            client = founder.found(index)
            if not client.is_new:
                self._fill(client, terms)
            desk.bind(client)
            traces.write_sign_ins(self.scope, self.sheets, client, versions, self.supplier)
            applications.write_applications(self.scope, self.sheets, client, self.stored, self.supplier)
            acceptances.write_acceptances(self.scope, self.sheets, client, versions)
            colleagues.tell(client)
            client.book.bind(self.sheets)
            self.sheets.write()
        desk.close()
        colleagues.close()
        distributor.write_report(self.scope, self.sheets, staff.metering, self.supplier)
        self._note_loading()
        self.supplier.bind(self.sheets)
        self.sheets.write()
        self.sheets.hand_over_keys()

    def _fill(self, client: Client, terms: Terms) -> None:
        for deal in client.deals:
            self._fill_contract(client, deal, terms)
        traces.write_notifications(self.scope, self.sheets, client)

    def _fill_contract(self, client: Client, deal: Deal, terms: Terms) -> None:
        case = Case(self.scope, self.sheets, terms, client, deal)
        plan = Planner(case).write()
        reader = Reader(case, plan)
        taken = reader.write()
        close_latest_month(case, plan, reader)
        Telemetry(case, reader.rows).write()
        Counters(case, reader.rows).write()
        write_happenings(case)
        account = Bookkeeper(case, plan, taken).write()
        Archivist(case, account, self.stored).write()

    def _note_loading(self) -> None:
        facts = {
            "organizations": self.scope.organizations,
            "years": self.scope.years,
            "seed": self.scope.seed,
        }
        self.supplier.note(
            LOADED,
            actor=None,
            subject="demo",
            data={**facts, "today": self.scope.today},
            at=self.scope.midnight,
        )
