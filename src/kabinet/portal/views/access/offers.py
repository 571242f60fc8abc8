"""The offer agreement with its versions, and how access is recovered: for everybody to read."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from kabinet.access.drawing import offer_pdf
from kabinet.access.queries.offers import OfferNotFound, get_offer, list_offers, offer_in_force
from kabinet.foundation import clock, downloads
from kabinet.foundation.access import open_to_all
from kabinet.foundation.http import ViewerRequest
from kabinet.portal.next_page import own_page
from kabinet.portal.pages import offers as pages


@open_to_all
def offer(request: HttpRequest, version: str = "") -> HttpResponse:
    today = timezone.localdate(clock.now())
    shown = get_offer(version=version) if version else offer_in_force(on=today)
    context = pages.offer(versions=list_offers(), shown=shown, on=today)
    return render(request, "portal/access/offer.html", context)


@open_to_all
def changes(request: ViewerRequest) -> HttpResponse:
    """Show what changed between two versions: to whoever asks, and once to everybody who accepts a new one."""
    wanted = request.GET.get("version", "")
    after = get_offer(version=wanted) if wanted else offer_in_force(on=timezone.localdate(clock.now()))
    if after is None:
        raise OfferNotFound
    before = get_offer(version=request.GET.get("since", ""))
    next_url = own_page(request, request.GET.get("next", "")) if request.viewer else ""
    context = pages.changes(before=before, after=after, next_url=next_url)
    return render(request, "portal/access/offer_changes.html", context)


@open_to_all
def pdf(_request: HttpRequest, version: str) -> HttpResponseBase:
    found = get_offer(version=version)
    name = _("Offer agreement %(version)s.pdf") % {"version": found.version}
    return downloads.made_file(offer_pdf(found), name=name, media_type="application/pdf")


@open_to_all
def recovery(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/access/recovery.html")
