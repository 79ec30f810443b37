"""Sampled instruments out of a SoundFont, of which only the presets that play are decoded.

An SF3 file holds each sample as an Ogg stream. Decoding a whole font takes seconds and hundreds of megabytes; a font
cut down to what one player strikes takes hundredths of a second, and less where its samples were decoded before.
"""

from __future__ import annotations

import io
import mmap
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import soundfile
from numpy.typing import NDArray
from tinysoundfont import _tinysoundfont as player

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from generation.engines.composer.sound.packages import FONTS

DRUM_BANK = 128
_DRUM_CHANNEL, _CHANNELS = 9, 9
_INSTRUMENT, _SAMPLE, _KEYS, _VELOCITIES, _ALL = 41, 53, 43, 44, 127 << 8
_RELEASE_TIME, _SHORTEST_RELEASE = 38, -600
"""The generator of releases, and 0.7 s to −100 dB, as 1200ths of an octave of seconds."""
_TABLES = (b"phdr", b"pbag", b"pmod", b"pgen", b"inst", b"ibag", b"imod", b"igen", b"shdr")
_PRESET = np.dtype([("name", "S20"), ("preset", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("rest", "<u4", 3)])
_INST = np.dtype([("name", "S20"), ("bag", "<u2")])
_HEADER = np.dtype(
    [
        ("name", "S20"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("loop", "<u4", 2),
        ("rate", "<u4"),
        ("pitch", "u1"),
        ("cents", "i1"),
        ("link", "<u2"),
        ("type", "<u2"),
    ]
)


Struck: TypeAlias = frozenset[tuple[int, int]]
"""Keys with velocities of 0 … 127."""


@dataclass(frozen=True, slots=True)
class Press:
    """A key held from one frame to another."""

    start: int
    end: int
    pitch: int
    velocity: float
    slide_to: int | None = None
    """The key whose pitch it glides to."""
    slide: tuple[int, int] = (0, 0)
    """The frames between which it glides."""
    cents: float = 0.0
    """What brings this key into tune."""


_BEND_SEMITONES = 24
_BEND_FRAMES = 128
_STRAIGHT = 8_192


def perform(
    sounds: Path, font: str, bank: int, preset: int, presses: Sequence[Press], frames: int, cents: float = 0.0
) -> Sound:
    """Play keys on one preset, each beginning exactly on its frame, all tuned by `cents`."""
    sound = np.zeros((frames, 2), dtype=np.float32)
    _perform(sounds, font, (bank, preset), presses, sound, cents)
    return sound


def perform_mono(
    sounds: Path, font: str, preset: int, presses: Sequence[Press], frames: int, cents: float = 0.0
) -> NDArray[np.float32]:
    """As `perform` in the middle, at the level of either side: half the work for what was recorded in mono."""
    sound = np.zeros(frames, dtype=np.float32)
    _perform(sounds, font, (0, preset), presses, sound, cents)
    sound *= np.float32(np.sqrt(0.5))
    return sound


def _perform(
    sounds: Path,
    font: str,
    place: tuple[int, int],
    presses: Sequence[Press],
    sound: NDArray[np.float32],
    cents: float,
) -> None:
    """Fill a sound, of one or two channels, with what is played on a preset of a bank."""
    bank, preset = place
    frames = len(sound)
    struck = frozenset((press.pitch, round(press.velocity * 127)) for press in presses)
    voice = _load(_cut(sounds, font, bank, preset, struck), bank, preset, cents, sound.ndim)
    position = 0
    for event in _events(presses, bank):
        reached = min(event.frame, frames)
        _render(voice, sound[position:reached])
        position = max(position, reached)
        _act(voice, event)
    _render(voice, sound[position:])


class _Event(NamedTuple):
    """At one frame, lower ranks come first."""

    frame: int
    rank: int
    channel: int
    press: Press
    wheel: int = _STRAIGHT


_RELEASE, _BEND, _PRESS = range(3)


def _act(voice: player.SoundFont, event: _Event) -> None:
    if event.rank == _PRESS:
        voice.channel_set_pitch_wheel(event.channel, _wheel(event.press.cents / 100.0))
        voice.channel_note_on(event.channel, event.press.pitch, event.press.velocity)
    elif event.rank == _BEND:
        voice.channel_set_pitch_wheel(event.channel, event.wheel)
    else:
        voice.channel_note_off(event.channel, event.press.pitch)


def _events(presses: Sequence[Press], bank: int) -> list[_Event]:
    """Releases before presses on the same frame; channels in turn, so that a key may sound twice at once."""
    events: list[_Event] = []
    for number, press in enumerate(sorted(presses, key=lambda press: (press.start, press.pitch))):
        channel = _DRUM_CHANNEL if bank == DRUM_BANK else number % _CHANNELS
        events += [_Event(press.start, _PRESS, channel, press), _Event(press.end, _RELEASE, channel, press)]
        events += _bent(press, channel)
    return sorted(events, key=lambda event: event[:2])


def _bent(press: Press, channel: int) -> list[_Event]:
    """The wheel's way to where a press glides, in steps too short to be heard."""
    if press.slide_to is None:
        return []
    way_semitones, start = press.slide_to - press.pitch, press.cents / 100.0
    marks = range(press.slide[0], press.slide[1] + 1, _BEND_FRAMES)
    ways = 0.5 - 0.5 * np.cos(np.pi * np.linspace(0.0, 1.0, max(len(marks), 2))[-len(marks) :])
    return [
        _Event(mark, _BEND, channel, press, _wheel(start + way_semitones * float(way)))
        for mark, way in zip(marks, ways, strict=True)
    ]


def _wheel(semitones: float) -> int:
    """Where the pitch wheel stands."""
    return _STRAIGHT + round(min(max(semitones / _BEND_SEMITONES, -1.0), 1.0) * (_STRAIGHT - 1))


def _render(voice: player.SoundFont, stretch: NDArray[np.float32]) -> None:
    if len(stretch):
        voice.render(stretch.data.cast("B"), False)


_MODES = {1: player.OutputMode.Mono, 2: player.OutputMode.StereoInterleaved}


def _load(font: bytes, bank: int, preset: int, cents: float, sides: int) -> player.SoundFont:
    """A player with nothing sounding in it, ready on all channels."""
    voice = player.SoundFont(font)
    voice.set_output(_MODES[sides], SAMPLE_RATE_HZ, 0.0)
    voice.set_max_voices(128)
    for channel in [_DRUM_CHANNEL] if bank == DRUM_BANK else range(_CHANNELS):
        voice.channel_set_bank(channel, bank)
        voice.channel_set_preset_number(channel, preset, bank == DRUM_BANK)
        voice.channel_set_tuning(channel, cents / 100.0)
        voice.channel_set_pitch_range(channel, _BEND_SEMITONES)
    return voice


def _cut(sounds: Path, font: str, bank: int, preset: int, struck: Struck) -> bytes:
    """An uncompressed font with only those samples of one preset that answer to the keys struck.

    Each is followed by silence, as the format demands: players read past the end when they interpolate.
    """
    path = sounds / FONTS[font]
    tables, _ = _parsed(path)
    kept = _samples_of(tables, bank, preset, struck)
    loops = np.frombuffer(tables[b"shdr"], _HEADER)["loop"]
    headers = np.frombuffer(tables[b"shdr"], _HEADER).copy()
    headers["start"], headers["end"], headers["loop"], headers["type"] = 0, 0, 0, 1
    body: list[NDArray[np.int16]] = []
    position = 0
    for number in sorted(kept):
        recorded, header = _recorded(path, number), headers[number]
        header["start"], header["end"], header["loop"] = position, position + len(recorded), loops[number] + position
        body += [recorded, _GUARD]
        position += len(recorded) + len(_GUARD)
    return _assembled({**tables, b"shdr": headers.tobytes()}, np.concatenate([*body, _GUARD]).tobytes())


_GUARD = np.zeros(64, dtype=np.int16)
_END_FRAMES = 64


@lru_cache(maxsize=96)
def _recorded(path: Path, number: int) -> NDArray[np.int16]:
    """One sample of a font, its end faded out where no loop needs it."""
    tables, samples = _parsed(path)
    header = np.frombuffer(tables[b"shdr"], _HEADER)[number]
    stream = io.BytesIO(bytes(samples[header["start"] : header["end"]]))
    recorded: NDArray[np.int16] = soundfile.read(stream, dtype="int16", always_2d=True)[0][:, 0].copy()
    if header["loop"][1] < len(recorded) - _END_FRAMES:
        fading = recorded[-_END_FRAMES:]
        fading[:] = fading * np.linspace(1.0, 0.0, len(fading))
    return recorded


@lru_cache(maxsize=2)
def _parsed(path: Path) -> tuple[dict[bytes, bytes], memoryview]:
    """The tables of a font, and its compressed samples, left on disk until they are read."""
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    found: dict[bytes, memoryview] = {}
    for name, content in _chunks(view[12:]):
        if name == b"LIST":
            found |= dict(_chunks(content[4:]))
    tables = {name: bytes(found[name]) for name in _TABLES}
    return {**tables, b"igen": _unhurried(tables[b"igen"])}, found[b"smpl"]


def _unhurried(generators: bytes) -> bytes:
    """Generators with no release so short that the player's steps of 64 frames are heard in it as a click."""
    values = np.frombuffer(generators, "<i2").reshape(-1, 2).copy()
    hurried = (values[:, 0] == _RELEASE_TIME) & (values[:, 1] < _SHORTEST_RELEASE)
    values[hurried, 1] = _SHORTEST_RELEASE
    return values.tobytes()


def _chunks(view: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Names and contents. These fonts don't pad chunks of odd length."""
    position = 0
    while position + 8 <= len(view):
        size = struct.unpack_from("<I", view, position + 4)[0]
        yield bytes(view[position : position + 4]), view[position + 8 : position + 8 + size]
        position += 8 + size


def _samples_of(tables: dict[bytes, bytes], bank: int, preset: int, struck: Struck) -> set[int]:
    presets, instruments = np.frombuffer(tables[b"phdr"], _PRESET), np.frombuffer(tables[b"inst"], _INST)
    numbers = [n for n in range(len(presets) - 1) if (presets[n]["bank"], presets[n]["preset"]) == (bank, preset)]
    kept: set[int] = set()
    for number in numbers:
        for inside in _zones(tables, b"p", presets["bag"][number : number + 2], _INSTRUMENT, struck):
            kept.update(_zones(tables, b"i", instruments["bag"][inside : inside + 2], _SAMPLE, struck))
    return kept


def _zones(
    tables: dict[bytes, bytes], level: bytes, bags: NDArray[np.uint16], wanted: int, struck: Struck
) -> Iterator[int]:
    """What the zones between two bags name that answer to any key struck: instruments of a preset, or samples."""
    starts = np.frombuffer(tables[level + b"bag"], "<u2")[::2]
    generators = np.frombuffer(tables[level + b"gen"], "<u2").reshape(-1, 2)
    shared: dict[int, int] = {}
    for bag in range(int(bags[0]), int(bags[1])):
        zone = dict(generators[starts[bag] : starts[bag + 1]].tolist())
        if wanted not in zone:
            shared = zone
        elif _answers(shared | zone, struck):
            yield int(zone[wanted])


def _answers(zone: dict[int, int], struck: Struck) -> bool:
    """Whether a zone's ranges of keys and velocities (lowest in the low byte, highest in the high one) hold any."""
    keys, velocities = zone.get(_KEYS, _ALL), zone.get(_VELOCITIES, _ALL)
    return any(
        keys & 255 <= key <= keys >> 8 and (velocities & 255) - 1 <= velocity <= (velocities >> 8) + 1
        for key, velocity in struck
    )


def _assembled(tables: dict[bytes, bytes], samples: bytes) -> bytes:
    sample_list = _chunk(b"LIST", b"sdta" + _chunk(b"smpl", samples))
    table_list = _chunk(b"LIST", b"pdta" + b"".join(_chunk(name, tables[name]) for name in _TABLES))
    return _chunk(b"RIFF", b"sfbk" + sample_list + table_list)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content
