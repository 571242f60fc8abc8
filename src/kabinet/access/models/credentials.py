"""Where access is issued, each issue with what was checked, and the codes for the loss of the second factor."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kabinet.access.models.applications import Application
from kabinet.access.models.proposals import Proposal
from kabinet.access.rules.credentials import IssueKind
from kabinet.foundation.gate import ClosedGate, CommonModel, GatedModel


class IssuePoint(CommonModel):
    """A place where access is issued in person."""

    name = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=300)
    hours = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    closed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Issue(GatedModel):
    """
    One issue of access to one person: by whom, where, on what papers.

    The code itself stands nowhere but on the printed slip, and its hash where passwords are kept. `slip_printed_at`
    says that the slip was made; another slip is another issue. `signed_at` says that the person signed for it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="issues"
    )
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="issues")
    kind = models.CharField(max_length=20)
    point = models.ForeignKey(IssuePoint, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    identity_document = models.CharField(max_length=120)
    authority_number = models.CharField(max_length=60)
    authority_from = models.DateField()
    authority_to = models.DateField(null=True)
    consent = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    issued_at = models.DateTimeField()
    slip_printed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, unique=True)

    objects = ClosedGate["Issue"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(IssueKind)), name="issue_of_a_known_kind"),
        ]
        indexes = [models.Index(fields=["user", "-issued_at"], name="issue_by_user")]


class RecoveryCode(GatedModel):
    """One of the printed codes that stand in for the second factor once; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    code_hash = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True)

    objects = ClosedGate["RecoveryCode"]()
