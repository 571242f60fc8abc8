from django.apps import AppConfig

from kabinet.access.wording import applications, credentials, members, proposals, sign_in, staff
from kabinet.notifications import wording


class AccessConfig(AppConfig):
    name = "kabinet.access"

    def ready(self) -> None:
        for words in (applications, credentials, members, proposals, sign_in, staff):
            for event, (subject, body) in words.EVENTS.items():
                wording.register(event, subject=subject, body=body)
