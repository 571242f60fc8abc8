"""Telling the owner of a job that it ended."""

from django.urls import reverse

from kabinet.access.queries import get_user
from kabinet.foundation import clock
from kabinet.jobs.queries import JobRow
from kabinet.notifications.operations import Recipient, notify

DONE = "console.job_done"
NOT_DONE = "console.job_not_done"


def tell_owner(job: JobRow) -> None:
    """Tell the owner, unless they cancelled it themselves; the page of the job says the rest."""
    if job.status == "cancelled":
        return
    owner = get_user(user_id=job.owner_id)
    notify(
        [Recipient(owner.pk, owner.email, owner.language)],
        event=DONE if job.status == "done" else NOT_DONE,
        facts={"title": job.title},
        url=reverse("portal:job", args=[job.number]),
        at=clock.now(),
        by_email=False,
        once=f"job-{job.number}",
    )
