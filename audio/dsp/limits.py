"""How large a file from anywhere may be, and what it may cost to look at it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be, and what looking at it may cost."""

    bytes: int = 200_000_000
    duration_s: float = 900.0
    decoded_bytes: int = 4_000_000_000
    """All channels at their own rate as single floats: what a header announces or what comes."""
    memory_bytes: int = 2_000_000_000
    processor_s: int = 300
