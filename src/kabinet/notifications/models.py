from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from kabinet.foundation.gate import GatedModel, PersonalGate


class Notification(GatedModel):
    """What one person is to know: an event and its facts. The words are found when they are read."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=100)
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    url = models.CharField(max_length=300, default="", blank=True)
    deadline = models.DateTimeField(null=True)
    once = models.CharField(max_length=150, default="", blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = PersonalGate["Notification"](user="recipient")

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "once"], condition=~Q(once=""), name="notification_is_told_once"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_of_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(fields=["once"], condition=~Q(once=""), name="notification_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.recipient_id}"


class EmailStatus(models.TextChoices):
    WAITING = "waiting"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    GIVEN_UP = "given-up"


class OutgoingEmail(GatedModel):
    """
    A letter, written in the transaction that caused it and sent after the commit.

    `recipient` is missing where it goes to somebody who has no access yet.
    `due_at` is when the next attempt is due; of a letter that is being sent, when its sender counts as lost.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    address = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    status = models.CharField(max_length=20, choices=EmailStatus.choices, default=EmailStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, default="", blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = PersonalGate["OutgoingEmail"](user="recipient")

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(status__in=EmailStatus.values), name="email_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=EmailStatus.SENT, sent_at__isnull=False)
                | (~Q(status=EmailStatus.SENT) & Q(sent_at__isnull=True)),
                name="email_sent_at_when_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "id"],
                condition=Q(status__in=[EmailStatus.WAITING, EmailStatus.SENDING, EmailStatus.RETRYING]),
                name="email_in_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id}: {self.status}"
