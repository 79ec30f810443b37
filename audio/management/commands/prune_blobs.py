"""`manage.py prune_blobs`: give back the disk space of what nothing refers to."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from audio.pruning import prune


class Command(BaseCommand):
    help = "Remove stored audio that nothing refers to, and what interrupted work left. Safe beside running jobs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--grace-hours", type=float, default=24.0, help="Spare what was kept within so many hours (24)."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be removed.")

    def handle(self, *args: Any, grace_hours: float, dry_run: bool, **options: Any) -> None:
        if not 0 <= grace_hours <= 24 * 3650:
            raise CommandError("--grace-hours is a number from 0 to 87600.")
        gone = prune(timedelta(hours=grace_hours), is_dry=dry_run)
        verb = "Would remove" if dry_run else "Removed"
        size = filesizeformat(gone.size_bytes).replace("\xa0", " ")
        self.stdout.write(f"{verb} {gone.blobs} blobs and {gone.strays} stray files: {size}.")
