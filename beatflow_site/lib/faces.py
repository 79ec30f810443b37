"""The face of somebody who has no picture: initials on a colour of their own."""

import re
from hashlib import sha256


def initials(name: str) -> str:
    """One or two letters: of the first and the last word, or the first two of the only one."""
    words = re.findall(r"\w+", name) or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def hue(name: str) -> int:
    """Their colour, in degrees: always the same for a name."""
    return int(sha256(name.encode()).hexdigest()[:4], 16) % 360
