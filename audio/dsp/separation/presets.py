"""What a mix can be taken apart into. Free of numpy: pages read it too."""

from __future__ import annotations

from dataclasses import dataclass

FOUR_STEMS, MUSIC = "four-stems", "music"


@dataclass(frozen=True, slots=True)
class Preset:
    """Stems that are looked for, and the name of what is left of the mix without them."""

    name: str
    title: str
    sentence: str
    stems: tuple[str, ...]
    """Out of vocals, drums, bass and other."""
    rest: str
    may_have_voice: bool = True
    """Whether there may be a voice, which is then kept from being taken for an instrument."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that comes out, in the order in which it is shown."""
        return (*self.stems, self.rest)


def _alone(stem: str, title: str) -> Preset:
    return Preset(stem, title, "And everything else together.", (stem,), "rest")


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            FOUR_STEMS, "Four stems", "Vocals, drums, bass and everything else.", ("vocals", "drums", "bass"), "other"
        ),
        Preset(
            MUSIC, "Drums, bass and the rest", "For music without a voice: none is looked for.",
            ("drums", "bass"), "other", may_have_voice=False,
        ),
        Preset(
            "vocals-instrumental", "Vocals and instrumental", "The voice, and the music without it.",
            ("vocals",), "instrumental",
        ),
        _alone("vocals", "Vocals alone"),
        _alone("drums", "Drums alone"),
        _alone("bass", "Bass alone"),
        _alone("other", "Other instruments alone"),
    )
}  # fmt: skip


def kind_of(name: str) -> str:
    """The kind of track that a stem is, out of those that an arrangement knows."""
    return name if name in ("vocals", "drums", "bass") else "other"
