"""Signing in and out, and going on with what was typed into an expired session."""

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kabinet.access import operations, queries
from kabinet.access.wording import PARKED_KEY
from kabinet.foundation import clock, formatting
from kabinet.foundation.access import open_to_all
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.viewer import Viewer
from kabinet.portal.forms.access import SignInForm
from kabinet.portal.next_page import next_page
from kabinet.portal.pages import access as pages

#: Who signed in last in this browser; outlives the session and every form that is kept after it.
_LAST_PERSON, _LAST_PERSON_SECONDS = "last_person", 48 * 3600


@open_to_all
@sensitive_post_parameters("password")
@never_cache
def login(request: ViewerRequest) -> HttpResponse:
    if request.viewer:
        return redirect(next_page(request, _home_of(request.viewer)))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = queries.name_as_known(form.cleaned_data["username"])
        user = auth.authenticate(request, username=name, password=form.cleaned_data["password"])
        if user is not None:
            return _let_in(request, user)
        return _refuse(request, form, name)
    return _login_page(request, form, status=422 if form.errors else 200)


def _login_page(request: HttpRequest, form: SignInForm, *, status: int, closed: str = "") -> HttpResponse:
    offer = pages.offer_text(queries.offer_in_force(on=timezone.localdate(clock.now())))
    saved = PARKED_KEY in request.session
    context = {"form": form, "offer": offer, "closed": closed, "saved": saved}
    return render(request, "portal/access/login.html", context, status=status)


def _refuse(request: HttpRequest, form: SignInForm, name: str) -> HttpResponse:
    operations.record_refused_sign_in(username=name, address=_address(request), at=clock.now())
    if getattr(request, "axes_locked_out", False):
        until = queries.closed_until(username=name, address=_address(request))
        closed = formatting.clock_time(until or clock.now())
        return _login_page(request, form, status=429, closed=closed)
    form.refuse()
    return _login_page(request, form, status=422)


def closed(_request: HttpRequest, answer: HttpResponse, _credentials: Any = None) -> HttpResponse:
    """Let the answer stand in which the view has already said until when sign-in is closed."""
    return answer


def _let_in(request: ViewerRequest, user: Any) -> HttpResponse:
    accepted_before = user.offer_version
    browser = request.headers.get("User-Agent", "")
    now = clock.now()
    _drop_anothers_form(request, user)
    operations.record_sign_in(
        user=user, address=_address(request), browser=browser, on=timezone.localdate(now), at=now
    )
    auth.login(request, user)
    viewer = queries.viewer_of(user=user, address=_address(request), on=now.date())
    page = reverse("portal:resume") if PARKED_KEY in request.session else next_page(request, _home_of(viewer))
    if accepted_before and accepted_before != user.offer_version:
        page = f"{reverse('portal:offer')}?{urlencode({'changed': accepted_before, 'next': page})}"
    answer = _in_own_language(request, redirect(page), user.language)
    answer.set_signed_cookie(
        _LAST_PERSON,
        user.pk,
        max_age=_LAST_PERSON_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def _drop_anothers_form(request: HttpRequest, user: Any) -> None:
    """Forget what somebody else had typed in this browser: it is not for the one who signs in now."""
    last = request.get_signed_cookie(_LAST_PERSON, default=None, max_age=_LAST_PERSON_SECONDS)
    if last not in {None, str(user.pk)} and (key := request.session.pop(PARKED_KEY, "")):
        operations.discard_parked_form(key=key)


def _in_own_language(request: HttpRequest, answer: HttpResponse, language: str) -> HttpResponse:
    """Go on in the language of the person, unless this browser has one of its own."""
    if "django_language" not in request.COOKIES:
        answer.set_cookie(
            "django_language",
            language,
            max_age=31_536_000,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def _address(request: HttpRequest) -> str:
    """Return the address that the throttle counts by."""
    return getattr(request, "axes_ip_address", "") or ""


def _home_of(viewer: Viewer) -> str:
    return reverse("desk:queue") if viewer.is_staff else reverse("portal:home")


@open_to_all
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    messages.info(request, _("You have signed out."))
    return redirect("portal:login")


@never_cache
def resume(request: ViewerRequest) -> HttpResponse:
    """Give back what was typed into a form whose session had expired."""
    key = request.session.get(PARKED_KEY, "")
    parked = queries.parked_form(key=key)
    if parked is None or request.method == "POST":
        operations.discard_parked_form(key=key)
        request.session.pop(PARKED_KEY, None)
        return redirect(_home_of(request.viewer))
    fields = [(name, value) for name, values in parked.fields.items() for value in values]
    context = {"path": parked.path, "fields": fields, "saved_at": formatting.moment(parked.parked_at)}
    return render(request, "portal/access/resume.html", context)
