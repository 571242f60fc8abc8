"""The page after the sign-in: one of ours, whatever somebody has put into the link."""

import pytest
from django.test import RequestFactory

from kabinet.portal.next_page import next_page

OURS = ("/", "/documents/?q=%D0%B0%D0%BA%D1%82&page=2", "/readings/2026-11/#v-1", "/%2fevil.example/")
FOREIGN = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "\x00//evil.example/",
    "\x08//evil.example/",
    "/\x85/evil.example/",
    "javascript:alert(1)",
    "JaVaScRiPt://testserver/%0aalert(1)",
    "data:text/html,x",
    "http:evil.example",
    "http:///evil.example",
    "evil.example/",
    "login",
    "portal:home",
    "../",
    " /documents/",
    "",
)


class TestNextPage:
    @pytest.mark.parametrize("wanted", OURS)
    def test_is_the_one_asked_for(self, rf: RequestFactory, wanted: str) -> None:
        assert next_page(rf.get("/login/", {"next": wanted}), "/home/") == wanted

    @pytest.mark.parametrize("wanted", FOREIGN)
    def test_is_never_one_of_another_host(self, rf: RequestFactory, wanted: str) -> None:
        assert next_page(rf.get("/login/", {"next": wanted}), "/home/") == "/home/"

    def test_is_read_once_from_the_address(self, rf: RequestFactory) -> None:
        assert next_page(rf.get("/login/?next=%2f%2fevil.example"), "/home/") == "/home/"
        assert next_page(rf.get("/login/?next=%2f%5cevil.example"), "/home/") == "/home/"
