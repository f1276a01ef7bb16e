"""`chuan <command>`: Django's management commands under the product's own name."""

import os
import sys

# Commands that change the shape of the database run as the role that owns it; the web never does.
OWNER_COMMANDS = {"migrate", "agency", "demo", "library"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        sys.argv[1] = sys.argv[1].replace("-", "_")  # a command is a module; people type a hyphen
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("CHUAN_DATABASE_ROLE", "owner")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"chuan: {error}")


if __name__ == "__main__":
    main()
