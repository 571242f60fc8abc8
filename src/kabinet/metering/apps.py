from django.apps import AppConfig

from kabinet.metering.wording.events import EVENTS
from kabinet.notifications import wording


class MeteringConfig(AppConfig):
    name = "kabinet.metering"

    def ready(self) -> None:
        from kabinet.metering.operations import archives  # noqa: F401, PLC0415 (its job is registered by being loaded)

        for event, (subject, body) in EVENTS.items():
            wording.register(event, subject=subject, body=body)
