"""What a person sets for themselves: the password, the language; and what else there is to set."""

from datetime import datetime

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kabinet.access import operations, queries
from kabinet.access.operations.passwords import CodeIsNoPassword, SamePassword, WrongPassword, change_password
from kabinet.access.throttling import SignInClosed
from kabinet.foundation import clock
from kabinet.foundation.http import ViewerRequest
from kabinet.portal import browser
from kabinet.portal.closing import render_page
from kabinet.portal.forms.access import PasswordForm
from kabinet.portal.pages import access as pages


@sensitive_post_parameters("current_password", "new_password", "repeated_password")
@never_cache
def settings(request: ViewerRequest) -> HttpResponse:
    if request.POST.get("language"):
        return _choose_language(request)
    form = PasswordForm(request.POST or None, user=request.user)
    closed_until = None
    if request.method == "POST" and form.is_valid():
        try:
            return _change_password(request, form)
        except SignInClosed as refusal:
            closed_until = refusal.until
        except WrongPassword:
            form.refuse_current()
        except SamePassword:
            form.refuse_same()
        except CodeIsNoPassword:
            form.refuse_code()
    return _page(request, form, closed_until=closed_until)


def _page(request: ViewerRequest, form: PasswordForm, *, closed_until: datetime | None) -> HttpResponse:
    sessions = queries.list_sessions(
        viewer=request.viewer, key=request.session.session_key or "", real_at=clock.real_now()
    )
    context = {
        "form": form,
        "facts": pages.own_facts(viewer=request.viewer, user=request.user),
        "sessions": pages.sessions(sessions),
        "others": len(sessions) > 1,
        "second_factor": pages.second_factor(on=request.user.second_factor),
        "sign_ins": pages.sign_ins(queries.list_sign_ins(viewer=request.viewer)),
    }
    return render_page(
        request,
        "portal/access/settings.html",
        context,
        status=422 if form.errors else 200,
        closed_until=closed_until,
    )


def _change_password(request: ViewerRequest, form: PasswordForm) -> HttpResponse:
    user = change_password(
        viewer=request.viewer,
        current=form.cleaned_data["current_password"],
        new=form.cleaned_data["new_password"],
        session_key=request.session.session_key or "",
        at=clock.now(),
        real_at=clock.real_now(),
    )
    auth.update_session_auth_hash(request, user)
    messages.success(request, _("The password has been changed. Sessions in other browsers have ended."))
    answer = redirect("portal:settings")
    browser.remember(request, answer, user)
    return answer


def _choose_language(request: ViewerRequest) -> HttpResponse:
    language = request.POST["language"]
    if language in {"ru", "en"}:
        operations.choose_language(viewer=request.viewer, language=language)
    return redirect(f"{reverse('portal:settings')}?{urlencode({'lang': language})}")
