"""The house at the desk: the staff, what is set up, what takes two people."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from tests.isolation.table.row import ADMINISTRATOR, DEPARTMENT, HEAD, NOBODY, Row


def _employee(name: str) -> Mapping[str, Any]:
    return {
        "full_name": name,
        "role": "head",
        "position": "начальник",
        "phone": "+7 495 730-60-77",
        "email": "new@example.org",
    }


HOUSE: dict[str, Row] = {
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
        post=lambda _: {"code_days": 7, "answer_days": 3, "consent_days": 14, "session_hours": 12, "seen": 0},
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
}
