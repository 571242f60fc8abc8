from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "kabinet.console"

    def ready(self) -> None:
        from kabinet.console import wording  # noqa: PLC0415 (it reaches models, which are loaded by now)

        wording.register()
