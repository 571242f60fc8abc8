"""The credentials desk."""

from tests.isolation.desk import checklist
from tests.isolation.table.row import NOBODY, OFFICER, Row

CREDENTIALS: dict[str, Row] = {
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
}
