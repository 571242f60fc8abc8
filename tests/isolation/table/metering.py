"""The desk's control over readings."""

from tests.isolation.scene import DAY, WHOLE_MONTH, Scene
from tests.isolation.table.row import DEPARTMENT, SUPPLY_STAFF, THEIR_CLIENT, Row

DECIDERS = DEPARTMENT | {"metering-engineer"}
#: A report of the distributor names every customer.
COMPARERS = frozenset({"head", "metering-engineer"})
DECIDERS_OF_ALL = DECIDERS | {"other-curator"}


def _item(scene: Scene) -> str:
    return f"readings-{scene.submission.pk}-1"


METERING: dict[str, Row] = {
    "desk:matrix": Row(SUPPLY_STAFF, query=lambda _: {"q": "Керамик"}),
    "desk:next_problem": Row(
        SUPPLY_STAFF, query=lambda scene: {"after": f"{scene.cast.unit.pk}-{DAY.isoformat()}"}
    ),
    "desk:accept_in_order": Row(
        DECIDERS_OF_ALL, post=lambda scene: {"item": [_item(scene)]}, posted_by=DECIDERS
    ),
    "desk:months": Row(SUPPLY_STAFF, query=lambda _: {"q": "Керамик"}),
    "desk:month_statement": Row(
        THEIR_CLIENT,
        lambda scene: {"contract_id": scene.cast.contract.pk, "month": str(WHOLE_MONTH)},
        post=lambda _: {},
        posted_by=DECIDERS,
    ),
    "desk:remind": Row(
        frozenset(), query=lambda _: {"month": "2026-10"}, post=lambda _: {}, posted_by=DECIDERS
    ),
    "desk:verifications": Row(SUPPLY_STAFF, query=lambda _: {"q": "Керамик"}),
    "desk:distributor": Row(COMPARERS),
    "desk:distributor_report": Row(
        COMPARERS, lambda scene: {"report_id": scene.report}, post=lambda _: {}, posted_by=COMPARERS
    ),
    "desk:distributor_original": Row(COMPARERS, lambda scene: {"report_id": scene.report}),
    "desk:discrepancy": Row(
        THEIR_CLIENT,
        lambda scene: {"unit_id": scene.cast.unit.pk, "day": DAY.isoformat()},
        post=lambda scene: {"outcome": "accept", "seen": scene.submission.pk},
        posted_by=DECIDERS,
    ),
}
