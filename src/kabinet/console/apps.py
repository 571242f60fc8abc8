from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "kabinet.console"
