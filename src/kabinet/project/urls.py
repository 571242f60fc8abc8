"""The addresses of all doors."""

from django.urls import include, path

urlpatterns = [
    path("", include("kabinet.portal.urls", namespace="portal")),
    path("desk/", include("kabinet.desk.urls", namespace="desk")),
    path("api/", include("kabinet.api.urls")),
]

handler400 = "kabinet.project.errors.bad_request"
handler403 = "kabinet.project.errors.forbidden"
handler404 = "kabinet.project.errors.not_found"
handler500 = "kabinet.project.errors.server_error"
