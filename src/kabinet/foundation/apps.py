from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "kabinet.foundation"
