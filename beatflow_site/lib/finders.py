"""Static files out of installed npm packages, by an allow-list, and their hashed storage."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKAGE_FILES = {
    "vendor/tone/Tone.js": "tone/build/Tone.js",
    "vendor/tone/Tone.js.map": "tone/build/Tone.js.map",
    "vendor/inter/inter.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "vendor/inter/inter-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
}
"""URL below /static/ → file below node_modules. Never the whole tree."""


class _Packages(FileSystemStorage):
    """Opens the allowed files under the names by which pages know them."""

    prefix = ""

    def path(self, name: str) -> str:
        return str(settings.NODE_MODULES_DIR / PACKAGE_FILES[name])


class PackagesFinder(BaseFinder):
    """Finds `PACKAGE_FILES`."""

    storage = _Packages()

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file = settings.NODE_MODULES_DIR / PACKAGE_FILES[path] if path in PACKAGE_FILES else None
        found = [str(file)] if file and file.exists() else []
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, _Packages]]:
        for name in PACKAGE_FILES:
            if self.find(name):
                yield name, self.storage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """File names carry a digest of their content, also where one JavaScript module imports another."""

    support_js_module_import_aggregation = True
