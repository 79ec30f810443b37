"""`manage.py sweep`: for set-ups that run their workers without `manage.py up`."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from generation.work.sweeping import sweep


class Command(BaseCommand):
    """One pass of the sweeper, or one every few seconds."""

    help = "Give back jobs whose worker is gone and ring for jobs that wait. `manage.py up` does this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, with pauses of this length")

    def handle(self, *args: Any, every: float | None, **options: Any) -> None:
        sweep()
        while every:
            time.sleep(every)
            sweep()
