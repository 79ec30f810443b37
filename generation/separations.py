"""Having a stem, or the mix, of a commit taken apart."""

from accounts.models import User
from audio.dsp.separation import weights
from audio.dsp.separation.presets import PRESETS, Preset
from audio.dsp.separation.weights import Separator
from generation import facilities, orders
from generation.brief_errors import BriefError, BriefErrors
from generation.models import Generation
from repos import access, changes
from repos.models import Commit, Repo
from repos.models.history import STEMS
from repos.vcs.arrangement import MAX_TRACKS

MIX = ""
"""In the place of a track's id: all of them together. A track may well be called “mix”."""
_TOO_MANY = f"A beat has at most {MAX_TRACKS} stems."
_SEVERAL_SOUNDS = "This stem is put together of several sounds. Take apart the mix, or the stems that they came from."


def separator() -> Separator:
    """Who would do it on this machine."""
    return weights.here(facilities.here().models)


def lack_of(preset: Preset) -> str | None:
    """What is missing here for a preset, as a sentence; None where nothing is."""
    return weights.lacks(separator(), preset.stems)


def split(commit: Commit, track: str, preset: object, *, repo: Repo, branch: str, by: User) -> Generation:
    """Order the stems of a track of a commit, or of its mix (`MIX`), in its place, for a branch.

    Raises BriefErrors (preset, stem), and PermissionError for whoever may not write to the repo.
    """
    if not access.may_write(by, repo):
        raise PermissionError("Only whoever may write to a repo may take apart what it holds.")
    chosen = _preset(preset)
    if complaint := _complaint(commit, track, chosen):
        raise BriefErrors([BriefError("stem", "stem_unfit", complaint)])
    whole = track.replace("-", " ") or "the mix"
    return orders.order(
        "stems",
        name=f"Split {whole}: {chosen.title.lower()}",
        by=by,
        settings={"preset": chosen.title, "stem": whole},
        params={"track": track, "preset": chosen.name, "duration_s": commit.tree.duration_s},
        repo=repo,
        base=commit,
        branch=branch,
    )


def _preset(value: object) -> Preset:
    preset = PRESETS.get(value) if isinstance(value, str) else None
    if preset is None:
        sentence = f"Choose what to take out: {', '.join(PRESETS)}."
        raise BriefErrors([BriefError("preset", "preset_unknown", sentence)])
    if lack := lack_of(preset):
        raise BriefErrors([BriefError("preset", "separator_unavailable", lack)])
    return preset


def _complaint(commit: Commit, track: str, preset: Preset) -> str:
    tracks = changes.arranged(commit.tree).tracks
    if track == MIX:
        return ""
    if len(tracks) + len(preset.names) - 1 > MAX_TRACKS:
        return _TOO_MANY
    blob = commit.tree.entries.get(path=STEMS + track).blob_id
    sources = {clip.source for one in tracks if one.id == track for clip in one.clips}
    return "" if sources <= {blob} else _SEVERAL_SOUNDS
