from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class SiteConfig(AppConfig):
    name = "beatflow_site"

    def ready(self) -> None:
        from beatflow_site import checks  # noqa: F401  registers the start-up checks


class OurStaticFilesConfig(StaticFilesConfig):
    """Of django-htmx's files only those that pages load: others import modules that are not there."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "hx-sse*", "*-2.js", "*-4.js", "*-4.min.js"]
