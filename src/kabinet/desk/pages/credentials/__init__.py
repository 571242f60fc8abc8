"""The credentials desk: who waits for access, the checklist, and the slip."""

from kabinet.desk.pages.credentials.application import Issuing
from kabinet.desk.pages.credentials.desk import desk
from kabinet.desk.pages.credentials.gone import gone
from kabinet.desk.pages.credentials.issue import Issuance
from kabinet.desk.pages.credentials.person import Reissuing

__all__ = ["Issuance", "Issuing", "Reissuing", "desk", "gone"]
