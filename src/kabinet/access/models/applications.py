"""Applications for access: who asks, for which contract, on what authority, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kabinet.access.gates import ApplicationGate
from kabinet.access.rules.applications import AuthorityKind, Origin, PaperKind, Status
from kabinet.files.models import StoredFile
from kabinet.foundation.gate import ClosedGate, GatedModel
from kabinet.foundation.rights import Role
from kabinet.organizations.models import Contract, Organization


class Application(GatedModel):
    """
    An application for a representative's access to one contract.

    What the applicant typed stands as typed; `organization` and `contract` are what it was matched with. `curator`
    has it in their queue, and without one the head has it. `secret_hash` lets the applicant see the status; the secret
    itself is shown once. `rights` are what is wanted, and from `ready` on what is granted; `checked` is what the
    curator ticked. `version` counts corrections after a return. `authority_to` is the last day of the paper. `search`
    holds number, names, ИНН and contract folded to lower case, for both databases.
    """

    number = models.CharField(max_length=24, unique=True)
    secret_hash = models.CharField(max_length=64)
    key = models.CharField(max_length=64, unique=True)
    origin = models.CharField(max_length=20)
    status = models.CharField(max_length=20, default=Status.RECEIVED)
    version = models.PositiveSmallIntegerField(default=1)

    organization_name = models.CharField(max_length=400)
    inn = models.CharField(max_length=12)
    kpp = models.CharField(max_length=9, blank=True)
    ogrn = models.CharField(max_length=15, blank=True)
    contract_number = models.CharField(max_length=40)
    contract_dated_on = models.DateField(null=True)

    full_name = models.CharField(max_length=200)
    position = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    email = models.EmailField()
    language = models.CharField(max_length=5, default="ru")
    role = models.CharField(max_length=30)
    rights = models.JSONField()

    authority_kind = models.CharField(max_length=30, default=AuthorityKind.POWER_OF_ATTORNEY)
    authority_number = models.CharField(max_length=60, blank=True)
    authority_from = models.DateField()
    authority_to = models.DateField(null=True)
    checked = models.JSONField(default=list)

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="applications"
    )
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="applications")
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="applications"
    )

    submitted_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    head_saw_at = models.DateTimeField(null=True)
    search = models.CharField(max_length=1000, default="")

    objects = ApplicationGate["Application"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=list(Status)), name="application_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=list(Origin)), name="application_has_a_known_origin"
            ),
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="application_for_a_known_role"),
            models.CheckConstraint(
                condition=Q(authority_kind__in=list(AuthorityKind)),
                name="application_authority_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(authority_to__isnull=True) | Q(authority_to__gte=F("authority_from")),
                name="application_authority_has_length",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "answer_due_at"], name="application_by_status"),
            models.Index(fields=["inn"], name="application_by_inn"),
        ]

    def __str__(self) -> str:
        return self.number


class ApplicationVersion(GatedModel):
    """What was typed into one version of an application, as rules.applications.Applied tells it. Only ever added."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, db_index=False, related_name="versions"
    )
    version = models.PositiveSmallIntegerField()
    typed = models.JSONField()
    submitted_at = models.DateTimeField()

    objects = ClosedGate["ApplicationVersion"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="one_application_a_version"),
        ]


class ApplicationPaper(GatedModel):
    """A scan that came with an application or with its correction."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=30)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()

    objects = ClosedGate["ApplicationPaper"]()

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(PaperKind)), name="application_paper_of_a_known_kind"
            ),
        ]


class ApplicationStep(GatedModel):
    """A step of an application's way: who took it, when, from and to which status, and why. Only ever added."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=20)
    reason = models.CharField(max_length=1000, blank=True)
    by_user_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = ClosedGate["ApplicationStep"]()
