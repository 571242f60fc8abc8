"""The offer agreement: its versions, a new one, and who accepted which."""

from kabinet.desk.pages.offers.acceptances import acceptances, sheet
from kabinet.desk.pages.offers.drafts import check, new
from kabinet.desk.pages.offers.versions import offer, offers

__all__ = ["acceptances", "check", "new", "offer", "offers", "sheet"]
