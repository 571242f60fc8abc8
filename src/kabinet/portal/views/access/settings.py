"""What a person sets for themselves: the password, the language."""

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kabinet.access import operations, queries
from kabinet.foundation import clock
from kabinet.foundation.http import ViewerRequest
from kabinet.portal.forms.access import PasswordForm
from kabinet.portal.pages import access as pages


@sensitive_post_parameters("current_password", "new_password")
@never_cache
def settings(request: ViewerRequest) -> HttpResponse:
    if request.POST.get("language"):
        return _choose_language(request)
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if auth.authenticate(
            request, username=request.viewer.username, password=form.cleaned_data["current_password"]
        ):
            return _change_password(request, form.cleaned_data["new_password"])
        form.refuse_current()
    context = {
        "form": form,
        "facts": pages.own_facts(viewer=request.viewer, user=request.user),
        "sign_ins": pages.sign_ins(queries.list_sign_ins(viewer=request.viewer)),
    }
    return render(request, "portal/access/settings.html", context, status=422 if form.errors else 200)


def _change_password(request: ViewerRequest, password: str) -> HttpResponse:
    user = operations.change_password(viewer=request.viewer, password=password, at=clock.now())
    auth.update_session_auth_hash(request, user)
    messages.success(request, _("The password has been changed. Sessions in other browsers have ended."))
    return redirect("portal:settings")


def _choose_language(request: ViewerRequest) -> HttpResponse:
    language = request.POST["language"]
    if language in {"ru", "en"}:
        operations.choose_language(viewer=request.viewer, language=language)
    return redirect(f"{reverse('portal:settings')}?{urlencode({'lang': language})}")
