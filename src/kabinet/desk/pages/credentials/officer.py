"""The officer's own point, which stands at the top of every page of the desk; or why they can issue nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kabinet.access.queries.officers import Officer, officer_at_work, whom_to_ask
from kabinet.access.rules.credentials import NoPoint, PointClosed
from kabinet.desk.pages.days import local_day
from kabinet.desk.refusals import words_of
from kabinet.foundation import ui
from kabinet.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Post:
    """`officer` is None for somebody who can issue nothing now, and `part` then says whom to ask."""

    officer: Officer | None
    part: ui.Content

    @property
    def point_id(self) -> int | None:
        return self.officer.point.pk if self.officer else None


def post_of(*, viewer: Viewer, now: datetime) -> Post:
    """
    One query, or two.

    :raises NotAllowed: the viewer does not issue access
    """
    try:
        officer = officer_at_work(viewer=viewer, on=local_day(now))
    except (NoPoint, PointClosed) as refusal:
        return Post(None, ui.Notice(ui.join([words_of(refusal), _administrators()]), kind="problem"))
    point = officer.point
    return Post(officer, _("Your point: %(name)s, %(address)s, %(hours)s") % _facts(point))


def _facts(point: object) -> dict[str, str]:
    return {name: getattr(point, name) for name in ("name", "address", "hours")}


def _administrators() -> str:
    named = [", ".join(filter(None, (one.full_name, one.phone))) for one in whom_to_ask()]
    return _("Administrator: %(names)s") % {"names": "; ".join(named)} if named else ""
