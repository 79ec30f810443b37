"""`python -m audio.dsp.transcode SOURCE RECIPE TARGET`: prepare a file by a recipe, in a process of its own.

Web processes never load numpy; they start this instead. Exits with 2 and one line where the source is no audio.
"""

import sys
from pathlib import Path

from audio.dsp.codec import encode, read
from audio.dsp.peaks import peaks

_FORMATS = {
    "flac": "flac24",
    "wav-24": "wav24",
    "wav-16": "wav16",
    "mp3-320": "mp3_320",
    "mp3-192": "mp3_192",
    "mp3-128": "mp3_128",
    "ogg": "ogg",
}


def transcode(source: Path, recipe: str, target: Path) -> None:
    """Write `source` prepared by `recipe` to `target`. Raises ValueError for what is no audio, OSError for the disk."""
    sound = read(source)
    target.write_bytes(peaks(sound) if recipe == "peaks-256" else encode(sound, _FORMATS[recipe]))


def main() -> int:
    source, recipe, target = sys.argv[1:]
    try:
        transcode(Path(source), recipe, Path(target))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
