"""The machines' door: OpenAPI at /api/openapi.json."""

from django.db import connection
from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI
from ninja.security import django_auth

from kabinet.api.problems import answer_problems
from kabinet.api.views import metering, organizations, settlements

# The library's page of documentation would load scripts from another host; the description itself is enough.
api = NinjaAPI(title="Kabinet", version="1", auth=django_auth, docs_url=None, urls_namespace="api")
answer_problems(api)
api.add_router("/v1/contracts", organizations.router)
api.add_router("/v1/contracts", metering.router)
api.add_router("/v1/contracts", settlements.router)


@api.get(
    "/v1/health", auth=None, summary="Whether the service answers and its database does", tags=["service"]
)
def health(request: HttpRequest) -> dict[str, str]:  # noqa: ARG001 (the library names it)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"status": "ok"}


urlpatterns = [path("", api.urls)]
