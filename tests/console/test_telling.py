from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kabinet.console.telling import tell_owner
from kabinet.foundation.viewer import Viewer
from kabinet.jobs import operations, queries, registry
from kabinet.jobs.progress import Progress
from kabinet.jobs.queries import JobRow
from kabinet.notifications.queries import list_notifications
from tests import factories

NOW = datetime(2026, 11, 23, 6, 20, tzinfo=UTC)


@registry.register("tests.telling")
def nothing(job: Progress) -> None:
    """Do nothing."""


def ended(viewer: Viewer, status: str) -> JobRow:
    number = operations.start_job(
        kind="tests.telling", arguments={}, title="Архив документов", viewer=viewer, key="k", now=NOW
    )
    return replace(queries.get_job(viewer=viewer, number=number), status=status)


@pytest.fixture
def accountant(cast: factories.Cast) -> Viewer:
    return factories.viewer_of(cast.accountant)


class TestTellOwner:
    @pytest.mark.parametrize(
        ("status", "subject"),
        [("done", "Готово: Архив документов"), ("failed", "Не выполнено: Архив документов")],
    )
    def test_names_the_job_and_links_to_it(self, accountant: Viewer, status: str, subject: str) -> None:
        job = ended(accountant, status)

        tell_owner(job)

        [told] = list_notifications(viewer=accountant).rows
        assert told.subject == subject
        assert told.url == f"/jobs/{job.number}/"

    def test_is_silent_about_what_the_owner_cancelled(self, accountant: Viewer) -> None:
        tell_owner(ended(accountant, "cancelled"))

        assert list_notifications(viewer=accountant).total == 0
