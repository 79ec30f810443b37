"""`manage.py prune_commits`: let go of versions that nothing leads to any more."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from repos.services.pruning import Pruned, prune


class Command(BaseCommand):
    help = (
        "Let go of versions that no branch, tag, merge request or deleted branch that can be brought back leads to. "
        "Their sound goes with `prune_blobs`, a grace period later. Safe beside whoever is working."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--grace-hours", type=float, default=24.0, help="Spare what is newer than that (24).")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go.")

    def handle(self, *args: Any, grace_hours: float, dry_run: bool, **options: Any) -> None:
        if not 0 <= grace_hours <= 24 * 3650:
            raise CommandError("--grace-hours is a number from 0 to 87600.")
        gone = prune(timedelta(hours=grace_hours), is_dry=dry_run)
        if dry_run or options["verbosity"] > 1:
            self._list(gone)
        verb = "Would let go of" if dry_run else "Let go of"
        self.stdout.write(f"{verb} {len(gone.versions)} versions and {gone.trees} trees.")

    def _list(self, gone: Pruned) -> None:
        for repo, commit in gone.versions:
            self.stdout.write(f"~{repo.owner.username}/{repo.name} {commit.digest[:12]} {commit.subject}")
