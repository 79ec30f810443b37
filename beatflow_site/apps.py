from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "beatflow_site"

    def ready(self) -> None:
        from beatflow_site import checks  # noqa: F401  registers the start-up checks
