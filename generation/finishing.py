"""Asking for a mix or a master of a version."""

from __future__ import annotations

import math
from contextlib import suppress

from accounts.models import User
from audio.dsp.master_presets import PRESETS, TARGET_RANGE_LUFS
from audio.dsp.mix_profiles import PROFILES
from generation import orders
from generation.brief_errors import BriefError, BriefErrors
from generation.models import Generation
from repos import access
from repos.models import Commit, Repo

OWN = "own"
"""The preset of whoever names a loudness."""


def mix(commit: Commit, profile: str, *, repo: Repo, branch: str, by: User) -> Generation:
    """Order a mix of all stems of a commit, which becomes the next version. Raises BriefErrors (profile, commit), and
    PermissionError for whoever may not write to the repo."""
    _authorise(repo, by)
    if profile not in PROFILES:
        raise _refusal("profile", "profile_unknown", f"Choose a profile: {', '.join(PROFILES)}.")
    if not any(True for _ in commit.tree.stems()):
        raise _refusal("commit", "no_stems", "This version has no stems that could be mixed.")
    title = PROFILES[profile].title
    params = {"profile": profile, "duration_s": commit.tree.duration_s}
    return orders.order(
        "mix",
        name=f"Mix, {title.lower()}",
        settings={"profile": title},
        params=params,
        repo=repo,
        base=commit,
        branch=branch,
        by=by,
    )


def master(commit: Commit, preset: str, target_lufs: object = None, *, repo: Repo, by: User) -> Generation:
    """Order a master of a commit, beside its own, for one of `PRESETS` or to a loudness of one's own (`OWN`).

    Raises BriefErrors (preset, target_lufs), and PermissionError for whoever may not write to the repo.
    """
    _authorise(repo, by)
    if preset == OWN:
        wanted, title = _target(target_lufs), "Own target"
    elif preset in PRESETS:
        wanted, title = PRESETS[preset].target_lufs, PRESETS[preset].title
    else:
        raise _refusal("preset", "preset_unknown", f"Choose what it is for: {', '.join([*PRESETS, OWN])}.")
    params = {"preset": preset, "target_lufs": wanted, "duration_s": commit.tree.duration_s}
    shown = {"preset": title, "target": f"{wanted:g} LUFS"}
    return orders.order("master", name=f"Master, {title}", settings=shown, params=params, repo=repo, base=commit, by=by)


def _target(said: object) -> float:
    low, high = TARGET_RANGE_LUFS
    value = math.nan
    with suppress(TypeError, ValueError):
        value = round(float(str(said).replace("−", "-").replace(",", ".")), 1)
    if not low <= value <= high:
        raise _refusal("target_lufs", "target_invalid", f"A target is a loudness from {low:g} to {high:g} LUFS.")
    return value


def _authorise(repo: Repo, by: User) -> None:
    if not access.may_write(by, repo):
        raise PermissionError("Only whoever may write to a repo may work on its versions.")


def _refusal(field: str, code: str, sentence: str) -> BriefErrors:
    return BriefErrors([BriefError(field, code, sentence)])
