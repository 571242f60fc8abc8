from django.http import HttpResponse
from django.test import RequestFactory

from kabinet.project.around import Around


def test_the_page_comes_as_it_is() -> None:
    page = HttpResponse("page")

    assert Around(lambda _request: page)(RequestFactory().get("/")) is page
