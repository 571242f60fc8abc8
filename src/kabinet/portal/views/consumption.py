"""Consumption: a month by day and by hour, a year by month."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from kabinet.foundation import clock, formatting
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest
from kabinet.metering.queries import UnitNotFound
from kabinet.portal.contract import chosen_terms
from kabinet.portal.pages import consumption_hours, consumption_month, consumption_year
from kabinet.portal.pages.consumption import HOURS, MONTH, YEAR, Look, look
from kabinet.values.months import BillingMonth

_YEARS = range(2000, 2100)

Page = consumption_month.MonthPage | consumption_hours.HoursPage | consumption_year.YearPage


@clients_only
def consumption(request: ViewerRequest) -> HttpResponse:
    terms = chosen_terms(request)
    return redirect(MONTH, BillingMonth.of(terms.clock.day_at(clock.now())))


@clients_only
def month(request: ViewerRequest, month: BillingMonth) -> HttpResponseBase:
    seen = look(request)
    return _answer(request, seen, consumption_month.read(seen, month), name=MONTH, month=month)


@clients_only
def hours(request: ViewerRequest, month: BillingMonth) -> HttpResponseBase:
    seen = look(request)
    return _answer(request, seen, consumption_hours.read(seen, month), name=HOURS, month=month)


@clients_only
def year(request: ViewerRequest, year: int) -> HttpResponseBase:
    if year not in _YEARS:
        raise UnitNotFound
    seen = look(request)
    month = min(max(BillingMonth(year, 12), seen.first), seen.current)
    return _answer(request, seen, consumption_year.read(seen, year), name=YEAR, month=month)


def _answer(
    request: HttpRequest, seen: Look, page: Page, *, name: str, month: BillingMonth
) -> HttpResponseBase:
    """Show the page, or hand out its table as a file."""
    period: object = page.year if isinstance(page, consumption_year.YearPage) else month
    if form := seen.query.get("format"):
        return page.report.download(form, name=seen.file_name(period))
    context = {
        "form": seen.form(page.found),
        "part": seen.title_of_part(page.found),
        "tabs": seen.tabs(name, month),
        "stepper": seen.stepper_of_years(page.year)
        if isinstance(page, consumption_year.YearPage)
        else seen.stepper(name, month),
        "xlsx_url": seen.address(name, period, format="xlsx"),
        "csv_url": seen.address(name, period, format="csv"),
        "print_url": seen.address(name, period, print="1"),
        "is_print": seen.printing,
        "period": formatting.month(month) if period == month else period,
        "readings_month": month,
        "empty": seen.empty(page.found, month) or page.empty,
    }
    templates = {MONTH: "month", HOURS: "hours", YEAR: "year"}
    if context["empty"] is None:
        context |= page.context()
    return render(request, f"portal/consumption/{templates[name]}.html", context)
