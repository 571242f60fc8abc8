"""Every address of every door, and who gets it. An address without a row here fails the run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from kabinet.desk.drafts import Draft
from kabinet.documents.operations import Facts
from kabinet.documents.rules.words import Kind
from tests.isolation.desk import checklist
from tests.isolation.scene import DAY, Scene

OWN = frozenset({"engineer", "accountant", "director"})
OWN_MONEY = frozenset({"accountant", "director"})
CLIENTS = OWN | {"neighbour"}
MANAGERS = frozenset({"director", "neighbour"})
CLIENTS_WITH_MONEY = OWN_MONEY | {"neighbour"}
CLIENTS_WHO_SUBMIT = CLIENTS - {"accountant"}
DEPARTMENT = frozenset({"curator", "head"})
STAFF = frozenset(
    {
        "curator",
        "other-curator",
        "head",
        "metering-engineer",
        "supplier-accountant",
        "credentials-desk",
        "administrator",
    }
)
OFFICER = frozenset({"credentials-desk"})
SUPPLY_STAFF = STAFF - {"credentials-desk", "administrator"}
MONEY_STAFF = SUPPLY_STAFF - {"metering-engineer"}
#: Staff to whom the plant is entrusted.
THEIR_CLIENT = SUPPLY_STAFF - {"other-curator"}
THEIR_MONEY = MONEY_STAFF - {"other-curator"}
SIGNED_IN = CLIENTS | STAFF
EVERYBODY = SIGNED_IN | {"anonymous"}
NOBODY: frozenset[str] = frozenset()
HEAD = frozenset({"head"})
ADMINISTRATOR = frozenset({"administrator"})


@dataclass(frozen=True)
class Row:
    """
    Who gets the page by GET, and what part of the address names the plant's things.

    `post` is a body with the plant's ids; `posted_by` may write with it, for all others nothing must change.
    """

    seen_by: frozenset[str]
    path: Callable[[Scene], Mapping[str, Any]] = lambda _: {}
    query: Callable[[Scene], Mapping[str, Any]] = lambda _: {}
    post: Callable[[Scene], Mapping[str, Any]] | None = None
    posted_by: frozenset[str] = field(default=NOBODY)


def _month(_: Scene) -> Mapping[str, Any]:
    return {"month": "2026-11"}


def _cells(scene: Scene) -> Mapping[str, Any]:
    unit = scene.cast.unit.pk
    return {f"v-{unit}-2026-11-20": "36,100", "action": "submit", "key": "isolation-readings"}


def _employee(name: str) -> Mapping[str, Any]:
    return {
        "full_name": name,
        "role": "head",
        "position": "начальник",
        "phone": "+7 495 730-60-77",
        "email": "new@example.org",
    }


def _draft(scene: Scene) -> str:
    """Return a letter that somebody checked before they would publish it."""
    facts = Facts(kind=Kind.LETTER, number="8-11", dated_on=DAY)
    stored = scene.letter.file_id
    return Draft(scene.cast.contract.pk, facts, stored, "письмо.pdf", key="isolation-draft").signed()


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


ADDRESSES: dict[str, Row] = {
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
    "portal:readings": Row(CLIENTS),
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
    "desk:queue": Row(STAFF),
    "desk:next": Row(STAFF),
    "desk:accept": Row(
        STAFF,
        query=lambda scene: {"item": f"requests-{scene.request.pk}-1"},
        post=lambda scene: {"item": [f"requests-{scene.request.pk}-1", f"readings-{scene.submission.pk}-1"]},
        posted_by=DEPARTMENT | {"metering-engineer"},
    ),
    "desk:clients": Row(SUPPLY_STAFF, query=lambda _: {"q": "Керамик"}),
    "desk:client": Row(THEIR_CLIENT, lambda scene: {"organization_id": scene.cast.plant.pk}),
    "desk:publish": Row(THEIR_MONEY, lambda scene: {"organization_id": scene.cast.plant.pk}),
    "desk:publish_check": Row(
        NOBODY,
        lambda scene: {"organization_id": scene.cast.plant.pk},
        post=lambda scene: {"draft": _draft(scene)},
        posted_by=DEPARTMENT | {"supplier-accountant"},
    ),
    "desk:publish_preview": Row(
        THEIR_MONEY,
        lambda scene: {"organization_id": scene.cast.plant.pk},
        lambda scene: {"draft": _draft(scene)},
    ),
    "desk:payment": Row(
        frozenset({"supplier-accountant"}),
        lambda scene: {"organization_id": scene.cast.plant.pk},
        post=lambda scene: {
            "contract": scene.cast.contract.pk,
            "paid_on": "20.11.2026",
            "amount": "1,00",
            "payment_order": "17",
            "purpose": "За газ",
            "key": "isolation-payment",
        },
        posted_by=frozenset({"supplier-accountant"}),
    ),
    "desk:account": Row(THEIR_MONEY, lambda scene: {"contract_id": scene.cast.contract.pk}),
    "desk:entry": Row(THEIR_MONEY, lambda scene: {"entry_id": scene.entry.pk}),
    "desk:submission": Row(
        THEIR_CLIENT,
        lambda scene: {"submission_id": scene.submission.pk},
        post=lambda _: {"outcome": "accept"},
        posted_by=DEPARTMENT | {"metering-engineer"},
    ),
    "desk:request": Row(
        THEIR_CLIENT,
        lambda scene: {"request_id": scene.request.pk},
        post=lambda scene: {
            "outcome": "accept",
            "seen_version": 1,
            f"agreed_{scene.cast.point.pk}": "1 240,000",
        },
        posted_by=DEPARTMENT,
    ),
    "desk:document": Row(
        THEIR_CLIENT,
        lambda scene: {"document_id": scene.scan.pk},
        post=lambda _: {"outcome": "accept"},
        posted_by=DEPARTMENT | {"supplier-accountant"},
    ),
    "desk:document_file": Row(THEIR_CLIENT, lambda scene: {"document_id": scene.scan.pk}),
    "desk:document_preview": Row(NOBODY, lambda scene: {"document_id": scene.scan.pk}),
    "desk:applications": Row(DEPARTMENT | {"other-curator"}, query=lambda _: {"show": "all"}),
    "desk:application": Row(
        DEPARTMENT,
        lambda scene: {"number": scene.application},
        post=lambda _: {"outcome": "return", "note": "Нет подписи", "seen": "1-received"},
        posted_by=DEPARTMENT,
    ),
    "desk:application_match": Row(NOBODY, lambda scene: {"number": scene.application}),
    "desk:application_paper": Row(
        DEPARTMENT, lambda scene: {"number": scene.application, "paper_id": scene.paper}
    ),
    "desk:application_preview": Row(
        NOBODY, lambda scene: {"number": scene.application, "paper_id": scene.paper}
    ),
    "desk:receipt": Row(THEIR_CLIENT, lambda scene: {"number": scene.receipt}),
    "desk:journal": Row(frozenset({"head", "administrator"})),
    "desk:end_paper": Row(DEPARTMENT, lambda scene: {"paper_id": scene.end_paper.pk}),
    "desk:staff": Row(ADMINISTRATOR),
    "desk:staff_new": Row(
        ADMINISTRATOR,
        post=lambda _: _employee("Новая Анна Ивановна"),
        posted_by=ADMINISTRATOR,
    ),
    "desk:employee": Row(
        ADMINISTRATOR,
        lambda scene: {"user_id": scene.employee.pk},
        post=lambda scene: _employee("Новая Анна Ивановна") | {"seen": scene.employee_seen},
        posted_by=ADMINISTRATOR,
    ),
    "desk:staff_remove": Row(
        ADMINISTRATOR,
        lambda scene: {"user_id": scene.employee.pk},
        post=lambda _: {"reason": "Уволилась"},
        posted_by=ADMINISTRATOR,
    ),
    "desk:staff_take_back": Row(
        NOBODY,
        lambda scene: {"user_id": scene.removed.pk},
        post=lambda _: {},
        posted_by=ADMINISTRATOR,
    ),
    "desk:stand_ins": Row(
        HEAD,
        post=lambda scene: {
            "absent": scene.stand_in.colleague_id,
            "colleague": scene.stand_in.absent_id,
            "first_day": "10.12.2026",
            "last_day": "12.12.2026",
        },
        posted_by=HEAD,
    ),
    "desk:stand_in_end": Row(
        HEAD, lambda scene: {"stand_in_id": scene.stand_in.pk}, post=lambda _: {}, posted_by=HEAD
    ),
    "desk:entrust": Row(
        HEAD,
        query=lambda scene: {"of": scene.cast.curator.pk},
        post=lambda scene: {
            "customer": [f"{scene.cast.plant.pk}-{scene.cast.curator.pk}"],
            "curator": scene.stand_in.colleague_id,
        },
        posted_by=HEAD,
    ),
    "desk:look": Row(
        NOBODY,
        lambda scene: {"organization_id": scene.cast.plant.pk},
        post=lambda _: {},
        posted_by=DEPARTMENT,
    ),
    "desk:look_end": Row(NOBODY, post=lambda _: {}),
    "desk:rights": Row(frozenset({"head", "administrator"})),
    "desk:setup": Row(frozenset({"head", "supplier-accountant", "credentials-desk", "administrator"})),
    "desk:policy": Row(
        frozenset({"administrator"}),
        post=lambda _: {"code_days": 7, "answer_days": 3, "session_hours": 12, "seen": 0},
        posted_by=frozenset({"administrator"}),
    ),
    "desk:offers": Row(frozenset({"head", "administrator"})),
    "desk:offer": Row(frozenset({"head", "administrator"}), lambda _: {"version": "2026-03"}),
    "desk:offer_new": Row(
        frozenset({"administrator"}),
        post=lambda _: {
            "version": "2026-12",
            "title": "Договор-оферта",
            "in_force_from": "01.12.2026",
            "text": "1. Иначе.",
            "reason": "Закон",
            "key": "isolation-offer",
            "action": "propose",
        },
        posted_by=frozenset({"administrator"}),
    ),
    "desk:acceptances": Row(frozenset({"head", "administrator"})),
    "desk:requisites": Row(frozenset({"head", "supplier-accountant", "administrator"})),
    "desk:requisites_version": Row(
        frozenset({"head", "supplier-accountant", "administrator"}),
        lambda scene: {"version_id": scene.requisites},
    ),
    "desk:requisites_new": Row(
        frozenset({"supplier-accountant", "administrator"}),
        post=lambda scene: {
            **settings.SUPPLIER,
            "signer": "П. П. Петров",
            "valid_from": "01.12.2026",
            "reason": "Приказ",
            "seen": scene.requisites,
            "key": "isolation-requisites",
        },
        posted_by=frozenset({"supplier-accountant", "administrator"}),
    ),
    "desk:proposals": Row(frozenset({"head", "supplier-accountant", "credentials-desk", "administrator"})),
    "desk:proposal": Row(
        frozenset({"head", "credentials-desk", "administrator"}),
        lambda scene: {"proposal_id": scene.consent},
        post=lambda _: {"action": "approve"},
        posted_by=frozenset({"head"}),
    ),
    "desk:issues": Row(OFFICER, query=lambda _: {"q": "Керамик"}),
    "desk:issue_application": Row(
        OFFICER, lambda scene: {"number": scene.desk.ready}, post=lambda _: checklist(), posted_by=OFFICER
    ),
    "desk:issue_paper": Row(OFFICER, lambda scene: {"paper_id": scene.desk.paper}),
    "desk:issue_paper_preview": Row(NOBODY, lambda scene: {"paper_id": scene.desk.paper}),
    "desk:reissue": Row(
        OFFICER,
        lambda scene: {"user_id": scene.cast.engineer.pk},
        post=lambda _: checklist(authority_number="17", authority_from="12.01.2026"),
        posted_by=OFFICER,
    ),
    "desk:issue": Row(
        OFFICER,
        lambda scene: {"issue_id": scene.desk.printed},
        post=lambda _: {"step": "signed"},
        posted_by=OFFICER,
    ),
    "desk:slip": Row(
        OFFICER, lambda scene: {"issue_id": scene.desk.unprinted}, post=lambda _: {}, posted_by=OFFICER
    ),
    "desk:points": Row(
        frozenset({"administrator"}),
        post=lambda _: {"name": "Тверь", "address": "Тверь, ул. Газовая, д. 5", "hours": "вт 10:00–15:00"},
        posted_by=frozenset({"administrator"}),
    ),
    "desk:point": Row(
        frozenset({"administrator"}),
        lambda scene: {"point_id": scene.desk.point.pk},
        post=lambda _: {"name": "Окно 4", "address": "Москва", "hours": "вт 10:00–15:00"},
        posted_by=frozenset({"administrator"}),
    ),
    "api:openapi-json": Row(EVERYBODY),
    "api:api-root": Row(NOBODY),
    "api:health": Row(EVERYBODY),
    "api:list_contracts": Row(SIGNED_IN),
    "api:list_volumes": Row(
        OWN | THEIR_CLIENT,
        lambda scene: {"contract_id": scene.cast.contract.pk},
        lambda _: {"month": "2026-11"},
    ),
    "api:get_account": Row(
        OWN_MONEY | THEIR_MONEY,
        lambda scene: {"contract_id": scene.cast.contract.pk},
        lambda _: {"since": "2026-01-01", "until": "2026-11-30"},
    ),
}
