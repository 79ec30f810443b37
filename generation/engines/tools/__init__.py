"""Audio tools: work on sound that is there, done in the worker's child. Each is a module with a function `work`.

`work(request, facilities)` reads the files that the request names, writes its own into `request["folder"]`, and yields
`Progress` and at last `Done`. It raises `Refused` for what no second try mends and `Passing` for what a later one may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from generation.engines.base import Done, Note, Progress
from generation.engines.facilities import Facilities

Work: TypeAlias = Callable[[Mapping[str, Any], Facilities], Iterator[Progress | Note | Done]]

TOOLS: Mapping[str, str] = {
    "hum": "generation.engines.tools.humming",
    "analyse": "generation.engines.tools.analysing",
    "import": "generation.engines.tools.importing",
    "mix": "generation.engines.tools.mixing",
    "master": "generation.engines.tools.mastering",
    "stems": "generation.engines.tools.separating",
}
"""By the type of the job: the module that does it."""
