"""What two people have to agree on: one proposes, another approves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kabinet.access.rules.proposals import Kind, Status
from kabinet.foundation.gate import ClosedGate, GatedModel


class Proposal(GatedModel):
    """
    A change that takes effect when somebody else than its author approves it.

    `content` is what would be done, in canonical JSON types; `subject` names the object as the journal does.
    """

    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=120)
    content = models.JSONField()
    reason = models.CharField(max_length=500)
    status = models.CharField(max_length=20, default=Status.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=64, unique=True)

    objects = ClosedGate["Proposal"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="proposal_takes_two_people",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="proposal_of_a_known_kind"),
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="proposal_has_a_known_status"),
        ]
        indexes = [models.Index(fields=["status", "kind"], name="proposal_by_status")]
