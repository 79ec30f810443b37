"""`python -m audio.dsp.transcode SOURCE FORM TARGET`: one sound file written as another, or as its peaks.

Web processes never load numpy; they start this instead. Exits with 2 and one line where the source is no audio or the
disk is full.
"""

from __future__ import annotations

import sys
from pathlib import Path

from audio.dsp.codec import encode, read
from audio.dsp.peaks import peaks

PEAKS = "peaks"


def transcode(source: Path, form: str, target: Path) -> None:
    """Write `source` to `target` as a format of `codec.FORMATS`, or as `PEAKS`.

    Takes some 24 bytes of memory for each frame. Raises ValueError for what is no audio, OSError for the disk.
    """
    sound = read(source)
    target.write_bytes(peaks(sound) if form == PEAKS else encode(sound, form))


def main() -> int:
    source, form, target = sys.argv[1:]
    try:
        transcode(Path(source), form, Path(target))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
