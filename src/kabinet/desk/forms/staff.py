"""The supplier's own people: who they are, what they do, and why somebody goes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from kabinet.access.operations.staff import StaffFacts
from kabinet.access.queries.points import IssuePoint
from kabinet.access.queries.staff import Employee
from kabinet.access.rules.staff import STAFF_ROLES
from kabinet.access.wording import ROLE
from kabinet.foundation.forms import Form
from kabinet.foundation.person_fields import EmailLineField, FullNameField, LineField, PhoneField
from kabinet.foundation.rights import Role


class StaffForm(Form):
    """`seen` says what the page has shown; it is empty for somebody new."""

    full_name = FullNameField()
    role = forms.ChoiceField(
        label=gettext_lazy("Role in the cabinet"),
        help_text=gettext_lazy("The role decides all that they may do; see Rights."),
        choices=[(role.value, ROLE[role]) for role in STAFF_ROLES],
        widget=forms.RadioSelect,
    )
    point = forms.TypedChoiceField(
        label=gettext_lazy("Point of issue"),
        help_text=gettext_lazy("For the credentials desk: where they issue access."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    position = LineField(
        label=gettext_lazy("Position"), max_length=200, widget=forms.TextInput(attrs={"class": "w-30"})
    )
    phone = PhoneField()
    email = EmailLineField()
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, points: Sequence[IssuePoint], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["point"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", gettext("none")), *((str(one.pk), one.name) for one in points)]

    @staticmethod
    def shown(employee: Employee) -> dict[str, Any]:
        """Return what the form of somebody who is there begins with."""
        user = employee.user
        return {
            "full_name": user.full_name,
            "role": user.role,
            "point": user.desk_point_id,
            "position": user.position,
            "phone": user.phone,
            "email": user.email,
            "seen": employee.seen,
        }

    @property
    def facts(self) -> StaffFacts:
        typed = self.cleaned_data
        return StaffFacts(
            full_name=typed["full_name"],
            role=Role(typed["role"]),
            position=typed["position"],
            phone=typed["phone"],
            email=typed["email"],
            desk_point_id=typed["point"],
        )


class RemovalForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stands in the journal."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
