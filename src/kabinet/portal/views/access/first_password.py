"""The first sign-in with the code of a slip: a password of one's own takes its place."""

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kabinet.access.operations.passwords import (
    CodeIsNoPassword,
    OwnPasswordChosen,
    choose_own_password,
)
from kabinet.foundation import clock
from kabinet.foundation.http import ViewerRequest
from kabinet.portal import browser
from kabinet.portal.forms.access import NewPasswordForm
from kabinet.portal.next_page import next_page


@sensitive_post_parameters("new_password", "repeated_password")
@never_cache
def first_password(request: ViewerRequest) -> HttpResponse:
    if request.user.code_expires_at is None:
        return redirect(next_page(request, "/"))
    form = NewPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _choose(request, form.cleaned_data["new_password"])
        except CodeIsNoPassword:
            form.refuse_code()
    return render(
        request, "portal/access/first_password.html", {"form": form}, status=422 if form.errors else 200
    )


def _choose(request: ViewerRequest, password: str) -> HttpResponse:
    try:
        user = choose_own_password(
            viewer=request.viewer,
            password=password,
            session_key=request.session.session_key or "",
            at=clock.now(),
        )
    except OwnPasswordChosen:
        return redirect(next_page(request, "/"))
    auth.update_session_auth_hash(request, user)
    messages.success(request, _("The password is set. The code from the slip counts no longer: destroy it."))
    answer = redirect(next_page(request, "/"))
    browser.remember(request, answer, user)
    return answer
