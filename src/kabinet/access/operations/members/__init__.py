"""Rights of a client's people and the end of their access: by a colleague who manages them, or by the supplier."""

from kabinet.access.operations.members.ending import Scan, end_access
from kabinet.access.operations.members.rights import change_rights
from kabinet.access.operations.members.supplier import end_access_by_supplier

__all__ = ["Scan", "change_rights", "end_access", "end_access_by_supplier"]
