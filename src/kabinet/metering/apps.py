from django.apps import AppConfig

from kabinet.metering.wording import EVENTS
from kabinet.notifications import wording


class MeteringConfig(AppConfig):
    name = "kabinet.metering"

    def ready(self) -> None:
        for event, (subject, body) in EVENTS.items():
            wording.register(event, subject=subject, body=body)
