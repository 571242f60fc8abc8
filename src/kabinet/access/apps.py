from django.apps import AppConfig

from kabinet.access.wording import EVENTS, applications, members
from kabinet.notifications import wording


class AccessConfig(AppConfig):
    name = "kabinet.access"

    def ready(self) -> None:
        for event, (subject, body) in (EVENTS | applications.EVENTS | members.EVENTS).items():
            wording.register(event, subject=subject, body=body)
