from django.apps import AppConfig

from kabinet.access.wording import EVENTS, applications, members, staff
from kabinet.notifications import wording


class AccessConfig(AppConfig):
    name = "kabinet.access"

    def ready(self) -> None:
        events = EVENTS | applications.EVENTS | members.EVENTS | staff.EVENTS
        for event, (subject, body) in events.items():
            wording.register(event, subject=subject, body=body)
