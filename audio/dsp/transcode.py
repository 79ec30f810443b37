"""`python -m audio.dsp.transcode SOURCE FORM OUT`: one sound file written as another, or as its peaks."""

from __future__ import annotations

import sys
from pathlib import Path

from audio.dsp.codec import encode, read
from audio.dsp.peaks import peaks


def transcode(source: Path, form: str, out: Path) -> None:
    """Write `source` to `out` as a format of `codec.FORMATS`, or as "peaks". Takes some 12 bytes for every sample."""
    sound = read(source)
    out.write_bytes(peaks(sound) if form == "peaks" else encode(sound, form))


if __name__ == "__main__":
    transcode(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
