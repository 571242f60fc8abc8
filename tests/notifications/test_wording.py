import pytest

from kabinet.notifications import wording
from kabinet.notifications.models import EmailStatus
from tests.notifications.conftest import register


class TestRegister:
    def test_refuses_other_words_for_the_same_event(self) -> None:
        with pytest.raises(ValueError, match="twice"):
            register("tests.published", subject="Another", body="Sign it.")

    def test_may_be_repeated_as_it_was(self) -> None:
        register("tests.published", subject="Document %(number)s", body="Sign %(name)s for %(month)s.")

        assert wording.get_wording("tests.published").subject == "Document %(number)s"


class TestEmailStatus:
    def test_has_words_for_each(self) -> None:
        assert set(wording.EMAIL_STATUS) == set(EmailStatus.values)
