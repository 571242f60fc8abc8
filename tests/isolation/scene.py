"""Something of everything that belongs to one enterprise, and everybody who might ask for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client

from kabinet.access.models import ApplicationPaper, EndPaper, Membership, StandIn, User
from kabinet.access.operations import applications, proposals
from kabinet.access.operations.applications import Paper
from kabinet.access.operations.stand_ins import arrange_stand_in
from kabinet.access.queries.members import get_member
from kabinet.access.queries.staff import get_employee
from kabinet.access.rules.applications import PaperKind
from kabinet.access.rules.proposals import Kind as ProposalKind
from kabinet.documents import operations as documents
from kabinet.documents.models import Document
from kabinet.documents.operations import Scan
from kabinet.documents.rules.words import Kind
from kabinet.files import operations as files
from kabinet.files.models import StoredFile
from kabinet.foundation.gate import GatedModel
from kabinet.foundation.http import submission_key
from kabinet.foundation.rights import Role
from kabinet.jobs.models import Job
from kabinet.metering import operations as metering
from kabinet.metering.models import GasQuality, IndexReading, Instrument, VolumeSubmission
from kabinet.metering.operations import Entry, NewIndex
from kabinet.requests import operations as requests
from kabinet.requests.models import VolumeRequest
from kabinet.settlements.models import ChargeLine, LedgerEntry
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.months import BillingMonth
from tests import factories
from tests.formats.archives import samples
from tests.formats.distributor_reports import buyer, point, report
from tests.formats.volume_sheets import books
from tests.isolation.desk import Desk, lay_out

NOW = factories.NOW
DAY = NOW.date() - timedelta(days=2)
#: Every day of it was given, and it can be closed.
WHOLE_MONTH = BillingMonth(2026, 1)

#: What must not be read by anybody whom it does not concern: names, numbers and sums of the plant.
MARKS = ("Завод Керамик", "12-4-0345/26", "36,1037", "36.1037", "918 273,64", "918\u00a0273,64", "918273.64")


@dataclass(frozen=True)
class Scene:
    """The plant's things, with the cast that they belong to."""

    cast: factories.Cast
    submission: VolumeSubmission
    request: VolumeRequest
    entry: LedgerEntry
    letter: Document
    invoice: Document
    scan: Document
    receipt: str
    application: str
    paper: int
    job: int
    archive: int
    sheet: int
    report: int
    counter: Instrument
    counter_seal: str
    reading: int
    quality: GasQuality
    consent: int
    requisites: int
    desk: Desk
    colleague: Membership
    colleague_seen: str
    end_paper: EndPaper
    employee: User
    employee_seen: str
    removed: User
    stand_in: StandIn
    browsers: dict[str, Client]


def build() -> Scene:
    cast = factories.cast()
    factories.offer()
    stored = files.store_bytes(b"%PDF-1.4 a scan", media_type="application/pdf", now=NOW)
    people = _people(cast)
    browsers = _browsers(people)
    return Scene(
        cast=cast,
        browsers=browsers,
        desk=lay_out(cast, people["credentials-desk"], stored),
        consent=_consent(cast, people["credentials-desk"]),
        stand_in=_stand_in(cast, people["other-curator"]),
        entry=_charge(cast),
        job=_job(cast),
        requisites=factories.supplier_requisites().pk,
        **_instruments(cast, stored),
        **_what_the_plant_sent(cast, stored),
        **_what_the_plant_received(cast, stored),
        **_colleagues(cast, stored),
        **_employees(people["administrator"]),
    )


def _instruments(cast: factories.Cast, stored: StoredFile) -> dict[str, Any]:
    counter = factories.instrument(cast.unit, serial_number="5")
    factories.volumes(cast.unit, dict.fromkeys(WHOLE_MONTH.days(), "36100"))
    return {
        "counter": counter,
        "counter_seal": _seal(counter),
        "reading": _reading(cast, counter),
        "archive": _archive(cast),
        "sheet": _sheet(cast),
        "report": _report(cast),
        "quality": factories.gas_quality(cast.point, passport=stored),
    }


def _what_the_plant_sent(cast: factories.Cast, stored: StoredFile) -> dict[str, Any]:
    who: dict[str, Any] = {"viewer": factories.viewer_of(cast.director), "contract_id": cast.contract.pk}
    volumes = [Entry(cast.unit.pk, DAY, Decimal("36103.7"))]
    receipt = metering.submit_volumes(**who, entries=volumes, key="volumes", now=NOW)
    requests.submit_volume_request(
        **who,
        month=factories.MONTH.next,
        volumes={cast.point.pk: Decimal(1_240_000)},
        comment="",
        key="request",
        now=NOW,
    )
    scans = [Scan(stored, "скан.pdf", Kind.LETTER)]
    documents.send_scans(**who, scans=scans, answers_id=None, key="scans", now=NOW)
    return {
        "receipt": receipt.number,
        "submission": _rows(VolumeSubmission).get(receipt_number=receipt.number),
        "request": _rows(VolumeRequest).get(),
        "scan": _rows(Document).get(direction="in"),
    }


def _what_the_plant_received(cast: factories.Cast, stored: StoredFile) -> dict[str, Any]:
    def document(kind: Kind, number: str, **columns: Any) -> Document:
        return factories.document(cast.contract, kind, number, file=stored, **columns)

    return {
        "letter": document(Kind.LETTER, "7-11"),
        "invoice": document(Kind.INVOICE, "1045", amount=Decimal("918273.64")),
    }


def _colleagues(cast: factories.Cast, stored: StoredFile) -> dict[str, Any]:
    """Return the director's colleagues: one at work, one who was asked for, and one who left."""
    director = factories.viewer_of(cast.director)
    asked = applications.ask_for_colleague(
        viewer=director,
        contract_id=cast.contract.pk,
        applied=factories.applied(),
        papers=[Paper(PaperKind.POWER_OF_ATTORNEY, stored, "доверенность.pdf")],
        key="application",
        now=NOW,
    )
    colleague = _rows(Membership).get(user=cast.engineer)
    return {
        "application": asked.number,
        "paper": _rows(ApplicationPaper).get(application=asked).pk,
        "colleague": colleague,
        "colleague_seen": get_member(viewer=director, membership_id=colleague.pk, on=NOW.date()).seen,
        "end_paper": _end_paper(cast, stored),
    }


def _employees(administrator: User) -> dict[str, Any]:
    employee = factories.user("lapteva", role=Role.METERING_ENGINEER, name="Лаптева Юлия Львовна")
    seen = get_employee(viewer=factories.viewer_of(administrator), user_id=employee.pk).seen
    removed = factories.user("removed", role=Role.HEAD, name="Бывший Олег Петрович", is_active=False)
    return {"employee": employee, "employee_seen": seen, "removed": removed}


def _rows(model: type[GatedModel]) -> Any:
    return model.objects.everywhere(reason="the scene's own rows")


def _charge(cast: factories.Cast) -> LedgerEntry:
    entry = factories.ledger_entry(cast.contract, EntryKind.CHARGE, "918273.64", on=date(2026, 10, 31))
    ChargeLine(
        entry=entry,
        position=1,
        supply_point=cast.point,
        code="gas",
        name="Газ",
        volume=Decimal(100000),
        price=Decimal("7526.83"),
        coefficient="1",
        net=Decimal("752683.31"),
        vat_percent=22,
        vat=Decimal("165590.33"),
        basis={},
    ).save(force_insert=True)
    return entry


def _job(cast: factories.Cast) -> int:
    job = Job(owner=cast.director, kind="nothing", title="12-4-0345/26", arguments={}, created_at=NOW)
    job.save(force_insert=True)
    return int(job.number)


def _archive(cast: factories.Cast) -> int:
    """Return a corrector's archive of a day that was not handed in."""
    factories.instrument(cast.unit, kind="corrector", model="ЕК270", serial_number=samples.SERIAL)
    hours = samples.hours(24, datetime(2026, 11, 19, 8))  # noqa: DTZ001 (the clock of a device)
    stored = files.store_bytes(samples.ek270(hours), media_type="text/plain", now=NOW)
    [archive] = metering.take_archive(
        viewer=factories.viewer_of(cast.director),
        contract_id=cast.contract.pk,
        stored=stored,
        name="архив Завод Керамик.txt",
        unit_id=None,
        now=NOW,
    )
    return int(archive.pk)


def _sheet(cast: factories.Cast) -> int:
    """Return a sheet whose columns nobody has named."""
    rows: list[list[books.Value]] = [["Завод Керамик", "м3"], [date(2026, 11, 18), 36.1037]]
    stored = files.store_bytes(books.xlsx(rows), media_type="application/vnd.ms-excel", now=NOW)
    sheet = metering.take_sheet(
        viewer=factories.viewer_of(cast.director),
        contract_id=cast.contract.pk,
        stored=stored,
        name="Завод Керамик.xlsx",
        now=NOW,
    )
    return int(sheet.pk)


def _report(cast: factories.Cast) -> int:
    """Return a report of the distributor that does not count yet."""
    rows = [buyer("Завод Керамик", "12-4-0345/26"), point(cast.point.code, 36.1037)]
    stored = files.store_bytes(report(*rows), media_type="application/vnd.ms-excel", now=NOW)
    found = metering.take_report(
        viewer=factories.viewer_of(cast.head), stored=stored, name="Завод Керамик.xlsx", now=NOW
    )
    return int(found.pk)


def _reading(cast: factories.Cast, counter: Instrument) -> int:
    """Return a reading of the counter with its photograph."""
    photo = files.store_bytes(b"\x89PNG of the plant", media_type="image/png", now=NOW)
    metering.submit_index_readings(
        viewer=factories.viewer_of(cast.director),
        contract_id=cast.contract.pk,
        new=[NewIndex(counter.pk, Decimal("36103.7"), photo=photo.pk, photo_name="счётчик.png")],
        taken_at=datetime(2026, 11, 1, 8, tzinfo=factories.MOSCOW),
        key="reading",
        now=NOW,
    )
    return int(IndexReading.objects.everywhere(reason="the scene's own rows").get().pk)


def _seal(counter: Instrument) -> str:
    """Return what the page would have sealed when 36103.7 was checked for the 20th."""
    at = datetime(2026, 11, 20, 8, tzinfo=factories.MOSCOW)
    return submission_key(at.isoformat(), f"{counter.pk}=36103.7000")


def _consent(cast: factories.Cast, officer: User) -> int:
    """Return a proposal that waits: to issue the engineer's access at another point."""
    proposal = proposals.propose(
        viewer=factories.viewer_of(officer),
        kind=ProposalKind.REISSUE_ELSEWHERE,
        subject=f"user:{cast.engineer.username}",
        content={"name": f"{cast.engineer.full_name}, {cast.plant.name}"},
        reason="Переезд",
        key="consent",
        now=NOW,
    )
    return int(proposal.pk)


def _end_paper(cast: factories.Cast, stored: StoredFile) -> EndPaper:
    """Return the order with which a former colleague's access was ended."""
    person = factories.user("former", role=Role.ACCOUNTANT, name="Бывшая Вера Ивановна")
    membership = factories.member(
        person, cast.plant, valid_to=DAY, end_reason="Уволилась", ended_by="Кузнецов"
    )
    paper = EndPaper(membership=membership, file=stored, name="приказ.pdf", added_at=NOW)
    paper.save(force_insert=True)
    return paper


def _stand_in(cast: factories.Cast, absent: User) -> StandIn:
    """Return a stand-in between two curators who serve nobody of the scene."""
    colleague = factories.user("tretiakov", role=Role.CURATOR, name="Третьяков Тимур Тимурович")
    return arrange_stand_in(
        viewer=factories.viewer_of(cast.head),
        absent_id=absent.pk,
        colleague_id=colleague.pk,
        first_day=NOW.date(),
        last_day=NOW.date(),
        now=NOW,
    )


def _people(cast: factories.Cast) -> dict[str, User]:
    stranger = factories.user("zaitsev", role=Role.CURATOR, name="Зайцев Лев Львович")
    staff = {
        "metering-engineer": Role.METERING_ENGINEER,
        "supplier-accountant": Role.SUPPLIER_ACCOUNTANT,
        "credentials-desk": Role.CREDENTIALS_DESK,
        "administrator": Role.ADMINISTRATOR,
    }
    return {
        "engineer": cast.engineer,
        "accountant": cast.accountant,
        "director": cast.director,
        "neighbour": cast.neighbour,
        "curator": cast.curator,
        "other-curator": stranger,
        "head": cast.head,
    } | {name: factories.user(name, role=role) for name, role in staff.items()}


def _browsers(people: dict[str, User]) -> dict[str, Client]:
    return {"anonymous": Client()} | {name: factories.signed_in(person) for name, person in people.items()}
