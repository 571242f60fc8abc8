"""The policy of access."""

from urllib.parse import urlencode

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.operations.policy import set_policy
from kabinet.access.queries.policy import latest_policy
from kabinet.access.rules.policy import PolicyChanged
from kabinet.desk.forms.policy import PolicyForm
from kabinet.desk.pages import policy as pages
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.rights import Right


@staff_only
def policy(request: ViewerRequest) -> HttpResponse:
    request.viewer.check_may(Right.ADMINISTER)
    if request.method != "POST":
        return _page(request, PolicyForm.of(latest_policy()))
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        set_policy(
            viewer=request.viewer,
            figures=form.figures,
            seen_id=form.cleaned_data["seen"],
            now=clock.now(),
        )
    except PolicyChanged as refusal:
        return _page(request, _shown_anew(request, words_of(refusal)), status=409)
    if not request.session.exists(request.session.session_key or ""):
        return _signed_out(request)
    messages.success(request, _("The policy is in force."))
    return redirect("desk:policy")


def _signed_out(request: ViewerRequest) -> HttpResponse:
    """Lead one whose own session the policy has ended to the sign-in, and back to the policy from there."""
    auth.logout(request)
    messages.success(
        request, _("The policy is in force. It wants a second factor of you, too: sign in again.")
    )
    return redirect(f"{reverse('portal:login')}?{urlencode({'next': reverse('desk:policy')}, safe='/')}")


def _shown_anew(request: ViewerRequest, problem: str) -> PolicyForm:
    """Keep what was typed, and count the version that is below the form now as seen."""
    typed = request.POST.copy()
    typed["seen"] = str(latest_policy().pk or 0)
    form = PolicyForm(typed)
    form.add_error(None, problem)
    return form


def _page(request: ViewerRequest, form: PolicyForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/policy/policy.html", pages.policy(form=form), status=status)
