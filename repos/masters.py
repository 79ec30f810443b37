"""The masters that somebody had made of a version, besides its own: renditions of its mix."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audio.models import Blob, Rendition
from repos.models import Tree

_RECIPE = re.compile(r"master-(\d{3,4})")
_TITLES = {1400: "Streaming", 900: "CD", 800: "Club"}


@dataclass(frozen=True, slots=True)
class Master:
    """One of them."""

    level: int
    """Its target in hundredths below 0 LUFS: 900 is −9."""
    blob: Blob

    @property
    def title(self) -> str:
        """The place that it is for, where it has a name."""
        return _TITLES.get(self.level, "Own target")

    @property
    def target_lufs(self) -> float:
        """What it was to reach."""
        return -self.level / 100


def recipe_of(target_lufs: float) -> str:
    """The recipe under which a master of such a loudness is remembered."""
    return f"master-{round(-100 * target_lufs)}"


def of_tree(tree: Tree) -> list[Master]:
    """Those of a version, the softest first."""
    if tree.mix_id is None:
        return []
    made = Rendition.objects.filter(source=tree.mix_id, recipe__startswith="master-").select_related("blob")
    found = ((_RECIPE.fullmatch(one.recipe), one.blob) for one in made)
    return sorted((Master(int(match[1]), blob) for match, blob in found if match), key=lambda one: -one.level)


def at(tree: Tree, level: int) -> Blob | None:
    """The sound of one of them."""
    return next((one.blob for one in of_tree(tree) if one.level == level), None)
