"""The rows that the pages are about."""

from collections.abc import Mapping
from typing import Any

from tests.journeys.supplier import Supplier


def keys_of(supplier: Supplier) -> Mapping[str, Any]:
    """Find the rows that the pages are about: those of the first customer, or of its curator."""

    def one(query: str) -> Any:
        return supplier.rows(query)[0][0]

    def member(user_name: str) -> Any:
        return one(
            "SELECT m.id FROM access_membership m JOIN access_user u ON u.id = m.user_id"
            f" WHERE u.username = '{user_name}'"
        )

    mine = (
        "contract_id IN (SELECT c.id FROM organizations_contract c"
        " JOIN organizations_organization o ON o.id = c.organization_id"
        " JOIN access_user u ON u.id = o.curator_id WHERE u.username = 'curator-1')"
    )
    main = "contract_id = (SELECT id FROM organizations_contract WHERE number = '12-4-0345/26')"
    return {
        "bookkeeper": member("accountant-1"),
        "former": member("accountant-1b"),
        "curator": one("SELECT id FROM access_user WHERE username = 'curator-2'"),
        "stand-in": one("SELECT id FROM access_standin ORDER BY first_day DESC"),
        "organization": one("SELECT id FROM organizations_organization WHERE name LIKE '%Керамик%'"),
        "contract": one("SELECT id FROM organizations_contract WHERE number = '12-4-0345/26'"),
        "act": one(f"SELECT id FROM documents_document WHERE {main} AND kind = 'act' AND number = '1057'"),
        "scan": one(
            f"SELECT id FROM documents_document WHERE {mine} AND direction = 'in' AND status = 'under-review'"
        ),
        "charge": one(
            f"SELECT id FROM settlements_ledgerentry WHERE {main} AND kind = 'charge' ORDER BY id DESC"
        ),
        "payment": one(
            f"SELECT id FROM settlements_ledgerentry WHERE {main} AND kind = 'payment' ORDER BY id DESC"
        ),
        "request": one(f"SELECT id FROM requests_volumerequest WHERE {main} ORDER BY id DESC"),
        "asked": one(
            f"SELECT id FROM requests_volumerequest WHERE {mine} AND status = 'submitted' ORDER BY id"
        ),
        "receipt": one(
            "SELECT receipt_number FROM metering_volumesubmission"
            f" WHERE {main} AND receipt_number <> '' ORDER BY id DESC"
        ),
        "submission": one(
            f"SELECT id FROM metering_volumesubmission WHERE {mine} AND status = 'recorded' ORDER BY id"
        ),
        "application": one("SELECT number FROM access_application WHERE status = 'received' ORDER BY id"),
        "unknown": one("SELECT number FROM access_application WHERE contract_id IS NULL"),
        "stopped": one("SELECT number FROM access_application WHERE status = 'stopped'"),
        "ready": one("SELECT number FROM access_application WHERE status = 'ready' ORDER BY id"),
        "issued": one("SELECT number FROM access_application WHERE status = 'issued'"),
        "engineer": one("SELECT id FROM access_user WHERE username = 'engineer-1'"),
        "issue": one("SELECT id FROM access_issue ORDER BY id DESC"),
        "point": one("SELECT id FROM access_issuepoint ORDER BY id"),
        "colleague": one("SELECT number FROM access_application WHERE origin = 'cabinet' ORDER BY id"),
        "waiting": one("SELECT id FROM access_proposal WHERE status = 'open'"),
        "published": one("SELECT id FROM access_proposal WHERE kind = 'offer'"),
        "report": one("SELECT id FROM metering_distributorreport ORDER BY id DESC"),
        "unit": one(f"SELECT id FROM metering_meteringunit WHERE {main} ORDER BY id"),
    }
