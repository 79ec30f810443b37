"""`manage.py prune`: what the supervisor does once a day."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Let go of versions that nothing leads to any more, and of their audio: prune_commits, then prune_blobs. Then "
        "name_for_git."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("prune_commits", "prune_blobs", "name_for_git"):
            call_command(name, stdout=self.stdout, verbosity=options["verbosity"])
