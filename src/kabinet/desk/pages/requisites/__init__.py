"""The supplier's own requisites: those in force, their versions, a change beside what it replaces."""

from kabinet.desk.pages.requisites.comparison import contents
from kabinet.desk.pages.requisites.versions import new, requisites, version

__all__ = ["contents", "new", "requisites", "version"]
