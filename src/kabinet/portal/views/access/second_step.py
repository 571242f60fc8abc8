"""The second step of the sign-in: a code of the app, or a printed one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kabinet.access import queries
from kabinet.access.operations.second_codes import Means, WrongCode
from kabinet.access.operations.second_step import pass_second_step
from kabinet.access.throttling import SignInClosed
from kabinet.foundation import clock
from kabinet.foundation.access import open_to_all
from kabinet.foundation.http import ViewerRequest
from kabinet.portal.between_steps import stop_waiting, waiting_user
from kabinet.portal.browser import visit_of
from kabinet.portal.closing import render_page
from kabinet.portal.forms.access import CodeForm
from kabinet.portal.next_page import next_page, with_next
from kabinet.portal.views.access.sign_in import let_in


@open_to_all
@sensitive_post_parameters("code")
@never_cache
def second_step(request: ViewerRequest) -> HttpResponse:
    user = waiting_user(request)
    if user is None or request.viewer:
        return _begin_anew(request)
    form = CodeForm(request.POST or None, printed="printed" in request.GET)
    if request.method == "POST" and form.is_valid():
        return _judge(request, form, user)
    return _page(request, form, status=422 if form.errors else 200)


def _begin_anew(request: ViewerRequest) -> HttpResponse:
    stop_waiting(request)
    if not request.viewer:
        messages.info(request, _("The time for the code is over. Sign in once more."))
    return redirect(with_next("portal:login", next_page(request, "")))


def _judge(request: ViewerRequest, form: CodeForm, user: Any) -> HttpResponse:
    try:
        means = pass_second_step(
            user=user,
            code=form.cleaned_data["code"],
            visit=visit_of(request, user.username),
            at=clock.now(),
            real_at=clock.real_now(),
        )
    except SignInClosed as refusal:
        return _page(request, form, closed_until=refusal.until)
    except WrongCode as refusal:
        form.refuse()
        return _page(request, form, status=422, closed_until=refusal.closed_until)
    stop_waiting(request)
    if means is Means.RECOVERY_CODE:
        _say_how_many_are_left(request, queries.count_recovery_codes(user_id=user.pk))
    return let_in(request, user, second_step=means)


def _say_how_many_are_left(request: HttpRequest, left: int) -> None:
    words = ngettext(
        "The printed code is used up. %(count)d is left: new ones are made in the settings.",
        "The printed code is used up. %(count)d are left: new ones are made in the settings.",
        left,
    )
    messages.warning(request, words % {"count": left})


def _page(
    request: HttpRequest, form: CodeForm, *, status: int = 200, closed_until: datetime | None = None
) -> HttpResponse:
    context = {"form": form, "printed": form.printed, "next": next_page(request, "")}
    return render_page(
        request, "portal/access/second_step.html", context, status=status, closed_until=closed_until
    )
