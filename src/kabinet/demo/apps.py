from django.apps import AppConfig

from kabinet.demo import wording


class DemoConfig(AppConfig):
    name = "kabinet.demo"

    def ready(self) -> None:
        wording.register()
