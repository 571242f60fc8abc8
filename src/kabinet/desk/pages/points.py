"""The points of issue, and who works at each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.credentials import User
from kabinet.access.queries.points import IssuePoint, all_points, get_point, list_officers
from kabinet.desk.forms.points import OfficerForm, PointForm
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


def points(*, viewer: Viewer, form: PointForm, now: datetime) -> dict[str, Any]:
    """
    Return what the list's page shows. Two queries.

    :raises NotAllowed: the viewer does not administer
    """
    viewer.check_may(Right.ADMINISTER)
    officers = list_officers()
    labels = [pgettext("point of issue", "Name"), _("Address"), _("Hours"), _("Who works here"), _("State")]
    rows = [_row(point, officers, local_day(now)) for point in all_points()]
    table = ui.Table(
        caption=_("Points of issue"),
        columns=[ui.Column(label) for label in labels],
        rows=rows,
        empty=ui.Empty(
            _("There is no point of issue yet"),
            _("Until there is one, pages show the address of the settings, and nobody can issue access."),
        ),
        stack=True,
    )
    return {"form": form, "crumbs": crumbs(), "table": table}


def _row(point: IssuePoint, officers: list[User], today: date) -> ui.Row:
    here = [one.full_name for one in officers if one.desk_point == point]
    return ui.Row(
        [
            ui.Link(point.name, reverse("desk:point", args=[point.pk])),
            point.address,
            ui.Noted(point.hours, point.phone),
            ", ".join(here) or formatting.DASH,
            _tag(point, today),
        ]
    )


def _tag(point: IssuePoint, today: date) -> ui.Tag:
    if point.closed_on is None:
        return ui.Tag(pgettext("point of issue", "Open"), "done")
    day = {"day": formatting.day(point.closed_on)}
    closed = point.closed_on <= today
    return ui.Tag((_("Closed from %(day)s on") if closed else _("Closes on %(day)s")) % day, "closed")


@dataclass(frozen=True, slots=True)
class Placing:
    """A point before the administrator, and the officers who could work there."""

    point: IssuePoint
    officers: list[User]
    today: date

    @classmethod
    def load(cls, *, viewer: Viewer, point_id: int, now: datetime) -> "Placing":
        """
        Two queries.

        :raises NotAllowed: the viewer does not administer
        :raises PointNotFound: there is no such point
        """
        viewer.check_may(Right.ADMINISTER)
        return cls(get_point(point_id=point_id), list_officers(), local_day(now))

    @property
    def elsewhere(self) -> list[User]:
        return [one for one in self.officers if one.desk_point != self.point]

    def officer_form(self, *args: Any) -> OfficerForm:
        return OfficerForm(*args, officers=self.elsewhere)

    def page(self, form: PointForm, placing: OfficerForm) -> dict[str, Any]:
        return {
            "point": self.point,
            "crumbs": crumbs(ui.Link(_("Points of issue"), reverse("desk:points"))),
            "tag": _tag(self.point, self.today),
            "form": form,
            "placing": placing,
            "errors": [*form.errors, *placing.errors],
            "summary": ui.ErrorSummary([*form.summary.problems, *placing.summary.problems]),
            "here": [one for one in self.officers if one.desk_point == self.point],
            "elsewhere": self.elsewhere,
        }
