"""Who is to play: stems and instruments, in ("with rhodes and vinyl crackle") or out ("no drums")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generation.language.line_up import PLAYERS, Player
from generation.language.styles import STYLES
from generation.language.text import Phrases, Reading, words_of


@dataclass(slots=True)
class Players:
    """What a prompt says about the line-up, in the order in which it says so."""

    only: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    instruments: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


_OUT = frozenset({"no", "not", "without", "minus", "exclude", "excluding", "remove", "skip", "except", "t", "dont"})
_ONLY = frozenset({"only", "just", "solely", "solo", "purely"})
_OR = frozenset({"or", "nor", "ni", "nem"})
_AND = frozenset({"and", "y", "e"})
_FILLERS = frozenset({"", "a", "an", "any", "the", "some", "much", "of", "my", "from", "o", "os", "as"})
_VERBS = frozenset({"want", "use", "include", "add", "need", "have"})
_NOT_A_LIST = frozenset({"heavy", "music", "driven", "led", "based", "focused", "boosted", "house", "trap"})
"""What makes the word before it an adjective: "just bass heavy trap" is no wish for bass alone."""
_WHOLE = {"drumless": "drums", "beatless": "drums", "bassless": "bass"}
_VOICES = Phrases(dict.fromkeys(("vocals", "vocal", "vox", "singing", "singer", "voice", "lyrics", "rapping"), True))

_Item = tuple[int, int, Player]
"""Where a player's words start and end, and who it is."""


def read_exclusions(reading: Reading) -> Players:
    """What is to be left out, or left alone; read before anything else may take "no drum and bass" for a genre."""
    players = Players()
    for index, word in enumerate(reading.words):
        if not reading.is_free(index):
            continue
        if word.text in _WHOLE:
            _drop(players, PLAYERS.at(words_of(_WHOLE[word.text]), 0))
            reading.claim(index, index + 1)
        elif (pair := (word.text, reading.text(index + 1))) in _PAIRS:
            _PAIRS[pair](reading, index + 1, players)
        elif word.text in _OUT or _is_a_command(reading, index):
            _read_left_out(reading, index, players)
        elif word.text in _ONLY:
            _read_left_alone(reading, index, players)
        elif word.text in ("nashi", "dake"):
            _read_before(reading, index, players)
    return players


def _is_a_command(reading: Reading, index: int) -> bool:
    """Whether "drop" or "lose" is said of a player: "drop the melody"; but nobody means it of the bass."""
    is_said = reading.text(index) in ("drop", "lose", "cut") and reading.text(index + 1) in ("the", "all")
    return is_said and reading.text(index + 2) not in ("bass", "beat")


def read_wishes(reading: Reading, players: Players) -> None:
    """Every player that is named without being refused: it is wanted."""
    for start, end, named in list(reading.find(PLAYERS)):
        player = _without_and(reading, start, named)
        reading.claim(start, end)
        if player.instrument and player.instrument not in players.without:
            _add(players.instruments, player.instrument)
        elif not player.instrument and not player.pieces:
            _add(players.added, *player.kinds)


def _without_and(reading: Reading, start: int, player: Player) -> Player:
    """Who is meant where "e" says "and": "violão e piano" has no electric piano."""
    is_and = reading.text(start) == "e" and start > 0 and not reading.is_free(start - 1)
    found = PLAYERS.at(reading.words, start + 1) if is_and and reading.words[start + 1].gap == " " else None
    return found[1] if found else player


def _add(target: list[str], *words: str) -> None:
    target.extend(word for word in words if word not in target)


def _drop(players: Players, found: tuple[int, Player] | None) -> None:
    if found and found[1].instrument:
        _add(players.without, found[1].instrument)
    elif found and found[1].pieces:
        _add(players.without, *found[1].pieces)
    elif found:
        percussion = ("percussion",) if found[1].with_percussion else ()
        _add(players.dropped, *found[1].kinds, *percussion)


def _keep(players: Players, player: Player) -> None:
    _add(players.only, *player.kinds)
    if player.instrument:
        _add(players.instruments, player.instrument)


def _items_after(reading: Reading, start: int, joints: frozenset[str], fillers: frozenset[str]) -> list[_Item]:
    """The players listed from `start` on: "any drums, bass or melody" with where each stands."""
    items: list[_Item] = []
    index = start
    while index < len(reading.words) and reading.is_free(index):
        text = reading.text(index)
        if found := PLAYERS.at(reading.words, index):
            items.append((index, found[0], found[1]))
            index = found[0]
        elif text in fillers or (items and text in joints):
            index += 1
        else:
            break
    is_adjective = items and reading.text(items[-1][1]) in _NOT_A_LIST and not reading.opens(items[-1][1])
    return [] if is_adjective else items


def _until_comma(reading: Reading, items: list[_Item]) -> list[_Item]:
    """Of "no drums, piano", only the drums; of "no drums, bass or melody", all three."""
    if any(reading.text(start - 1) in _OR | _AND and not reading.opens(start) for start, _, _ in items[1:]):
        return items
    commas = [place for place, (start, _, _) in enumerate(items) if place and reading.opens(start)]
    return items[: commas[0]] if commas else items


def _read_left_out(reading: Reading, index: int, players: Players) -> None:
    """ "No drums", "without bass or melody", "don't use any piano", "no vocals" (nobody sings here anyway)."""
    items = _until_comma(reading, _items_after(reading, index + 1, _AND | _OR, _FILLERS | _VERBS))
    for _, end, player in items:
        _drop(players, (end, player))
    if items:
        reading.claim(index, items[-1][1])
    elif index + 1 < len(reading.words) and (found := _VOICES.at(reading.words, index + 1)):
        reading.claim(index, found[0])


def _read_left_alone(reading: Reading, index: int, players: Players) -> None:
    """ "Only bass and drums", "just a piano with 808s", "drums only"."""
    if reading.text(index) == "solo" and not reading.opens(index):
        return
    items = _items_after(reading, index + 1, _AND | _OR | {"with", "plus"}, _FILLERS)
    if items and not _is_the_genre(reading, items):
        for _, _, player in items:
            _keep(players, player)
        reading.claim(index, items[-1][1])
    elif not items and reading.opens(index + 1):
        _read_before(reading, index, players)


def _is_the_genre(reading: Reading, items: list[_Item]) -> bool:
    """Whether "just drum and bass" means the genre: no other genre is named, and nobody wrote "drums"."""
    start, end = items[0][0], items[-1][1]
    found = STYLES.at(reading.words, start)
    if not found or found[1].genre != "drum and bass" or reading.words[start].folded == "drums":
        return False
    return not any(stop <= start or begin >= end for begin, stop, _ in reading.find(STYLES))


def _read_before(reading: Reading, index: int, players: Players) -> None:
    """A word that comes after its players: "drums only", and its Japanese brothers."""
    for start in range(max(0, index - 5), index):
        begins = reading.is_free(start) and PLAYERS.at(reading.words, start)
        items = _items_after(reading, start, _AND | _OR, _FILLERS) if begins else []
        if items and items[-1][1] == index:
            for _, end, player in items:
                _drop(players, (end, player)) if reading.text(index) == "nashi" else _keep(players, player)
            reading.claim(items[0][0], index + 1)
            return


_PAIRS: dict[tuple[str, str], Callable[[Reading, int, Players], None]] = {
    ("leave", "out"): _read_left_out,
    ("leave", "off"): _read_left_out,
    ("get", "rid"): _read_left_out,
    ("everything", "except"): _read_left_out,
    ("everything", "but"): _read_left_out,
    ("all", "but"): _read_left_out,
    ("nothing", "but"): _read_left_alone,
    ("nothing", "except"): _read_left_alone,
}
"""Two words that begin a list, and what it says."""
