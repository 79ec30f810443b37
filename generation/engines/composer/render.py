"""From a score to stems: every part played, set in its space, and summed by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zlib import crc32

import numpy as np

from audio.dsp import channels, effects, filters, space, sweeping
from audio.dsp.sound import Sound, frames_at, silence
from generation.engines.base import STEM_KINDS
from generation.engines.composer import amps
from generation.engines.composer.effort import effort_of
from generation.engines.composer.genre import Mix
from generation.engines.composer.score import Note, Part, Score
from generation.engines.composer.sound import atmosphere, drum_tuning, drums, instruments, kits, players
from generation.engines.composer.sound.tone import Tone
from generation.engines.theory import parse_key

OnStem = Callable[[str, Sound], None]
Then = Callable[[str, Sound], Sound]
_THREADS = 2
_TAIL_S = 6.0
_END_FADE_S = 0.03
_ENDING_FADE = 0.7
"""How much of a composed ending dies away, so that what is held does not break off."""
_DUCKED = {"bass": 1.0, "chords": 0.8, "other": 0.7, "melody": 0.35}
"""Stem kinds that the kick pushes down, and how far of the genre's measure."""
_LOW_CUT_HZ = {"drums": 24.0, "percussion": 120.0, "bass": 26.0, "chords": 110.0, "melody": 150.0, "other": 30.0}
_TONED = {*instruments.SYNTHS, *instruments.STRUCK, *instruments.SAMPLED} - {
    "bass_upright",
    "bass_electric",
    "bass_picked",
}
"""Instruments that are dark or bright by themselves."""
_TONE_HZ = {"drums": 3_500.0, "percussion": 3_500.0, "bass": 350.0}
_TONE_DB = 12.0
"""From the darkest part to the brightest, above those frequencies."""
_VARIANTS = 5


def render_stems(score: Score, mix: Mix, sounds: Path, on_stem: OnStem | None = None) -> dict[str, Sound]:
    """One sound of exactly `score.frames` per stem kind that the score has parts for, in the order of `STEM_KINDS`.

    `sounds` is the folder that holds the sound packages. `on_stem` hears of each stem as it is ready, in that order,
    on the calling thread. Stems come unbalanced: loudness is the mixer's work.
    """
    return dict(stems_one_by_one(score, mix, sounds, on_stem))


def stems_one_by_one(
    score: Score, mix: Mix, sounds: Path, on_stem: OnStem | None = None, then: Then | None = None
) -> Iterator[tuple[str, Sound]]:
    """As `render_stems`, yielding each stem as soon as it and those before it are ready.

    What is done `then` with a stem is done on the thread that played it, while others are still played.
    """

    def made(kind: str) -> Sound:
        stem = render_stem(score, kind, mix, sounds)
        return stem if then is None else then(kind, stem)

    kinds = kinds_of(score)
    with ThreadPoolExecutor(_THREADS) as pool:
        longest_first = sorted(kinds, key=lambda kind: effort_of(score, kind), reverse=True)
        played = {kind: pool.submit(made, kind) for kind in longest_first}
        for kind in kinds:
            stem = played.pop(kind).result()
            if on_stem is not None:
                on_stem(kind, stem)
            yield kind, stem


def kinds_of(score: Score) -> tuple[str, ...]:
    """The stem kinds that a score has parts for, in the order of `STEM_KINDS`."""
    return tuple(kind for kind in STEM_KINDS if any(part.kind == kind for part in score.parts))


def render_stem(score: Score, kind: str, mix: Mix, sounds: Path) -> Sound:
    """All parts of one kind together."""
    return _finished(score, kind, mix, _played(score, kind, mix, sounds))


def _played(score: Score, kind: str, mix: Mix, sounds: Path) -> Sound:
    """All parts of one kind in their space."""
    frames = score.frames + (frames_at(_TAIL_S) if score.looping else 0)
    dry, room, echo = silence(frames), np.zeros(frames, np.float32), np.zeros(frames, np.float32)
    for part in (part for part in score.parts if part.kind == kind):
        played = _swept(score, part, render_part(score, part, sounds, frames))
        played *= np.float32(10.0 ** (part.level_db / 20.0))
        dry += played
        if part.space > 0.0:
            room += effects.middle(played) * np.float32(part.space)
        if part.echo > 0.0:
            echo += effects.middle(played) * np.float32(part.echo)
        del played
    _into_space(score, kind, mix, dry, room, echo)
    return dry


def render_part(score: Score, part: Part, sounds: Path, frames: int) -> Sound:
    """One player alone, placed in stereo, without room."""
    if part.instrument == "effects":
        return _effects(score, part, sounds, frames)
    if part.instrument in kits.KITS:
        return effects.balanced(_drums(score, part, sounds, frames), part.pan)
    variant = 1 + crc32(part.name.encode()) % _VARIANTS + score.seed % _VARIANTS
    notes = [
        players.Placed(score.frame_at(note.start_beats, note.offset_s), _tone(score, part, note, variant))
        for note in part.notes
    ]
    played = players.play(sounds, part.instrument, notes, frames)
    if part.instrument in instruments.MONO:
        middle = effects.middle(played)
        return channels.joined(middle, middle)
    return effects.balanced(played, part.pan)


def _swept(score: Score, part: Part, played: Sound) -> Sound:
    """A part through its filter sweeps, before its room hears it."""
    for sweep in part.sweeps:
        start, frames = score.frame_at(sweep.start_beats), score.frame_at(sweep.length_beats)
        played = sweeping.swept(played, sweeping.Glide(sweep.kind, start, frames, sweep.from_hz, sweep.to_hz))
    return played


def _tone(score: Score, part: Part, note: Note, variant: int) -> Tone:
    """A note as its player reads it."""
    frames = max(score.frame_at(note.length_beats), frames_at(0.02))
    beat_s, brightness = 60.0 / score.bpm, part.brightness
    amp = amps.amp_of(score, note) if amps.has_amp(part) else amps.FULL
    return Tone(note.pitch, frames, note.velocity, brightness, note.slide_to, variant, beat_s, note.wobble_beats, amp)


def _drums(score: Score, part: Part, sounds: Path, frames: int) -> Sound:
    hits = [
        (
            score.frame_at(hit.start_beats, hit.offset_s),
            hit,
            None if hit.length_beats is None else score.frame_at(hit.length_beats),
        )
        for hit in part.hits
    ]
    return drums.play(sounds, part.instrument, hits, frames, drum_tuning.shifts(part.instrument, parse_key(score.key)))


def _effects(score: Score, part: Part, sounds: Path, frames: int) -> Sound:
    """Risers, impacts, textures: each from its beat for its length; a bar where none is given."""
    stereo = silence(frames)
    tonic = parse_key(score.key).tonic
    for hit in part.hits:
        start = score.frame_at(hit.start_beats, hit.offset_s)
        length = score.frame_at(4.0 if hit.length_beats is None else hit.length_beats)
        sound = atmosphere.make(hit.piece, atmosphere.Cue(sounds, max(length, frames_at(0.1)), tonic, score.seed % 97))
        first, last = max(start, 0), min(start + len(sound), frames)
        if first < last:
            stereo[first:last] += sound[first - start : last - start] * np.float32(
                atmosphere.LEVELS[hit.piece] * hit.velocity
            )
    return stereo


def kick_frames(score: Score) -> list[int]:
    """Where the kick falls: what side-chains listen to."""
    hits = (hit for part in score.parts if part.kind == "drums" for hit in part.hits if hit.piece == "kick")
    return sorted(score.frame_at(hit.start_beats, hit.offset_s) for hit in hits)


def _into_space(score: Score, kind: str, mix: Mix, stem: Sound, room: effects.Mono, echo: effects.Mono) -> None:
    """Add the answers of the room and of the echo to a stem; drums get a shorter, the bass hardly any."""
    decay_s = mix.reverb_s * (0.6 if kind in ("drums", "percussion") else 1.0)
    if echo.any():
        repeats = space.echo(echo, frames_at(60.0 / score.bpm * 0.75))
        room += effects.middle(repeats) * np.float32(0.25)
        repeats *= np.float32(0.8)
        stem += repeats
        del repeats
    if room.any():
        room *= np.float32(0.9)
        channels.add(stem, space.reverb(room, decay_s, low_hz=400.0 if kind in ("drums", "bass") else 220.0))


def _finished(score: Score, kind: str, mix: Mix, stem: Sound) -> Sound:
    """The stem's channel strip: tape, ducking, its slot in the spectrum, width; then its exact length."""
    if mix.lofi and kind not in ("drums", "percussion"):
        stem = effects.tape(stem, mix.lofi, crc32(kind.encode()) % 1_000)
    if mix.duck_db and kind in _DUCKED:
        depth_db, release_s = mix.duck_db * _DUCKED[kind], min(0.32, 0.55 * 60.0 / score.bpm)
        channels.scale(stem, effects.duck(len(stem), kick_frames(score), depth_db, release_s))
    strip = (filters.cut_below(_LOW_CUT_HZ[kind]), *_slot(kind), _tone_of(score, kind))
    if kind == "bass":
        stem = filters.through(stem, *strip)
    else:
        stem = effects.imaged(stem, mix.width if kind in ("chords", "melody") else 1.0, *strip)
    return _wrapped(stem, score.frames) if score.looping else _ended(stem, score)


def _tone_of(score: Score, kind: str) -> filters.Stage:
    """What makes kits, effects and recorded basses as dark or bright as their parts ask; the others see to it."""
    parts = [part for part in score.parts if part.kind == kind and part.instrument not in _TONED]
    brightness = sum(part.brightness for part in parts) / len(parts) if parts else 0.5
    alone = len(parts) == sum(part.kind == kind for part in score.parts)
    return filters.shelved(_TONE_HZ.get(kind, 1_500.0), _TONE_DB * (brightness - 0.5) if alone else 0.0)


def _slot(kind: str) -> tuple[filters.Stage, ...]:
    """Each kind's slot in the spectrum: room for the kick below, for the bass in the low mids, air for the melody."""
    if kind == "bass":
        return (filters.raised(260.0, -2.0, 0.8),)
    if kind == "chords":
        return (filters.raised(300.0, -2.5, 0.8), filters.shelved(9_000.0, -1.0))
    return (filters.raised(2_800.0, 1.5, 0.7),) if kind == "melody" else ()


def _wrapped(stem: Sound, frames: int) -> Sound:
    """The tail beyond the end laid over the start, as often as it takes."""
    turns = -(-len(stem) // frames)
    padded = np.zeros((turns * frames, 2), dtype=np.float32)
    padded[: len(stem)] = effects.fade_ends(stem, 0, frames_at(0.5))
    return np.asarray(padded.reshape(turns, frames, 2).sum(axis=0), dtype=np.float32)


def _ended(stem: Sound, score: Score) -> Sound:
    """The end without a click; a composed ending fades."""
    last = score.sections[-1] if score.sections else None
    ringing = score.frame_at(last.length_beats * _ENDING_FADE) if last and last.name == "ending" else 0
    return effects.fade_ends(np.ascontiguousarray(stem), 0, max(ringing, frames_at(_END_FADE_S)))
