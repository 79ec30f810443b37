"""Draws a beat of every genre into docs/sound.md: `script/sound-sheet [genre…] [--seed N] [--seconds S]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

from generation.engines.base import Brief, Take  # noqa: E402
from generation.engines.composer.genres import GENRES  # noqa: E402
from generation.engines.composer.notation import score_from_dict  # noqa: E402
from script.composer_bench.beats import brief_of, take_of  # noqa: E402
from script.sheet import drawing, page  # noqa: E402


def main() -> None:
    """Make the beats, draw them, and write the page where every genre was asked for."""
    wanted = arguments()
    pictures = wanted.out / "sound"
    pictures.mkdir(parents=True, exist_ok=True)
    takes = [_drawn(brief_of(genre, wanted.seed, wanted.seconds), wanted.sounds, pictures) for genre in wanted.genres]
    if len(takes) == len(GENRES):
        (wanted.out / "sound.md").write_text(page.page(takes, wanted.seed, wanted.seconds))


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("genres", nargs="*", default=list(GENRES), metavar="genre")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    parser.add_argument("--sounds", type=Path, default=ROOT / "node_modules", help="the folder of the sound packages")
    return parser.parse_args()


def _drawn(brief: Brief, sounds: Path, folder: Path) -> Take:
    """The beat, with its picture in the folder."""
    take, path = take_of(brief, sounds), folder / page.file_name(brief.genre)
    title = f"{brief.genre} · {brief.mood} · {brief.bpm:g} bpm · {brief.key}"
    drawing.draw(score_from_dict(take.score), take.master, title, path)
    print(f"{path} {path.stat().st_size / 1000:.0f} kB", flush=True)
    return take


if __name__ == "__main__":
    main()
