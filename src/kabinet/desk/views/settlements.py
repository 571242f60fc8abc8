"""A customer's account: its months and entries, a payment posted by hand, an entry taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.desk.forms.settlements import PaymentForm, ReversalForm
from kabinet.desk.pages import settlements as pages
from kabinet.desk.pages.settlements import Paying
from kabinet.desk.reading import year_in
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.settlements import operations

_SAME_PAYMENT = ("key", "contract", "amount", "paid_on", "payment_order", "purpose")


@staff_only
def payment(request: ViewerRequest, organization_id: int) -> HttpResponse:
    paying = Paying.load(viewer=request.viewer, organization_id=organization_id, now=clock.now())
    if request.method != "POST":
        return _payment_page(request, paying, paying.form())
    form = paying.form(request.POST)
    if not form.is_valid():
        return _payment_page(request, paying, form, status=422)
    typed = form.cleaned_data
    try:
        entry = operations.post_payment(
            viewer=request.viewer,
            contract_id=typed["contract"],
            amount=typed["amount"],
            paid_on=typed["paid_on"],
            payment_order=typed["payment_order"],
            purpose=typed["purpose"],
            key=submission_key(*(typed[name] for name in _SAME_PAYMENT)),
            now=clock.now(),
        )
    except (operations.AmountNotPositive, operations.PostedInFuture) as refusal:
        late = isinstance(refusal, operations.PostedInFuture)
        form.add_error("paid_on" if late else "amount", words_of(refusal))
        return _payment_page(request, paying, form, status=422)
    messages.success(request, _("The payment is posted."))
    return redirect("desk:entry", entry.pk)


def _payment_page(
    request: ViewerRequest, paying: Paying, form: PaymentForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, **pages.payment(paying)}
    return render(request, "desk/settlements/payment.html", context, status=status)


@staff_only
def account(request: ViewerRequest, contract_id: int) -> HttpResponse:
    context = pages.account(
        viewer=request.viewer,
        contract_id=contract_id,
        year=year_in(request),
        month=request.GET.get("month", ""),
        now=clock.now(),
    )
    return render(request, "desk/settlements/account.html", context)


@staff_only
def entry(request: ViewerRequest, entry_id: int) -> HttpResponse:
    if request.method != "POST":
        return _entry_page(request, entry_id, ReversalForm())
    form = ReversalForm(request.POST)
    if not form.is_valid():
        return _entry_page(request, entry_id, form, status=422)
    try:
        reversal = operations.reverse_entry(
            viewer=request.viewer, entry_id=entry_id, reason=form.cleaned_data["reason"], now=clock.now()
        )
    except operations.AlreadyReversed as refusal:
        messages.warning(request, words_of(refusal))
        return redirect("desk:entry", entry_id)
    messages.success(request, _("The entry is taken back by this one."))
    return redirect("desk:entry", reversal.pk)


def _entry_page(request: ViewerRequest, entry_id: int, form: ReversalForm, status: int = 200) -> HttpResponse:
    context = {"form": form, **pages.entry(viewer=request.viewer, entry_id=entry_id)}
    return render(request, "desk/settlements/entry.html", context, status=status)
