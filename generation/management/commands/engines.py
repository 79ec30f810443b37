"""`manage.py engines`: which engines there are, whether each can run here, and why not. Asks no database."""

from typing import Any

from django.core.management.base import BaseCommand

from generation import choices, facilities
from generation.engines.musicgen import weights

_WHERE_WIDTH = 16


class Command(BaseCommand):
    """Exit code 0, whatever can run: it only tells."""

    help = "List the engines, and what keeps some of them from running here."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each."""
        offers = choices.offers()
        width = max(len(offer.name) for offer in offers)
        for offer in offers:
            state = "cannot run here" if offer.lacks else "runs here"
            self.stdout.write(f"{offer.name:<{width}}  {state:<{_WHERE_WIDTH}} {offer.lacks or offer.says}")
            if offer.name == "musicgen":
                self._tell_runtimes(width)

    def _tell_runtimes(self, width: int) -> None:
        """By what MusicGen can be run, and which is chosen."""
        here = facilities.here()
        for name, lacks in weights.RUNTIMES.items():
            chosen = "chosen" if name == here.musicgen_runtime else "not chosen"
            self.stdout.write(f"{'':<{width}}  by {name}, {chosen}: {lacks(here) or 'it can run here.'}")
