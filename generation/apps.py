from django.apps import AppConfig
from django.conf import settings


class GenerationConfig(AppConfig):
    name = "generation"

    def ready(self) -> None:
        from generation import tasks  # noqa: F401  the workers' warm-up listens for their start
        from generation.bases import in_use
        from generation.language import nearness
        from repos.services import pruning

        nearness.use_model(settings.UNDERSTANDING == "model")
        pruning.spare(in_use)
