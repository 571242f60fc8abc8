"""The supplier's policy of access: its own figures, changed by the administrator."""

from django.db import models
from django.db.models import Q

from kabinet.foundation.gate import CommonModel


class AccessPolicy(CommonModel):
    """
    A version of the policy; the newest one counts, and none of them is changed: triggers see to it.

    `code_days`: how long an access code waits for its first use. `answer_days`: within how many days an application is
    answered. `consent_days`: for how many days the head's consent to issue access at another point counts.
    `session_hours`: how long a session lasts without a new sign-in. `second_factor_roles`: roles that cannot do
    without the second factor.
    """

    code_days = models.PositiveSmallIntegerField(default=14)
    answer_days = models.PositiveSmallIntegerField(default=3)
    consent_days = models.PositiveSmallIntegerField(default=14)
    session_hours = models.PositiveSmallIntegerField(default=12)
    second_factor_roles = models.JSONField(default=list)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code_days__gte=1, answer_days__gte=1, consent_days__gte=1, session_hours__gte=1),
                name="access_policy_in_whole_days_and_hours",
            ),
        ]
