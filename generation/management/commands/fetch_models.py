"""`manage.py fetch_models [NAME…]`: weights ahead of their first use."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.engines import fetching


class Command(BaseCommand):
    """Exit codes: 0 all are here, 2 one could not be fetched, 130 stopped by Ctrl-C."""

    help = "Fetch the weights of models from the hub into MODELS_DIR. Without a name: all that are usual."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        choices = [*fetching.MODELS, "all"]
        parser.add_argument("names", nargs="*", metavar="NAME", help=f"out of {', '.join(choices)}")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in self._wanted(options["names"] or ["all"]):
            self._fetch(name)

    def _wanted(self, names: list[str]) -> list[str]:
        """The models that are meant, each once."""
        wanted = [model for name in names for model in (fetching.USUAL if name == "all" else (name,))]
        if unknown := [name for name in wanted if name not in fetching.MODELS]:
            known = ", ".join(fetching.MODELS)
            raise CommandError(f"There is no model “{unknown[0]}”: choose out of {known}, or all.", returncode=2)
        return list(dict.fromkeys(wanted))

    def _fetch(self, name: str) -> None:
        self.stdout.write(f"{name}: about {fetching.MODELS[name].gigabytes:g} GB from {fetching.MODELS[name].repo}")
        try:
            folder = fetching.fetch(name, settings.MODELS_DIR)
        except fetching.Unfetched as error:
            raise CommandError(str(error), returncode=2) from error
        except KeyboardInterrupt:
            raise SystemExit(130) from None
        self.stdout.write(f"{name} is in {folder}")
