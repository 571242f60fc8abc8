from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from kabinet.foundation import clock, ui
from kabinet.foundation.http import ViewerRequest, whole_number
from kabinet.notifications import operations, queries
from kabinet.portal.pages import notifications as pages


def notifications(request: ViewerRequest) -> HttpResponse:
    if request.method == "POST":
        return _mark_all_read(request)
    page = whole_number(request.GET.get("page", "")) or 1
    found = queries.list_notifications(viewer=request.viewer, page=page)
    context = {
        "days": pages.days(found, today=timezone.localdate(clock.now())),
        "nothing": pages.nothing(),
        "pages": ui.Pages(found.page, found.pages) if found.pages > 1 else None,
        "some_unread": any(row.unread for row in found.rows),
    }
    return render(request, "portal/notifications/notifications.html", context)


def _mark_all_read(request: ViewerRequest) -> HttpResponse:
    marked = operations.mark_all_read(viewer=request.viewer, now=clock.now())
    words = ngettext(
        "%(count)d notification is marked as read.", "%(count)d notifications are marked as read.", marked
    )
    messages.success(request, words % {"count": marked})
    return redirect("portal:notifications")
