"""`manage.py name_for_git`: find out what git calls each version, so that nobody who clones waits for it."""

from typing import Any

from django.core.management.base import BaseCommand

from repos.services.git_names import name_the_rest


class Command(BaseCommand):
    help = "Name for git the versions that have no name yet, which reads their sound. May be stopped any time."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Named {name_the_rest()} versions for git.")
