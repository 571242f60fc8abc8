"""The desk: customers, what they send, what is published for them."""

from kabinet.desk.drafts import Draft
from kabinet.documents.operations import Facts
from kabinet.documents.rules.words import Kind
from tests.isolation.scene import DAY, Scene
from tests.isolation.table.row import DEPARTMENT, NOBODY, STAFF, SUPPLY_STAFF, THEIR_CLIENT, THEIR_MONEY, Row


def _draft(scene: Scene) -> str:
    """Return a letter that somebody checked before they would publish it."""
    facts = Facts(kind=Kind.LETTER, number="8-11", dated_on=DAY)
    stored = scene.letter.file_id
    return Draft(scene.cast.contract.pk, facts, stored, "письмо.pdf", key="isolation-draft").signed()


DESK: dict[str, Row] = {
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
    "desk:application_take": Row(
        NOBODY, lambda scene: {"number": scene.application}, post=lambda _: {}, posted_by=DEPARTMENT
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
    "desk:client_person": Row(
        DEPARTMENT,
        lambda scene: {"membership_id": scene.colleague.pk},
        post=lambda scene: {"reason": "Доверенность отозвана", "seen": scene.colleague_seen},
        posted_by=DEPARTMENT,
    ),
    "desk:end_paper": Row(DEPARTMENT, lambda scene: {"paper_id": scene.end_paper.pk}),
    "desk:unit": Row(THEIR_CLIENT, lambda scene: {"unit_id": scene.cast.unit.pk}),
    "desk:unit_act": Row(
        DEPARTMENT | {"metering-engineer"},
        lambda scene: {"unit_id": scene.cast.unit.pk, "act": "seal"},
        post=lambda scene: {
            "instrument": scene.counter.pk,
            "number": "4711",
            "place": "Крышка",
            "set_on": "20.11.2026",
        },
        posted_by=DEPARTMENT | {"metering-engineer"},
    ),
    "desk:quality": Row(
        SUPPLY_STAFF,
        post=lambda scene: {
            "region": scene.quality.region,
            "month": "2026-11",
            "calorific_value": "8123",
            "passport_number": "12",
        },
        posted_by=frozenset({"head", "metering-engineer"}),
    ),
    "desk:quality_passport": Row(SUPPLY_STAFF, lambda scene: {"quality_id": scene.quality.pk}),
    "desk:index_photo": Row(THEIR_CLIENT, lambda scene: {"reading_id": scene.reading}),
}
