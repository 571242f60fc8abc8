from django.apps import AppConfig

from kabinet.access.wording import EVENTS, applications
from kabinet.notifications import wording


class AccessConfig(AppConfig):
    name = "kabinet.access"

    def ready(self) -> None:
        for event, (subject, body) in (EVENTS | applications.EVENTS).items():
            wording.register(event, subject=subject, body=body)
