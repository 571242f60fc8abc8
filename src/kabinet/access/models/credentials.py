"""Where access is issued, each issue with what was checked, and the codes for the loss of the second factor."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kabinet.access.models.applications import Application
from kabinet.access.models.proposals import Proposal
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.credentials import IdentityKind, IssueKind
from kabinet.foundation.gate import ClosedGate, CommonModel, GatedModel


class IssuePoint(CommonModel):
    """A place where access is issued in person; from `closed_on` on it is closed."""

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

    Of the identity document only its kind and last four characters are kept. The code itself stands nowhere but on the
    printed slip, and its hash where passwords are kept. `slip_printed_at` says that the slip was made; another slip is
    another issue. `signed_at` says that the person signed for it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_index=False, related_name="issues"
    )
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="issues")
    kind = models.CharField(max_length=20)
    point = models.ForeignKey(IssuePoint, on_delete=models.PROTECT, db_index=False, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    identity_kind = models.CharField(max_length=30)
    identity_mark = models.CharField(max_length=4)
    authority_kind = models.CharField(max_length=30)
    authority_number = models.CharField(max_length=60, blank=True)
    authority_from = models.DateField()
    authority_to = models.DateField(null=True)
    consent = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    issued_at = models.DateTimeField()
    slip_printed_at = models.DateTimeField(null=True)
    slip_printed_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, unique=True)

    objects = ClosedGate["Issue"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(IssueKind)), name="issue_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(identity_kind__in=list(IdentityKind)), name="issue_on_a_known_document"
            ),
            models.CheckConstraint(
                condition=Q(authority_kind__in=list(AuthorityKind)), name="issue_on_a_known_authority"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(slip_printed_at__isnull=False),
                name="issue_signed_for_a_printed_slip",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(kind__in=[IssueKind.FIRST, IssueKind.ADDITION]),
                name="application_issued_once",
            ),
            models.UniqueConstraint(fields=["consent"], name="consent_used_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-issued_at"], name="issue_by_user"),
            models.Index(fields=["point", "-issued_at"], name="issue_by_point"),
        ]


class RecoveryCode(GatedModel):
    """One of the printed codes that stand in for the second factor once; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    code_hash = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True)

    objects = ClosedGate["RecoveryCode"]()
