"""The client's pages."""

from django.urls import path, register_converter

from kabinet.foundation.converters import MonthConverter
from kabinet.portal.views import (
    documents,
    help,  # noqa: A004 (the page is called so)
    home,
    jobs,
    journal,
    metering,
    notifications,
    organizations,
    requests,
    settlements,
)
from kabinet.portal.views.access import (
    first_password,
    offers,
    resume,
    second_factor,
    second_step,
    sessions,
    settings,
    sign_in,
)
from kabinet.portal.views.applications import colleagues, public

register_converter(MonthConverter, "month")

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("login/", sign_in.login, name="login"),
    path("login/code/", second_step.second_step, name="second_step"),
    path("login/password/", first_password.first_password, name="first_password"),
    path("logout/", sign_in.logout, name="logout"),
    path("resume/", resume.resume, name="resume"),
    path("offer/", offers.offer, name="offer"),
    path("offer/changes/", offers.changes, name="offer_changes"),
    path("offer/<str:version>/", offers.offer, name="offer_version"),
    path("offer/<str:version>/pdf/", offers.pdf, name="offer_pdf"),
    path("access/", offers.recovery, name="recovery"),
    path("access/apply/", public.apply, name="apply"),
    path("access/apply/sent/", public.sent, name="application_sent"),
    path("access/applications/", public.applications, name="applications"),
    path("access/applications/correct/", public.correct, name="application_correct"),
    path("access/applications/scans/", public.scans, name="application_scans"),
    path("access/applications/pdf/", public.pdf, name="application_pdf"),
    path("access/applications/leave/", public.leave, name="application_leave"),
    path("access/colleague/", colleagues.colleagues, name="colleagues"),
    path("access/colleague/new/", colleagues.new, name="colleague_new"),
    path("access/colleague/<str:number>/", colleagues.colleague, name="colleague"),
    path("access/colleague/<str:number>/correct/", colleagues.correct, name="colleague_correct"),
    path("access/colleague/<str:number>/scans/", colleagues.scans, name="colleague_scans"),
    path("access/colleague/<str:number>/pdf/", colleagues.pdf, name="colleague_pdf"),
    path("settings/", settings.settings, name="settings"),
    path("settings/sessions/", sessions.sessions, name="sessions"),
    path("settings/second-factor/", second_factor.second_factor, name="second_factor"),
    path("settings/second-factor/qr/", second_factor.qr, name="second_factor_qr"),
    path("settings/second-factor/codes/", second_factor.recovery_codes, name="recovery_codes"),
    path("contracts/", organizations.contracts, name="contracts"),
    path("contract/", organizations.contract, name="contract"),
    path("readings/", metering.readings, name="readings"),
    path("readings/<month:month>/", metering.month, name="readings_month"),
    path("readings/<month:month>/check/", metering.check, name="readings_check"),
    path("readings/day/<int:unit_id>/<str:day>/", metering.day, name="readings_day"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/<month:month>/", requests.new, name="request_new"),
    path("requests/new/<month:month>/check/", requests.check, name="request_check"),
    path("requests/<int:request_id>/", requests.request, name="request"),
    path("settlements/", settlements.settlements, name="settlements"),
    path("settlements/<int:entry_id>/", settlements.entry, name="entry"),
    path("documents/", documents.documents, name="documents"),
    path("documents/send/", documents.send, name="scans"),
    path("documents/zip/", documents.archive, name="documents_zip"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/file/", documents.file, name="document_file"),
    path("documents/<int:document_id>/preview/", documents.preview, name="document_preview"),
    path("receipts/<str:number>/", journal.receipt, name="receipt"),
    path("receipts/<str:number>/pdf/", journal.receipt_pdf, name="receipt_pdf"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:number>/", jobs.job, name="job"),
    path("help/", help.help, name="help"),
]
