from kabinet.jobs import wording
from kabinet.jobs.models import Status


class TestStatus:
    def test_has_words_and_a_colour_for_each(self) -> None:
        assert set(wording.STATUS) == set(wording.TAG) == set(Status.values)
