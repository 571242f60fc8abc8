from django.apps import AppConfig

from kabinet.documents.wording import EVENTS
from kabinet.notifications import wording


class DocumentsConfig(AppConfig):
    name = "kabinet.documents"

    def ready(self) -> None:
        for event, (subject, body) in EVENTS.items():
            wording.register(event, subject=subject, body=body)
