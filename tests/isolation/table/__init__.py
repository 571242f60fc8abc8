"""Every address of every door, and who gets it. An address without a row here fails the run."""

from tests.isolation.table.api import API
from tests.isolation.table.credentials import CREDENTIALS
from tests.isolation.table.desk import DESK
from tests.isolation.table.house import HOUSE
from tests.isolation.table.metering import METERING
from tests.isolation.table.portal import PORTAL
from tests.isolation.table.row import EVERYBODY, OWN, STAFF, Row

ADDRESSES = PORTAL | DESK | METERING | HOUSE | CREDENTIALS | API

__all__ = ["ADDRESSES", "EVERYBODY", "OWN", "STAFF", "Row"]
