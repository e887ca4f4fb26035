"""A worker process for the tests that kill one: does the waiting jobs as `keukentafel worker` does, and says when it begins."""

import importlib
import os
import sys

import django
from django.core.management import call_command


def main() -> None:
    """Do the jobs that wait, four at a time, and end."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "keukentafel.config.settings"
    django.setup()
    importlib.import_module("tests.backoffice.berichten.mailbox.reactions").connect()
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    call_command("procrastinate", "worker", "--one-shot", "--concurrency=4")


if __name__ == "__main__":
    main()
