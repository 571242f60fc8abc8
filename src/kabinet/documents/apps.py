from django.apps import AppConfig

from kabinet.documents.wording import EVENTS
from kabinet.notifications import wording


class DocumentsConfig(AppConfig):
    name = "kabinet.documents"

    def ready(self) -> None:
        from kabinet.documents import bundles  # noqa: F401, PLC0415 (its job is registered by being loaded)

        for event, (subject, body) in EVENTS.items():
            wording.register(event, subject=subject, body=body)
