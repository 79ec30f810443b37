from django.apps import AppConfig


class GenerationConfig(AppConfig):
    name = "generation"

    def ready(self) -> None:
        from generation import tasks  # noqa: F401  the workers' warm-up listens for their start
