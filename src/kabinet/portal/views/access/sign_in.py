"""Signing in and out."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kabinet.access import operations, queries
from kabinet.access.operations.sign_in import CodeExpired, Visit, WrongCredentials, check_password
from kabinet.access.queries.policy import policy
from kabinet.access.sessions import ADDRESS, BROWSER, SECOND_FACTOR_DUE, STARTED_AT
from kabinet.access.throttling import SignInClosed
from kabinet.access.wording import PARKED_KEY
from kabinet.foundation import clock
from kabinet.foundation.access import open_to_all
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.rights import RIGHTS_OF, Right, Role, Side
from kabinet.portal import browser
from kabinet.portal.between_steps import wait_for_code
from kabinet.portal.closing import render_page
from kabinet.portal.forms.access import SignInForm
from kabinet.portal.next_page import next_page, with_next
from kabinet.portal.pages import access as pages
from kabinet.portal.pages.offers import changes_url, offer_text


@open_to_all
@sensitive_post_parameters("password")
@never_cache
def login(request: ViewerRequest) -> HttpResponse:
    if request.viewer:
        return redirect(next_page(request, _home_of(request.user)))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _judge(request, form)
    return _login_page(request, form, status=422 if form.errors else 200)


def _judge(request: ViewerRequest, form: SignInForm) -> HttpResponse:
    name = queries.name_as_known(form.cleaned_data["username"])
    try:
        user = check_password(
            username=name,
            password=form.cleaned_data["password"],
            visit=browser.visit_of(request, name),
            at=clock.now(),
            real_at=clock.real_now(),
        )
    except SignInClosed as refusal:
        return _login_page(request, form, closed_until=refusal.until)
    except WrongCredentials as refusal:
        form.refuse()
        expired = pages.expired_code(refusal.point) if isinstance(refusal, CodeExpired) else None
        return _login_page(request, form, closed_until=refusal.closed_until, expired=expired, status=422)
    if user.second_factor:
        wait_for_code(request, user)
        return redirect(with_next("portal:second_step", next_page(request, "")))
    return let_in(request, user)


def _login_page(
    request: HttpRequest,
    form: SignInForm,
    *,
    status: int = 200,
    closed_until: datetime | None = None,
    expired: Any = None,
) -> HttpResponse:
    context = {
        "form": form,
        "offer": offer_text(queries.offer_in_force(on=timezone.localdate(clock.now()))),
        "saved": PARKED_KEY in request.session,
        "unkept": request.GET.get("unkept"),
        "expired": expired,
    }
    return render_page(request, "portal/access/login.html", context, status=status, closed_until=closed_until)


def let_in(request: ViewerRequest, user: Any, *, second_step: str = "") -> HttpResponse:
    """Sign in whoever has proved who they are, and lead them to the page they came for."""
    accepted_before, now = user.offer_version, clock.now()
    visit = browser.visit_of(request, user.username)
    browser.drop_anothers_form(request, user.pk)
    operations.record_sign_in(
        user=user, visit=visit, on=timezone.localdate(now), at=now, second_step=second_step
    )
    auth.login(request, user)
    _begin_session(request, user, visit, now)
    answer = redirect(_page_after(request, user, accepted_before))
    browser.remember(request, answer, user)
    return _in_own_language(request, answer, user.language)


def _begin_session(request: HttpRequest, user: Any, visit: Visit, now: datetime) -> None:
    session = request.session
    session[ADDRESS], session[BROWSER] = visit.address, visit.browser
    session[STARTED_AT] = now.isoformat()
    if not user.second_factor and queries.is_obligatory(user.role):
        session[SECOND_FACTOR_DUE] = True
    session.set_expiry(timedelta(hours=policy().session_hours))


def _page_after(request: HttpRequest, user: Any, accepted_before: str) -> str:
    page = next_page(request, _home_of(user))
    if PARKED_KEY in request.session:
        page = reverse("portal:resume")
    if accepted_before and accepted_before != user.offer_version:
        return changes_url(since=accepted_before, version=user.offer_version, next_url=page)
    return page


def _in_own_language(request: HttpRequest, answer: HttpResponse, language: str) -> HttpResponse:
    """Go on in the language of the person, unless this browser has one of its own."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=31_536_000,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def _home_of(user: Any) -> str:
    if user.side is Side.CLIENT:
        return reverse("portal:home")
    if user.role == Role.METERING_ENGINEER:
        return reverse("desk:matrix")
    rights = RIGHTS_OF[Role(user.role)]
    places = {Right.ISSUE_ACCESS: "desk:issues", Right.ADMINISTER: "desk:setup"}
    return reverse(next((place for right, place in places.items() if right in rights), "desk:queue"))


@open_to_all
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    messages.info(request, _("You have signed out."))
    return redirect("portal:login")
