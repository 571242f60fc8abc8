"""The programs' door."""

from tests.isolation.table.row import (
    EVERYBODY,
    NOBODY,
    OWN,
    OWN_MONEY,
    SIGNED_IN,
    THEIR_CLIENT,
    THEIR_MONEY,
    Row,
)

API: dict[str, Row] = {
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
