"""The `kabinet` command: the administrator's verbs, each a Django management command of this package."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kabinet.project.settings")
    execute_from_command_line(["kabinet", *sys.argv[1:]])


if __name__ == "__main__":
    main()
