"""The `kabinet` command: the administrator's verbs, each a Django management command of this package."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from environs.exceptions import EnvError

# The reason comes as a list of one.
_BRACKETS = str.maketrans("", "", "[]'")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kabinet.project.settings")
    _read_settings()
    execute_from_command_line(["kabinet", *sys.argv[1:]])


def _read_settings() -> None:
    """Stop with a sentence where a setting is missing or wrong; the trace would help nobody."""
    try:
        settings.INSTALLED_APPS  # noqa: B018 (reading one reads all)
    except (EnvError, ValueError) as error:
        sys.exit(f"kabinet: {error}".translate(_BRACKETS))


if __name__ == "__main__":
    main()
