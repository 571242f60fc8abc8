"""The clients' door."""

from collections.abc import Mapping
from typing import Any

from tests.isolation.scene import DAY, Scene
from tests.isolation.table.row import (
    CLIENTS,
    CLIENTS_WHO_SUBMIT,
    CLIENTS_WITH_MONEY,
    EVERYBODY,
    MANAGERS,
    NOBODY,
    OWN,
    OWN_MONEY,
    SIGNED_IN,
    Row,
)


def _month(_: Scene) -> Mapping[str, Any]:
    return {"month": "2026-11"}


def _cells(scene: Scene) -> Mapping[str, Any]:
    unit = scene.cast.unit.pk
    return {f"v-{unit}-2026-11-20": "36,100", "action": "submit", "key": "isolation-readings"}


def _colleague(scene: Scene) -> Mapping[str, Any]:
    """Return what somebody types who asks for a colleague's access to the plant's contract."""
    return {
        "contract": scene.cast.contract.pk,
        "full_name": "Попов Пётр Петрович",
        "position": "бухгалтер",
        "phone": "+7 495 100-00-08",
        "email": "popov@example.org",
        "authority_kind": "order",
        "authority_number": "22",
        "authority_from": "01.11.2026",
        "authority_to": "",
        "role": "accountant",
        "action": "send",
        "key": "isolation-colleague",
    }


PORTAL: dict[str, Row] = {
    "portal:home": Row(CLIENTS),
    "portal:login": Row(EVERYBODY),
    "portal:second_step": Row(NOBODY),
    "portal:first_password": Row(SIGNED_IN),
    "portal:logout": Row(NOBODY),
    "portal:resume": Row(SIGNED_IN),
    "portal:offer": Row(EVERYBODY),
    "portal:offer_version": Row(EVERYBODY, lambda _: {"version": "2026-03"}),
    "portal:offer_changes": Row(EVERYBODY, query=lambda _: {"since": "2026-03", "version": "2026-03"}),
    "portal:offer_pdf": Row(EVERYBODY, lambda _: {"version": "2026-03"}),
    "portal:recovery": Row(EVERYBODY),
    "portal:apply": Row(EVERYBODY),
    "portal:application_sent": Row(EVERYBODY),
    "portal:applications": Row(EVERYBODY),
    "portal:application_correct": Row(EVERYBODY),
    "portal:application_scans": Row(NOBODY),
    "portal:application_pdf": Row(EVERYBODY),
    "portal:application_leave": Row(NOBODY),
    "portal:colleagues": Row(frozenset({"director", "neighbour"})),
    "portal:colleague_new": Row(
        frozenset({"director", "neighbour"}),
        post=_colleague,
        posted_by=frozenset({"director"}),
    ),
    "portal:colleague": Row(frozenset({"director"}), lambda scene: {"number": scene.application}),
    "portal:colleague_correct": Row(
        frozenset({"director"}),
        lambda scene: {"number": scene.application},
        post=lambda scene: {**_colleague(scene), "seen_version": 1},
    ),
    "portal:colleague_scans": Row(NOBODY, lambda scene: {"number": scene.application}),
    "portal:colleague_pdf": Row(frozenset({"director"}), lambda scene: {"number": scene.application}),
    "portal:settings": Row(SIGNED_IN),
    "portal:sessions": Row(NOBODY),
    "portal:second_factor": Row(SIGNED_IN),
    "portal:second_factor_qr": Row(NOBODY),
    "portal:recovery_codes": Row(NOBODY),
    "portal:people": Row(MANAGERS),
    "portal:person": Row(
        frozenset({"director"}),
        lambda scene: {"membership_id": scene.colleague.pk},
        post=lambda scene: {f"rights_{scene.cast.contract.pk}": ["see-supply"], "seen": scene.colleague_seen},
        posted_by=frozenset({"director"}),
    ),
    "portal:person_end": Row(
        frozenset({"director"}),
        lambda scene: {"membership_id": scene.colleague.pk},
        post=lambda scene: {"when": "at-once", "reason": "Уволился", "seen": scene.colleague_seen},
        posted_by=frozenset({"director"}),
    ),
    "portal:end_paper": Row(frozenset({"director"}), lambda scene: {"paper_id": scene.end_paper.pk}),
    "portal:contracts": Row(CLIENTS, post=lambda scene: {"contract": scene.cast.contract.pk}, posted_by=OWN),
    "portal:contract": Row(CLIENTS),
    "portal:fault": Row(
        CLIENTS_WHO_SUBMIT,
        post=lambda scene: {
            "place": f"{scene.cast.unit.pk}-{scene.counter.pk}",
            "kind": "broken",
            "day": "20.11.2026",
            "time": "14:30",
            "key": "isolation-fault",
        },
        posted_by=frozenset({"engineer", "director"}),
    ),
    "portal:quality_passport": Row(CLIENTS, lambda scene: {"quality_id": scene.quality.pk}),
    "portal:readings": Row(CLIENTS),
    "portal:volume_files": Row(CLIENTS, query=lambda scene: {"contract": scene.cast.contract.pk}),
    "portal:volume_file": Row(
        OWN,
        lambda scene: {"archive_id": scene.archive},
        post=lambda _: {"key": "isolation-archive"},
        posted_by=frozenset({"engineer", "director"}),
    ),
    "portal:volume_file_original": Row(OWN, lambda scene: {"archive_id": scene.archive}),
    "portal:indexes": Row(
        CLIENTS,
        query=lambda scene: {"contract": scene.cast.contract.pk},
        post=lambda scene: {
            "taken_on": "20.11.2026",
            "taken_time": "08:00",
            f"i-{scene.counter.pk}": "36103,7",
            "checked": scene.counter_seal,
            "key": "isolation-indexes",
            "action": "submit",
        },
        posted_by=frozenset({"engineer", "director"}),
    ),
    "portal:index_photo": Row(OWN, lambda scene: {"reading_id": scene.reading}),
    "portal:sheet_columns": Row(
        OWN,
        lambda scene: {"archive_id": scene.sheet},
        post=lambda scene: {
            "heading": "1",
            "day": "0",
            f"unit_{scene.cast.unit.pk}": "1",
            "scale": "thousand-m3",
        },
        posted_by=frozenset({"engineer", "director"}),
    ),
    "portal:volume_form": Row(CLIENTS, _month, lambda scene: {"contract": scene.cast.contract.pk}),
    "portal:readings_month": Row(
        CLIENTS,
        _month,
        lambda scene: {"contract": scene.cast.contract.pk},
        _cells,
        frozenset({"engineer", "director"}),
    ),
    "portal:readings_check": Row(CLIENTS_WHO_SUBMIT, _month, post=_cells),
    "portal:readings_day": Row(
        OWN,
        lambda scene: {"unit_id": scene.cast.unit.pk, "day": DAY.isoformat()},
        post=lambda _: {
            "volume": "35,000",
            "reason": "mistake",
            "seen_version": 1,
            "key": "isolation-correction",
        },
        posted_by=frozenset({"engineer", "director"}),
    ),
    "portal:consumption": Row(CLIENTS),
    "portal:consumption_month": Row(
        OWN, _month, lambda scene: {"part": f"unit-{scene.cast.unit.pk}", "format": "csv"}
    ),
    "portal:consumption_hours": Row(OWN, _month, lambda scene: {"part": f"point-{scene.cast.point.pk}"}),
    "portal:consumption_year": Row(
        OWN, lambda _: {"year": 2026}, lambda scene: {"part": f"unit-{scene.cast.unit.pk}"}
    ),
    "portal:requests": Row(CLIENTS, query=lambda scene: {"contract": scene.cast.contract.pk}),
    "portal:request_new": Row(CLIENTS_WHO_SUBMIT, lambda _: {"month": "2027-01"}),
    "portal:request_check": Row(
        CLIENTS,
        lambda _: {"month": "2027-01"},
        post=lambda scene: {
            f"p-{scene.cast.point.pk}": "1000",
            "key": "isolation-request",
            "action": "submit",
        },
        posted_by=frozenset({"engineer", "director"}),
    ),
    "portal:request": Row(OWN, lambda scene: {"request_id": scene.request.pk}),
    "portal:settlements": Row(CLIENTS_WITH_MONEY, query=lambda scene: {"contract": scene.cast.contract.pk}),
    "portal:entry": Row(OWN_MONEY, lambda scene: {"entry_id": scene.entry.pk}),
    "portal:documents": Row(CLIENTS, query=lambda scene: {"contract": scene.cast.contract.pk}),
    "portal:document": Row(OWN_MONEY, lambda scene: {"document_id": scene.invoice.pk}),
    "portal:document_file": Row(OWN_MONEY, lambda scene: {"document_id": scene.invoice.pk}),
    "portal:documents_zip": Row(
        NOBODY,
        post=lambda scene: {"document": [scene.letter.pk]},
    ),
    "portal:document_preview": Row(NOBODY, lambda scene: {"document_id": scene.invoice.pk}),
    "portal:scans": Row(
        OWN_MONEY,
        query=lambda scene: {"answers": scene.invoice.pk},
        post=lambda scene: {"answers": scene.invoice.pk, "kind": "act", "key": "isolation-scan"},
    ),
    "portal:receipt": Row(OWN, lambda scene: {"number": scene.receipt}),
    "portal:receipt_pdf": Row(OWN, lambda scene: {"number": scene.receipt}),
    "portal:notifications": Row(SIGNED_IN),
    "portal:jobs": Row(CLIENTS),
    "portal:job": Row(frozenset({"director"}), lambda scene: {"number": scene.job}),
    "portal:help": Row(EVERYBODY),
}
