"""Mix and master of a tree that was put together: they follow from its arrangement, so they are made when needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from audio import bouncing, locks
from repos import changes, mastering
from repos.models import Tree


def prepare(tree: Tree, look: Callable[[], None] | None = None) -> None:
    """See to it that a tree with an arrangement has a mix and a master; whoever asks meanwhile waits.

    `look` is called often meanwhile; what it raises calls it off. Raises transcoding.Failed where they can't be made,
    and what keeping them raises.
    """
    if tree.mix_id is not None:
        return
    with locks.held(f"{tree.digest}-bounce", look):
        tree.refresh_from_db(fields=["mix", "master"])
        if tree.mix_id is None:
            _bounce(tree, look or (lambda: None))


def _bounce(tree: Tree, look: Callable[[], None]) -> None:
    arrangement = changes.arrangement_of(tree)
    if arrangement is None:
        return
    plan = asdict(arrangement) | {"master": mastering.of_tree(tree)}
    tree.mix, tree.master = bouncing.bounce(plan, look)
    Tree.objects.filter(pk=tree.pk).update(mix=tree.mix, master=tree.master)
