"""The supplier's pages."""

from django.urls import path

from kabinet.desk.views import (
    applications,
    documents,
    journal,
    looking,
    metering,
    organizations,
    policy,
    proposals,
    queue,
    requests,
    rights,
    settlements,
    setup,
)

app_name = "desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("next/", queue.following, name="next"),
    path("accept/", queue.accept, name="accept"),
    path("clients/", organizations.clients, name="clients"),
    path("clients/<int:organization_id>/", organizations.client, name="client"),
    path("clients/<int:organization_id>/publish/", documents.publish, name="publish"),
    path("clients/<int:organization_id>/publish/check/", documents.check, name="publish_check"),
    path("clients/<int:organization_id>/publish/preview/", documents.publish_preview, name="publish_preview"),
    path("clients/<int:organization_id>/payment/", settlements.payment, name="payment"),
    path("contracts/<int:contract_id>/account/", settlements.account, name="account"),
    path("entries/<int:entry_id>/", settlements.entry, name="entry"),
    path("readings/<int:submission_id>/", metering.submission, name="submission"),
    path("requests/<int:request_id>/", requests.request, name="request"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/file/", documents.file, name="document_file"),
    path("documents/<int:document_id>/preview/", documents.preview, name="document_preview"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<str:number>/", applications.application, name="application"),
    path("applications/<str:number>/match/", applications.match, name="application_match"),
    path("applications/<str:number>/papers/<int:paper_id>/", applications.paper, name="application_paper"),
    path(
        "applications/<str:number>/papers/<int:paper_id>/preview/",
        applications.preview,
        name="application_preview",
    ),
    path("receipts/<str:number>/", journal.receipt, name="receipt"),
    path("journal/", journal.journal, name="journal"),
    path("look/end/", looking.look_end, name="look_end"),
    path("look/<int:organization_id>/", looking.look, name="look"),
    path("rights/", rights.rights, name="rights"),
    path("setup/", setup.setup, name="setup"),
    path("policy/", policy.policy, name="policy"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:proposal_id>/", proposals.proposal, name="proposal"),
]
