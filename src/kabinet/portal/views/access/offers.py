"""The offer agreement, and how access is recovered: for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kabinet.access import queries
from kabinet.foundation import clock
from kabinet.foundation.access import open_to_all
from kabinet.portal.next_page import next_page
from kabinet.portal.pages import access as pages


@open_to_all
def offer(request: HttpRequest, version: str = "") -> HttpResponse:
    today = timezone.localdate(clock.now())
    offers = queries.list_offers()
    shown = queries.get_offer(version=version) if version else queries.offer_in_force(on=today)
    context = {
        "offer": pages.offer_text(shown),
        "versions": pages.offer_versions(offers, shown=shown, on=today) if shown else None,
        "changed": request.GET.get("changed", ""),
        "next": next_page(request, "/"),
    }
    return render(request, "portal/access/offer.html", context)


@open_to_all
def recovery(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/access/recovery.html")
