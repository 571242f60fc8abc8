from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from kabinet.access.models import Session, WrongTries
from kabinet.access.operations import park_form
from kabinet.access.queries import parked_form
from kabinet.access.throttling import Counter, take_try
from kabinet.console import chores
from kabinet.files import queries as files
from kabinet.files.operations import store_bytes
from kabinet.files.refusals import StoredFileNotFound
from kabinet.foundation import clock
from kabinet.jobs import operations, queries
from kabinet.jobs.progress import Progress
from kabinet.jobs.registry import Outcome, register
from tests import factories
from tests.factories import NOW, Cast
from tests.jobs.work import work

pytestmark = pytest.mark.django_db(transaction=True)


@register("tests.kept")
def make_file(job: Progress) -> Outcome:
    stored = store_bytes(b"kept for a week", media_type="text/plain", now=job.now)
    return Outcome(file_id=stored.pk, file_name="register.txt")


class TestLetResultsGo:
    @pytest.mark.parametrize("real", [NOW - timedelta(days=900), NOW + timedelta(days=900)])
    def test_removes_the_bytes_after_a_week_by_the_doors_clock(
        self, cast: Cast, settings: Settings, real: datetime
    ) -> None:
        settings.FROZEN_NOW = NOW
        viewer = factories.viewer_of(cast.accountant)
        number = operations.start_job(
            kind="tests.kept", arguments={}, title="", viewer=viewer, key="k", now=NOW
        )
        work()
        file_id = queries.get_job(viewer=viewer, number=number).file_id
        assert file_id is not None

        chores.let_results_go(real)
        kept = files.read_file(file_id)
        settings.FROZEN_NOW = NOW + timedelta(days=7)
        chores.let_results_go(real)

        assert kept == b"kept for a week"
        assert queries.get_job(viewer=viewer, number=number).file_id is None
        with pytest.raises(StoredFileNotFound):
            files.read_file(file_id)


class TestForgetTracesOfSignIn:
    def test_leaves_what_is_still_needed(self, cast: Cast) -> None:
        kept = factories.signed_in(cast.engineer).session.session_key
        factories.signed_in(cast.accountant)
        Session.objects.exclude(session_key=kept).update(expire_date=NOW - timedelta(seconds=1))
        Session.objects.filter(session_key=kept).update(expire_date=NOW + timedelta(seconds=1))
        take_try([Counter("old", 5)], at=NOW - timedelta(days=2))
        take_try([Counter("new", 5)], at=NOW)
        old = park_form(
            user_id=1, address="192.0.2.1", path="/", fields={}, at=clock.now() - timedelta(hours=21)
        )

        chores.forget_traces_of_sign_in(NOW)

        assert Session.objects.get().session_key == kept
        assert WrongTries.objects.everywhere(reason="test").get().counter == "new"
        assert parked_form(key=old) is None
