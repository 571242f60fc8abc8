"""`kabinet setup`: bring the database, the catalogues and the static files up to date; quick when they are."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kabinet.console.messages import compile_catalogues
from kabinet.console.statics import Statics


class Command(BaseCommand):
    help = "Migrate the database, compile the translations, collect the static files."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        settings.STATE.mkdir(parents=True, exist_ok=True)
        compile_catalogues()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        statics = Statics(settings.STATIC_ROOT)
        if not statics.are_current():
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
            statics.remember()
