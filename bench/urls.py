"""The addresses of Kabinet, and the floor: a bare view, and a bare SELECT of 50 rows of the list of documents."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path


def bare(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("ok")


def select(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, number, dated_on, month, amount, status, file_name FROM documents_document "
            "WHERE contract_id = (SELECT min(contract_id) FROM documents_document) "
            "ORDER BY dated_on DESC, id DESC LIMIT 50"
        )
        return JsonResponse(cursor.fetchall(), safe=False)


urlpatterns = [
    path("bench/bare/", bare),
    path("bench/select/", select),
    path("", include("kabinet.project.urls")),
]

handler404 = "kabinet.project.errors.not_found"
