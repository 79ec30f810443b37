"""What a page shows of one commit: its lanes, its sections, its facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from audio import analyses, store
from audio.models import Correction
from repos.models import Commit, Entry, Repo, Tree
from repos.models.history import STEMS
from repos.vcs.faders import standing_at

ICONS = {
    "drums": "drum",
    "percussion": "bell",
    "bass": "audio-waveform",
    "chords": "piano",
    "melody": "music",
    "vocals": "mic-vocal",
    "hum": "mic",
    "mix": "audio-lines",
}


@dataclass(frozen=True, slots=True)
class Lane:
    """One stem."""

    id: str
    name: str
    kind: str
    url: str
    """Where its audio lies, without the extension."""
    is_written: bool = False
    """Whether the score says what it plays."""
    fader_db: float = 0.0
    pan_percent: int = 0
    """Where the commit has them."""
    set_db: float = 0.0
    set_percent: int = 0
    """Where the page has them: elsewhere only where a checkpoint was refused."""
    errors: tuple[str, ...] = ()

    @property
    def icon(self) -> str:
        """The drawing beside its name."""
        return ICONS.get(self.kind, "disc-3")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the form, in seconds."""

    name: str
    start_s: float
    end_s: float
    energy: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One commit, ready to be shown."""

    commit: Commit
    tree: Tree
    url: str
    """Of the commit's page, below which its audio lies."""
    lanes: tuple[Lane, ...]
    sections: tuple[Section, ...]
    loudness_lufs: float | None
    has_midi: bool
    has_score: bool
    has_faders: bool
    """Whether its arrangement can be mixed anew."""
    correction: Correction | None = None
    """What its viewer knows better of its tempo and key."""


def piece_of(repo: Repo, commit: Commit, *, viewer: AbstractBaseUser | AnonymousUser | None = None) -> Piece:
    """Gather what a page shows, with what its viewer knows better. Reads the two documents of the commit; a damaged one
    shows less."""
    url = reverse("commit", args=[repo.owner.username, repo.name, commit.digest])
    entries = {entry.path: entry for entry in commit.tree.entries.all()}
    arrangement, score = _document(entries, "arrangement.json"), _document(entries, "score.json")
    return Piece(
        commit=commit,
        tree=commit.tree,
        url=url,
        lanes=tuple(_lanes(entries, arrangement, url, _kinds(score))),
        sections=tuple(_sections(score, commit.tree)),
        loudness_lufs=commit.tree.master.loudness_lufs if commit.tree.master else None,
        has_midi="beat.mid" in entries,
        has_score=bool(score.get("parts")),
        has_faders=bool(arrangement.get("tracks")),
        correction=analyses.corrected_by(commit.tree.mix, viewer) if viewer else None,
    )


def _document(entries: Mapping[str, Entry], path: str) -> dict[str, Any]:
    if path not in entries:
        return {}
    try:
        with store.open(entries[path].blob_id) as file:
            document = json.load(file)
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}


def _kinds(score: Mapping[str, Any]) -> set[str]:
    return {str(part["kind"]) for part in score.get("parts", ())}


def _lanes(entries: Mapping[str, Entry], arrangement: Mapping[str, Any], url: str, written: set[str]) -> list[Lane]:
    """In the order of the arrangement's tracks; what it does not name comes after them."""
    tracks = {str(track["id"]): track for track in arrangement.get("tracks", ())}
    stems = {path.removeprefix(STEMS): entry for path, entry in entries.items() if path.startswith(STEMS)}
    order = [id for id in tracks if id in stems] + [id for id in stems if id not in tracks]
    lanes = [_lane(id, stems[id], tracks.get(id, {}), url) for id in order]
    return [replace(lane, is_written=lane.kind in written) for lane in lanes]


def _lane(id: str, entry: Entry, track: Mapping[str, Any], url: str) -> Lane:
    name = str(track.get("name") or entry.kind).capitalize()
    fader_db, pan = standing_at(int(track.get("gain_cdb", 0))), int(track.get("pan_percent", 0))
    lane = Lane(id, name, entry.kind, f"{url}stems/{id}")
    return replace(lane, fader_db=fader_db, set_db=fader_db, pan_percent=pan, set_percent=pan)


def _sections(score: Mapping[str, Any], tree: Tree) -> list[Section]:
    """The score counts in beats; the page in seconds, up to the end of the audio."""
    second = 60.0 / float(score.get("bpm") or tree.bpm or 120.0)
    sections = []
    for section in score.get("sections", ()):
        start_s = float(section["start_beats"]) * second
        end_s = min(start_s + float(section["length_beats"]) * second, tree.duration_s)
        sections.append(Section(str(section["name"]), start_s, end_s, float(section.get("energy", 0.5))))
    return sections
