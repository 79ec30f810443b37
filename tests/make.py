"""Small real things for tests: sounds that are heard, repos that hold them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from accounts.models import User
from audio import services as audio
from audio.dsp.codec import encode
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from audio.models import Blob
from generation.engines.base import Brief
from generation.engines.composer import notation, write
from generation.models import Hum
from repos import changes
from repos.models import Commit, Ref, Repo
from repos.services import history, repositories
from repos.vcs import arrangement as arrangements
from repos.vcs import objects

STEMS = ("drums", "bass", "chords", "melody")
SCORE = b'{"bpm": 120, "sections": [{"name": "intro", "start_beats": 0, "length_beats": 1, "energy": 0.4}]}'
MIDI = bytes.fromhex("4d546864 00000006 0000 0001 01e0 4d54726b 00000004 00ff2f00")
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def make_sound(hz: float = 220.0, seconds: float = 0.5, level: float = 0.2) -> Sound:
    """A tone in both channels."""
    times_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    tone = level * np.sin(2 * np.pi * hz * times_s)
    return np.stack([tone, tone], axis=1).astype(np.float32)


def make_blob(hz: float = 220.0, seconds: float = 0.5) -> Blob:
    """That tone in the store, as FLAC."""
    sound = make_sound(hz, seconds)
    return audio.keep(encode(sound, "flac24"), media_type="audio/flac", frames=len(sound), loudness_lufs=-14.0)


def make_hum(owner: User, **told: Any) -> Hum:
    """Five notes in A minor, hummed freely at 96 beats a minute."""
    beat_s, pitches = 0.625, (69, 72, 71, 67, 69)
    heard = [[0.3 + n * beat_s, 0.3 + (n + 0.9) * beat_s, pitch, 0.8] for n, pitch in enumerate(pitches)]
    facts = {"name": "Idea", "heard": heard, "heard_bpm": 96.0} | told
    return Hum.objects.create(user=owner, sound=make_blob(440, 4.0), **facts)


def make_repo(
    owner: User, title: str = "Night Drive", *, stems: Sequence[str] = STEMS, visibility: str = "private"
) -> Repo:
    """A repo with one commit on main."""
    repo = repositories.create(owner, title, visibility=visibility)
    make_commit(repo, "First take", by=owner, stems=stems)
    return repo


def make_commit(
    repo: Repo,
    message: str,
    *,
    by: User,
    stems: Sequence[str] = STEMS,
    hz: float = 110.0,
    seconds: float = 0.5,
    at: datetime = AT,
) -> Commit:
    """A commit on top of main: a tone for each stem."""
    blobs = {kind: make_blob(hz * (n + 1), seconds) for n, kind in enumerate(stems)}
    mix = make_blob(hz / 2, seconds)
    rows = {kind: (blob.digest, blob.frames or 0) for kind, blob in blobs.items()}
    document = objects.arrangement(120, "C minor", rows)
    entries = [history.EntryOf(f"stems/{kind}", kind, blob) for kind, blob in blobs.items()]
    entries += [
        history.EntryOf("arrangement.json", "document", audio.keep(document, media_type="application/json")),
        history.EntryOf("score.json", "document", audio.keep(SCORE, media_type="application/json")),
        history.EntryOf("beat.mid", "document", audio.keep(MIDI, media_type="audio/midi")),
    ]
    tree = history.plant(entries, mix=mix, master=mix, genre="trap", bpm=120, key="C minor", frames=mix.frames or 0)
    main = Ref.objects.filter(repo=repo, name="main").first()
    made = {"engine": "composer", "prompt": "night drive", "seed": 7}
    return history.record(repo, "main", tree, message, onto=main.tip if main else None, made=made, by=by, at=at)


def make_beat(owner: User, title: str = "Night Drive", *, visibility: str = "private", duration_s: float = 8) -> Repo:
    """A repo whose commit has a real score, as if the composer had made it; its stems are tones."""
    brief = Brief("house", 120, "C minor", "deep", duration_s, seed=7, prompt="night drive", traits=("90s",))
    score, _ = write.compose_score(brief)
    repo = repositories.create(owner, title, visibility=visibility)
    blobs = {kind: make_blob(110 * (n + 1), duration_s) for n, kind in enumerate(STEMS)}
    mix = make_blob(55, duration_s)
    document = objects.arrangement(
        120, "C minor", {kind: (blob.digest, blob.frames or 0) for kind, blob in blobs.items()}
    )
    written = json.dumps(notation.score_to_dict(score)).encode()
    entries = [history.EntryOf(f"stems/{kind}", kind, blob) for kind, blob in blobs.items()]
    entries += [
        history.EntryOf("arrangement.json", "document", audio.keep(document, media_type="application/json")),
        history.EntryOf("score.json", "document", audio.keep(written, media_type="application/json")),
    ]
    tree = history.plant(entries, mix=mix, master=mix, genre="house", bpm=120, key="C minor", frames=mix.frames or 0)
    made = {"engine": "composer", "prompt": brief.prompt, "seed": 7, "brief": asdict(brief)}
    history.record(repo, "main", tree, "First take", onto=None, made=made, by=owner, at=AT)
    return repo


def make_louder(repo: Repo, track: str, gain_cdb: int, *, by: User, branch: str = "main") -> Commit:
    """A commit on top of a branch with one fader moved; nobody has listened to it yet."""
    tip = Ref.objects.select_related("tip__tree").get(repo=repo, kind=Ref.Kind.BRANCH, name=branch).tip
    before = changes.arranged(tip.tree)
    tracks = tuple(replace(one, gain_cdb=gain_cdb) if one.id == track else one for one in before.tracks)
    document = audio.keep(arrangements.to_bytes(replace(before, tracks=tracks)), media_type="application/json")
    entries = [
        history.EntryOf(one.path, one.kind, document if one.path == "arrangement.json" else one.blob)
        for one in tip.tree.entries.select_related("blob")
    ]
    facts = {"genre": tip.tree.genre, "bpm": tip.tree.bpm, "key": tip.tree.key, "frames": tip.tree.frames}
    tree = history.plant(entries, mix=None, master=None, **facts)
    message = f"{track} at {gain_cdb / 100:+g} dB"
    return history.record(repo, branch, tree, message, onto=tip, made={}, by=by)
