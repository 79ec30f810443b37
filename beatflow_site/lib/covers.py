"""Cover art: a small picture that follows from a digest alone, so it costs no storage and never changes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256

HUES = (252, 325, 205, 18, 172, 228, 348, 96, 282, 40)
SIZE = 100
_names = itertools.count(1)


class _Dice:
    """Numbers read off a digest, byte by byte."""

    def __init__(self, seed: str) -> None:
        self._bytes = self._stream(seed)

    @staticmethod
    def _stream(seed: str) -> Iterator[int]:
        block = seed.encode()
        while True:
            block = sha256(block).digest()
            yield from block

    def between(self, low: float, high: float) -> float:
        """A number in [low, high]."""
        return low + (high - low) * next(self._bytes) / 255

    def pick(self, count: int) -> int:
        """A whole number in [0, count)."""
        return next(self._bytes) % count


def _sunset(dice: _Dice, hue: float) -> str:
    """A disc that sinks behind bars."""
    x, y, radius = dice.between(36, 64), dice.between(36, 48), dice.between(20, 27)
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="hsl({hue - 62:.0f} 95% 74%)"/>'
    shade = f"hsl({hue:.0f} 70% 12%/.8)"
    bars = (f'<rect y="{y + 8 + 5.5 * n:.1f}" width="100" height="{1.2 + 0.45 * n:.2f}"/>' for n in range(9))
    return f'{disc}<g fill="{shade}">{"".join(bars)}</g>'


def _rings(dice: _Dice, hue: float) -> str:
    """Ripples around a point."""
    x, y, step = dice.between(36, 64), dice.between(40, 66), dice.between(7.5, 10)
    return "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{step * (n + 0.9):.1f}" fill="none" stroke-width="1.6" '
        f'stroke="hsl({hue + 83:.0f} 95% 78%/{0.78 - 0.075 * n:.2f})"/>'
        for n in range(9)
    )


def _dunes(dice: _Dice, hue: float) -> str:
    """Long waves, one above the other."""
    lines = []
    for n in range(9):
        y, a, b = 26 + 8 * n, dice.between(-18, 10), dice.between(-4, 18)
        lines.append(
            f'<path d="M-5 {y}C25 {y + a:.0f} 60 {y + b:.0f} 105 {y - 4}" fill="none" stroke-width="1.6" '
            f'stroke="hsl({hue + 200:.0f} 90% {82 - 3 * n}%/.85)"/>'
        )
    return "".join(lines)


def _levels(dice: _Dice, hue: float) -> str:
    """Bars, as on a level meter."""
    bars = []
    for n in range(12):
        height = dice.between(12, 70) * (0.55 + 0.45 * math.sin(math.pi * (n + 0.5) / 12))
        bars.append(
            f'<rect x="{8 + 7.2 * n:.1f}" y="{50 - height / 2:.1f}" width="3.6" height="{height:.1f}" rx="1.8" '
            f'fill="hsl({hue + 32:.0f} 95% 82%/.88)"/>'
        )
    return "".join(bars)


def _peaks(dice: _Dice, hue: float) -> str:
    """Mountains in the mist."""
    layers = []
    for n in range(4):
        ridge = " ".join(f"L{x} {34 + 15 * n + dice.between(-11, 11):.0f}" for x in range(0, 101, 20))
        layers.append(f'<path d="M0 100{ridge}L100 100Z" fill="hsl({hue - 30 + 14 * n:.0f} 72% {68 - 15 * n}%/.62)"/>')
    return "".join(layers)


def _orbits(dice: _Dice, hue: float) -> str:
    """Discs on tilted paths."""
    tilt = dice.between(-40, 40)
    paths = "".join(
        f'<ellipse cx="50" cy="50" rx="{14 + 9 * n}" ry="{6 + 4.4 * n:.1f}" fill="none" stroke-width="1.3" '
        f'stroke="hsl({hue + 40:.0f} 90% 82%/{0.8 - 0.1 * n:.1f})"/>'
        for n in range(5)
    )
    x, y = 50 + 41 * math.cos(dice.between(0, 6.3)), 50 + 18 * math.sin(dice.between(0, 6.3))
    sun = f'<circle cx="50" cy="50" r="8" fill="hsl({hue + 40:.0f} 95% 80%)"/>'
    moon = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3.4" fill="#fff"/>'
    return f'<g transform="rotate({tilt:.0f} 50 50)">{paths}{sun}{moon}</g>'


STYLES: tuple[Callable[[_Dice, float], str], ...] = (_sunset, _rings, _dunes, _levels, _peaks, _orbits)


def draw(digest: str) -> str:
    """An SVG element for a digest (any text does): the same picture for ever.

    The gradient's name differs each time: one that is defined in a part of the page that is not shown paints nothing.
    """
    return _draw(digest).replace("NAME", f"cover-{next(_names)}")


@lru_cache(maxsize=512)
def _draw(digest: str) -> str:
    dice = _Dice(digest)
    hue, turn = HUES[dice.pick(len(HUES))], dice.between(-75, 75)
    style = STYLES[dice.pick(len(STYLES))]
    ground = (
        f'<linearGradient id="NAME" x2="1" y2="1"><stop stop-color="hsl({hue} 75% 48%)"/>'
        f'<stop offset="1" stop-color="hsl({hue + turn:.0f} 70% 16%)"/></linearGradient>'
    )
    return (
        f'<svg viewBox="0 0 {SIZE} {SIZE}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">'
        f'<defs>{ground}</defs><rect width="{SIZE}" height="{SIZE}" fill="url(#NAME)"/>{style(dice, hue)}</svg>'
    )


@lru_cache(maxsize=64)
def wave(seed: str, width: int, height: int) -> str:
    """An SVG of bars in the current colour that look like sound and follow from a word."""
    dice, step = _Dice(seed), 3.5
    sections = [dice.between(0.15, 1.0) for _ in range(7)]
    pulse, bars = dice.between(0.2, 0.9), []
    for n in range(int(width / step)):
        loud = sections[int(n * step / width * len(sections))]
        beat = loud * (0.3 + 0.7 * abs(math.cos(n * pulse)))
        reach = max(1.0, height / 2 * beat * dice.between(0.25, 0.95))
        top, length = height / 2 - reach, 2 * reach
        bars.append(f'<rect x="{n * step:.1f}" y="{top:.1f}" width="2" height="{length:.1f}" rx="1"/>')
    box = f'viewBox="0 0 {width} {height}" preserveAspectRatio="none" fill="currentColor"'
    return f'<svg class="drawn-wave" {box} aria-hidden="true" focusable="false">{"".join(bars)}</svg>'
