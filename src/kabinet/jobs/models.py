from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from kabinet.foundation.gate import GatedModel, PersonalGate


class Status(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    RETRYING = "retrying"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    GIVEN_UP = "given-up"


#: A worker may take it.
CLAIMABLE = (Status.WAITING, Status.RETRYING)
#: It came to nothing, and may be ordered anew.
FRUITLESS = (Status.FAILED, Status.CANCELLED, Status.GIVEN_UP)
#: Nothing more will happen to it.
FINAL = (Status.DONE, *FRUITLESS)


class Job(GatedModel):
    """
    Long work that somebody started, and how it goes.

    While a worker runs it, `worker` names that one run. All that the run writes is written on condition that
    the name still stands: a run that was given up for dead cannot spoil the run that replaced it.
    """

    number = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    arguments = models.JSONField(encoder=DjangoJSONEncoder)
    key = models.CharField(max_length=100, default="", blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.WAITING)

    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    message = models.CharField(max_length=300, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=200, default="", blank=True)
    heartbeat_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)

    result = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    result_file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    result_name = models.CharField(max_length=255, default="", blank=True)
    failure_code = models.CharField(max_length=100, default="", blank=True)
    failure_facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)

    objects = PersonalGate["Job"](user="owner")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"],
                condition=~Q(key="") & ~Q(status__in=FRUITLESS),
                name="job_one_of_a_key",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="job_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.RUNNING) | (Q(heartbeat_at__isnull=False) & ~Q(worker="")),
                name="job_running_has_a_worker",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FINAL, finished_at__isnull=False)
                | (~Q(status__in=FINAL) & Q(finished_at__isnull=True)),
                name="job_finished_at_when_final",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")) | Q(total=0), name="job_done_within_total"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-number"], name="job_of_owner"),
            models.Index(
                fields=["status", "number"],
                condition=Q(status__in=[Status.WAITING, Status.RUNNING, Status.RETRYING]),
                name="job_in_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}: {self.status}"
