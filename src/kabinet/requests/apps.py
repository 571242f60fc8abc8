from django.apps import AppConfig

from kabinet.notifications import wording
from kabinet.requests.wording import EVENTS


class RequestsConfig(AppConfig):
    name = "kabinet.requests"

    def ready(self) -> None:
        for event, (subject, body) in EVENTS.items():
            wording.register(event, subject=subject, body=body)
