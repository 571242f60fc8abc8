"""What two people have to agree on: one proposes, another approves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kabinet.access.gates import ProposalGate
from kabinet.access.rules.proposals import Kind, Status
from kabinet.foundation.gate import GatedModel


class Proposal(GatedModel):
    """
    A change that takes effect when somebody else than its author approves it.

    `content` is what would be done, in JSON types, and is never changed: a trigger sees to it. `subject` names the
    object as the journal does. `key` makes a second press of the same person answer with the first proposal. One that
    was withdrawn has a moment and nobody who decided.
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
    key = models.CharField(max_length=64)

    objects = ProposalGate["Proposal"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["proposed_by", "key"], name="one_proposal_a_key"),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(status=Status.OPEN),
                name="one_open_proposal_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="proposal_takes_two_people",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="proposal_of_a_known_kind"),
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="proposal_has_a_known_status"),
        ]
        indexes = [models.Index(fields=["status", "kind"], name="proposal_by_status")]
