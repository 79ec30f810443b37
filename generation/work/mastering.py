"""A master for a place where music is heard: a rendition of the mix of a version, which stays as it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audio import services as audio
from audio import store
from audio.models import Blob
from audio.transcoding import Failed as Unmixed
from generation.models import Job
from generation.work import changing, takes
from generation.work.child import Failed, Look
from repos import mastering, masters
from repos.services import mixes

_UNMIXED = "This version has no mix, so it cannot be mastered."


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Lay out the mix, which is made now where nobody has heard it yet."""
    mix = _mix(job, look)
    try:
        store.lay(mix.digest, folder / "mix-before.flac")
    except (FileNotFoundError, ValueError) as error:
        raise Failed("base_lost", "The mix of this beat is missing from the server's store.", can_pass=False) from error
    tone = mastering.of_tree(changing.base_of(job.generation).tree)
    wanted = {"preset": job.params["preset"], "target_lufs": job.params["target_lufs"]}
    return {"do": "master", "mix": str(folder / "mix-before.flac"), **wanted, "tone": tone, "folder": str(folder)}


def _mix(job: Job, look: Look = lambda: None) -> Blob:
    tree = changing.base_of(job.generation).tree
    try:
        mixes.prepare(tree, look)
    except Unmixed as error:
        raise Failed("unmixed", str(error), can_pass=True) from error
    if tree.mix is None:
        raise Failed("unmixed", _UNMIXED, can_pass=False)
    return tree.mix


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Blob:
    """Store the master with what was measured."""
    measured = {
        "loudness_lufs": answer["after"]["integrated_lufs"],
        "true_peak_dbtp": answer["after"]["true_peak_dbtp"],
    }
    return takes.keep_sound("master", answer["sounds"]["master"], measured, folder)


def conclude(job: Job, answer: Mapping[str, Any], kept: Blob) -> Mapping[str, Any]:
    """Remember it beside the mix."""
    audio.remember(_mix(job), masters.recipe_of(job.params["target_lufs"]), kept)
    return {"before": answer["before"], "after": answer["after"], "preset": job.params["preset"]}
