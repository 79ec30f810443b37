"""Random beats and random edits of them, each the same for the same seed: plain values, so that thousands are quick."""

import os
from collections.abc import Callable
from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from repos.vcs.arrangement import KINDS, Arrangement, Clip, Track
from repos.vcs.canonical import digest_of

SOURCES = [digest_of(bytes([n])) for n in range(6)]
TRACKS = ["bass", "chords", "drums", "lead", "pad", "vocals"]
Edit = Callable[[Random, Arrangement], Arrangement]

seeds = st.integers(0, 2**32)


def examples(number: int) -> settings:
    """So many examples; `VCS_EXAMPLES=50` makes fifty times as many."""
    many = number * int(os.environ.get("VCS_EXAMPLES", "1"))
    return settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck))


def any_clip(random: Random, id: str) -> Clip:
    length = random.randrange(1, 9)
    fade_in = random.randrange(length + 1)
    fade_out = random.randrange(length - fade_in + 1)
    places = (random.randrange(9), random.randrange(9))
    return Clip(id, random.choice(SOURCES), *places, length, random.choice((0, -150)), fade_in, fade_out)


def any_track(random: Random, id: str) -> Track:
    clips = tuple(any_clip(random, f"{id}-{n}") for n in random.sample(range(4), random.randrange(4)))
    return Track(id, id.title(), random.choice(KINDS), random.choice((0, -150)), random.choice((0, 30)), clips)


def any_arrangement(random: Random) -> Arrangement:
    ids = random.sample(TRACKS, random.randrange(5))
    tracks = tuple(any_track(random, id) for id in ids)
    length = max((clip.start_samples + clip.length_samples for track in tracks for clip in track.clips), default=0)
    return Arrangement(random.choice((120_000, 140_000)), random.choice(("", "C minor")), (4, 4), length, tracks)


def put(arrangement: Arrangement, track: Track) -> Arrangement:
    """With a track in place of the one of its id, or as the last."""
    if all(track.id != other.id for other in arrangement.tracks):
        return replace(arrangement, tracks=(*arrangement.tracks, track))
    tracks = tuple(track if track.id == other.id else other for other in arrangement.tracks)
    return replace(arrangement, tracks=tracks)


def without(arrangement: Arrangement, id: str) -> Arrangement:
    return replace(arrangement, tracks=tuple(track for track in arrangement.tracks if track.id != id))


def put_clip(arrangement: Arrangement, clip: Clip) -> Arrangement:
    """With a clip in place of the one of its id."""
    tracks = tuple(
        replace(track, clips=tuple(clip if clip.id == other.id else other for other in track.clips))
        for track in arrangement.tracks
    )
    return replace(arrangement, tracks=tracks)


def _tempo(random: Random, made: Arrangement) -> Arrangement:
    return replace(made, tempo_millibpm=random.choice((120_000, 140_000, 150_000)))


def _key(random: Random, made: Arrangement) -> Arrangement:
    return replace(made, key=random.choice(("", "C minor", "F# dorian")))


def _longer(random: Random, made: Arrangement) -> Arrangement:
    return replace(made, length_samples=made.length_samples + random.randrange(3))


def _add(random: Random, made: Arrangement) -> Arrangement:
    free = [id for id in TRACKS if all(id != track.id for track in made.tracks)]
    fresh = any_track(random, random.choice(free)) if free else None
    taken = {clip.id for track in made.tracks for clip in track.clips}
    if fresh is None:
        return made
    return put(made, replace(fresh, clips=tuple(clip for clip in fresh.clips if clip.id not in taken)))


def _remove(random: Random, made: Arrangement) -> Arrangement:
    return without(made, random.choice(made.tracks).id) if made.tracks else made


def _shuffle(random: Random, made: Arrangement) -> Arrangement:
    return replace(made, tracks=tuple(random.sample(made.tracks, len(made.tracks))))


def _fader(random: Random, made: Arrangement) -> Arrangement:
    if not made.tracks:
        return made
    facts = {"gain_cdb": random.choice((0, -150, 300)), "pan_percent": random.choice((0, 30, -20))}
    name = random.choice(sorted(facts))
    return put(made, replace(random.choice(made.tracks), **{name: facts[name]}))


def _rename(random: Random, made: Arrangement) -> Arrangement:
    return put(made, replace(random.choice(made.tracks), name=random.choice("ABC"))) if made.tracks else made


def _clips_of(made: Arrangement) -> list[tuple[Track, Clip]]:
    return [(track, clip) for track in made.tracks for clip in track.clips]


def _drop_clip(random: Random, made: Arrangement) -> Arrangement:
    if not _clips_of(made):
        return made
    track, gone = random.choice(_clips_of(made))
    return put(made, replace(track, clips=tuple(clip for clip in track.clips if clip != gone)))


def _add_clip(random: Random, made: Arrangement) -> Arrangement:
    taken = {clip.id for _, clip in _clips_of(made)}
    if not made.tracks:
        return made
    track = random.choice(made.tracks)
    free = [id for id in (f"{track.id}-{n}" for n in range(6)) if id not in taken]
    return put(made, replace(track, clips=(*track.clips, any_clip(random, free[0])))) if free else made


def _change_clip(random: Random, made: Arrangement) -> Arrangement:
    if not _clips_of(made):
        return made
    clip, other = random.choice(_clips_of(made))[1], any_clip(random, "x")
    fields = random.choice(
        (
            ("source",),
            ("start_samples",),
            ("gain_cdb",),
            ("offset_samples", "length_samples", "fade_in_samples", "fade_out_samples"),
        )
    )
    changed = replace(clip, **{name: getattr(other, name) for name in fields})
    fade_in = min(changed.fade_in_samples, changed.length_samples)
    fade_out = min(changed.fade_out_samples, changed.length_samples - fade_in)
    return put_clip(made, replace(changed, fade_in_samples=fade_in, fade_out_samples=fade_out))


def _carry_clip(random: Random, made: Arrangement) -> Arrangement:
    if not _clips_of(made):
        return made
    track, clip = random.choice(_clips_of(made))
    made = put(made, replace(track, clips=tuple(other for other in track.clips if other != clip)))
    home = random.choice(made.tracks)
    return put(made, replace(home, clips=(*home.clips, clip)))


EDITS: tuple[Edit, ...] = (
    *(_tempo, _key, _longer, _add, _remove, _shuffle, _fader, _rename),
    *(_drop_clip, _add_clip, _change_clip, _change_clip, _carry_clip),
)


def edited(random: Random, made: Arrangement, most: int = 4) -> Arrangement:
    """After up to so many random edits."""
    for _ in range(random.randrange(most + 1)):
        made = random.choice(EDITS)(random, made)
    return made
