"""The second factor in the settings: setting it up, switching it off, printing new codes."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp.util import random_hex

from kabinet.access import queries
from kabinet.access.operations import second_factor as operations
from kabinet.access.operations.passwords import WrongPassword
from kabinet.access.operations.second_codes import WrongCode
from kabinet.access.rules.codes import is_code
from kabinet.access.sessions import SECOND_FACTOR_DUE
from kabinet.access.throttling import SignInClosed
from kabinet.foundation import clock, pdf
from kabinet.foundation.downloads import made_file
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotFound
from kabinet.portal import browser
from kabinet.portal.closing import render_page
from kabinet.portal.forms.access import FirstCodeForm, ProofForm
from kabinet.portal.next_page import next_page
from kabinet.portal.pages import second_factor as pages

#: The session's name for the secret of an app that has not shown a code yet.
_KEY_OF_APP = "second_factor_key"


@sensitive_post_parameters()
@never_cache
def second_factor(request: ViewerRequest) -> HttpResponse:
    if request.user.second_factor:
        return _change(request)
    if request.session.get(SECOND_FACTOR_DUE) and not queries.is_obligatory(request.viewer.role):
        del request.session[SECOND_FACTOR_DUE]
        return redirect(next_page(request, "/"))
    return _set_up(request)


def _set_up(request: ViewerRequest) -> HttpResponse:
    secret = request.session.setdefault(_KEY_OF_APP, random_hex())
    form = FirstCodeForm(request.POST or None)
    closed_until = None
    if request.method == "POST" and form.is_valid():
        try:
            return _switch_on(request, secret, form)
        except SignInClosed as refusal:
            closed_until = refusal.until
        except WrongPassword:
            form.refuse_password()
        except WrongCode as refusal:
            form.refuse()
            closed_until = refusal.closed_until
    context = {"form": form, "secret": pages.secret_in_groups(secret), **_frame(request)}
    return render_page(
        request,
        "portal/access/second_factor_new.html",
        context,
        status=422 if form.errors else 200,
        closed_until=closed_until,
    )


def _switch_on(request: ViewerRequest, secret: str, form: FirstCodeForm) -> HttpResponse:
    try:
        codes = operations.switch_on(viewer=request.viewer, secret=secret, **_proof(form))
    except operations.SecondFactorOn:  # by the first press of a double click: the codes went with its answer
        messages.warning(
            request, _("The second factor is on. If you have not seen the codes, print new ones.")
        )
        return redirect("portal:second_factor")
    frame = _frame(request)
    for name in (_KEY_OF_APP, SECOND_FACTOR_DUE):
        request.session.pop(name, None)
    answer = _show(request, codes, frame, is_new=True)
    browser.remember(request, answer, request.user)
    return answer


def _frame(request: ViewerRequest) -> dict[str, object]:
    """Return in which frame the page stands: whoever has to set the factor up first sees no way elsewhere."""
    due = bool(request.session.get(SECOND_FACTOR_DUE))
    return {"frame": "ui/signin.html" if due else "ui/page.html", "due": due}


def _change(request: ViewerRequest) -> HttpResponse:
    """Switch it off or print new codes, by the password and a code."""
    form = ProofForm(request.POST or None)
    closed_until: datetime | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return (
                _renew(request, form) if request.POST.get("action") == "renew" else _switch_off(request, form)
            )
        except SignInClosed as refusal:
            closed_until = refusal.until
        except WrongPassword:
            form.refuse_password()
        except WrongCode as refusal:
            form.refuse()
            closed_until = refusal.closed_until
    context = {
        "form": form,
        "facts": pages.facts(queries.count_recovery_codes(user_id=request.viewer.user_id)),
        "obligatory": queries.is_obligatory(request.viewer.role),
    }
    return render_page(
        request,
        "portal/access/second_factor.html",
        context,
        status=422 if form.errors else 200,
        closed_until=closed_until,
    )


def _renew(request: ViewerRequest, form: ProofForm) -> HttpResponse:
    codes = operations.renew_recovery_codes(viewer=request.viewer, **_proof(form))
    return _show(request, codes, _frame(request), is_new=False)


def _switch_off(request: ViewerRequest, form: ProofForm) -> HttpResponse:
    operations.switch_off(viewer=request.viewer, **_proof(form))
    messages.success(request, _("The second factor is off. Signing in takes the password alone."))
    answer = redirect("portal:settings")
    browser.remember(request, answer, request.user)
    return answer


def _proof(form: FirstCodeForm) -> dict[str, Any]:
    typed = form.cleaned_data
    return {
        "password": typed["current_password"],
        "code": typed["code"],
        "at": clock.now(),
        "real_at": clock.real_now(),
    }


def _show(
    request: ViewerRequest, codes: Sequence[str], frame: dict[str, object], *, is_new: bool
) -> HttpResponse:
    """Show the codes for the only time: what is kept of them cannot be read."""
    context = {"codes": codes, "is_new": is_new, "next": next_page(request, "/"), **frame}
    return render(request, "portal/access/recovery_codes.html", context)


@never_cache
def qr(request: ViewerRequest) -> HttpResponse:
    """Draw the code that the app scans, as long as the secret waits for the app to show that it has it."""
    secret = request.session.get(_KEY_OF_APP)
    if not secret or request.user.second_factor:
        raise NotFound
    picture = BytesIO()
    address = pages.address_for_app(secret, username=request.viewer.username)
    segno.make(address, error="m").save(picture, kind="svg", border=2, light="#fff", svgclass=None)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_POST
@sensitive_post_parameters("codes")
@never_cache
def recovery_codes(request: ViewerRequest) -> HttpResponseBase:
    """Put the codes that the page has just shown on a sheet; they come with the form, for nobody else has them."""
    codes = [code for code in request.POST.getlist("codes") if is_code(code)]
    if not codes:
        raise NotFound
    now = clock.now()
    sheet = pdf.render("access/recovery_codes", pages.sheet(request.viewer, codes, now), stamp=now)
    name = _("Codes_%(name)s.pdf") % {"name": request.viewer.username}
    return made_file(sheet, name=name, media_type="application/pdf")
