"""Two browsers at the same moment."""

import pytest
from django.test import Client

from kabinet.access.models import SignIn
from kabinet.journal import queries as journal
from kabinet.journal.models import Record
from tests.at_once import at_once
from tests.factories import Cast
from tests.portal.access.browsers import sign_in

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def signed_in_before(cast: Cast) -> None:
    sign_in(Client(), "kuznetsov")


class TestSigningIn:
    @pytest.mark.parametrize("names", [("ivanova", "ivanova"), ("ivanova", "sidorov")])
    def test_lets_both_in_and_records_each(self, cast: Cast, names: tuple[str, str]) -> None:
        browsers = [Client(), Client()]

        answers = at_once(
            [
                lambda browser=browser, name=name: sign_in(browser, name)
                for browser, name in zip(browsers, names, strict=True)
            ]
        )

        assert [answer.status_code for answer in answers] == [302, 302]
        assert all(browser.get("/").status_code == 200 for browser in browsers)
        recorded = SignIn.objects.everywhere(reason="test").values_list("user__username", flat=True)
        assert sorted(recorded) == sorted(["kuznetsov", *names])
        assert Record.objects.everywhere(reason="test").filter(event="access.signed_in").count() == 3
        assert journal.verify_chains() == []

    def test_counts_every_wrong_try(self, cast: Cast) -> None:
        answers = at_once([lambda: sign_in(Client(), "ivanova", "wrong")] * 4)

        assert [answer.status_code for answer in answers] == [422] * 4
        assert Record.objects.everywhere(reason="test").filter(event="access.sign_in_refused").count() == 4
        assert journal.verify_chains() == []
