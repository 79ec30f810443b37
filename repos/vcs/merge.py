"""Three-way merge of arrangements: per track, per clip and per aspect, by their stable ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from repos.vcs import arrangement as arrangements
from repos.vcs import sequence
from repos.vcs.arrangement import Arrangement, Clip, Track
from repos.vcs.aspects import CLIP, SONG, TRACK, clips_of, retold, told, tracks_of
from repos.vcs.conflicts import BASE, BOTH, OURS, THEIRS, Conflict, Referee, agrees
from repos.vcs.diff import kept
from repos.vcs.fitting import fading_within, free_id, long_enough

_RECORDED = ("sound", "trim", "fades")
"""What belongs to a recording: one side's trim never lands on the other side's new sound."""
_LONGEST_NAME = 80
_Placed: TypeAlias = "tuple[str, Clip]"
"""The id of a track, and a clip on it."""
_Sides: TypeAlias = "tuple[Arrangement | None, Arrangement, Arrangement]"
"""Base, ours, theirs."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came out of a merge."""

    arrangement: Arrangement
    """Always one that `parse` takes. What nobody has chosen yet is as on our side."""
    conflicts: tuple[Conflict, ...]
    """All that there is to choose, chosen or not: the same whatever was chosen."""
    open: tuple[Conflict, ...]
    """What nobody has chosen yet."""


def merge(
    base: Arrangement | None, ours: Arrangement, theirs: Arrangement, choices: Mapping[str, str] | None = None
) -> Merged:
    """Put what two sides changed since `base` (None: they share nothing) together.

    What only one side changed, holds; what both changed alike, too; for the rest there are conflicts, settled by
    `choices` (the id of a conflict → "ours", "theirs" or, where it offers that, "both"). To swap the sides swaps ours
    and theirs, and nothing else. Where a side changed nothing, the other comes out exactly.

    Raises ValueError for a choice that nobody offered, Malformed where the two together have too many tracks or clips.
    """
    referee = Referee(choices or {})
    result = settled(base, ours, theirs, referee)
    referee.check()
    return Merged(result, tuple(referee.conflicts), referee.open)


def settled(base: Arrangement | None, ours: Arrangement, theirs: Arrangement, referee: Referee) -> Arrangement:
    """What comes out where a referee settles what both sides changed. Raises ValueError as `merge` does."""
    return _Merge((base, ours, theirs), referee).result()


class _Merge:
    """One merge while it is made: tracks first, then clips, then what was kept twice, then the order."""

    def __init__(self, sides: _Sides, referee: Referee) -> None:
        self.sides, self.referee = sides, referee
        self.tracks = [tracks_of(side) for side in sides]
        self.places = [clips_of(side) for side in sides]
        self.heads: dict[str, Track] = {}
        self.whole: dict[str, str] = {}
        """The tracks whose clips come from one side as they are, and which."""
        self.clips: dict[str, _Placed] = {}
        self.taken = {id for side in self.places for id in side}
        """Ids that a new clip may not have."""
        self.doubled: dict[str, list[Clip]] = {}
        """What stays of their tracks beside ours."""

    def result(self) -> Arrangement:
        base, ours, theirs = self.sides
        song = self._song(base, ours, theirs)
        for id in _ids(self.tracks):
            self._track(id, *(side.get(id) for side in self.tracks))
        for id in _ids(self.places):
            self._clip(id, *(side.get(id) for side in self.places))
        order = self._order()
        self._double(order)
        clips = self._clips_by_track()
        made = replace(song, tracks=tuple(self._filled(self.heads[id], clips[id]) for id in order))
        return arrangements.parse(arrangements.to_bytes(long_enough(made, ours, theirs)))

    def _song(self, base: Arrangement | None, ours: Arrangement, theirs: Arrangement) -> Arrangement:
        return retold(ours, SONG, self._aspects(SONG, base, ours, theirs))

    def _aspects(self, aspects: Any, base: Any, ours: Any, theirs: Any, **where: str) -> dict[str, Any]:
        """Each aspect as it holds; one that would fall back on a base that is none is as on our side."""
        before, mine, others = told(base, aspects) if base else {}, told(ours, aspects), told(theirs, aspects)
        settled = {
            what: self.referee.settle(what, before.get(what), mine[what], others[what], **where) for what in aspects
        }
        return {what: mine[what] if value is None else value for what, value in settled.items()}

    # Tracks

    def _track(self, id: str, base: Track | None, ours: Track | None, theirs: Track | None) -> None:
        if ours and theirs and (base or ours == theirs):
            self.heads[id] = _head(retold(ours, TRACK, self._aspects(TRACK, base, ours, theirs, track=id)))
            if base and _was_cut_up_and_re_recorded(base, ours, theirs):
                self._choose_clips(Conflict("clips", base, ours, theirs, track=id))
        elif agrees(base, ours, theirs):
            holding = theirs if ours == base else ours
            self.heads |= {id: _head(holding)} if holding else {}
        else:
            self._choose_track(Conflict("track", base, ours, theirs, track=id))

    def _choose_clips(self, conflict: Conflict) -> None:
        choice = self.referee.choice(conflict)
        self._keep_whole(conflict, choice)

    def _choose_track(self, conflict: Conflict) -> None:
        choice = self.referee.choice(conflict)
        holding = conflict.side(choice)
        self.heads |= {conflict.track: _head(holding)} if holding else {}
        self._keep_whole(conflict, choice)

    def _keep_whole(self, conflict: Conflict, choice: str) -> None:
        self.whole[conflict.track] = OURS if choice == BOTH else choice
        if choice == BOTH:
            self.doubled.setdefault(conflict.track, []).extend(conflict.theirs.clips)

    # Clips

    def _clip(self, id: str, base: _Placed | None, ours: _Placed | None, theirs: _Placed | None) -> None:
        homes = {placed[0] for placed in (base, ours, theirs) if placed}
        whole = homes & self.whole.keys() if len(homes) == 1 else set()
        if whole:
            side = self.whole[whole.pop()]
            placed = {BASE: base, OURS: ours, THEIRS: theirs}[side]
        else:
            placed = self._settled(base, ours, theirs)
        home = next((one[0] for one in (placed, ours, theirs, base) if one and one[0] in self.heads), None)
        if placed and home:
            self.clips[id] = (home, fading_within(placed[1]))

    def _settled(self, base: _Placed | None, ours: _Placed | None, theirs: _Placed | None) -> _Placed | None:
        if base and ours and theirs:
            return self._changed(base, ours, theirs)
        if agrees(base, ours, theirs):
            return theirs if ours == base else ours
        return self._choose_clip(base, ours, theirs)

    def _choose_clip(self, base: _Placed | None, ours: _Placed | None, theirs: _Placed | None) -> _Placed | None:
        """A clip that both added differently, or that one removed and the other changed."""
        before, mine, others = (placed[1] if placed else None for placed in (base, ours, theirs))
        known = before or mine or others
        where = {"track": _home(base, ours, theirs), "clip": known.id if known else ""}
        choice = self.referee.choice(Conflict("clip", before, mine, others, **where))
        if choice == BOTH and theirs and theirs[0] in self.heads:
            self._add_beside(theirs)
        return {OURS: ours, BOTH: ours, THEIRS: theirs, BASE: base}[choice]

    def _add_beside(self, placed: _Placed) -> None:
        id, _ = free_id(placed[1].id, self.taken)
        self.taken.add(id)
        self.clips[id] = (placed[0], replace(placed[1], id=id))

    def _changed(self, base: _Placed, ours: _Placed, theirs: _Placed) -> _Placed:
        """A clip that is on all sides."""
        where = {"track": _home(base, ours, theirs), "clip": base[1].id}
        home = self.referee.settle("home", base[0], ours[0], theirs[0], **where)
        before, mine, others = base[1], ours[1], theirs[1]
        if agrees(before.source, mine.source, others.source):
            return home, retold(mine, CLIP, self._aspects(CLIP, before, mine, others, **where))
        choice = self.referee.choice(Conflict("sound", before, mine, others, **where))
        if choice == BOTH:
            self.doubled.setdefault(theirs[0], []).append(others)
        taken = {OURS: mine, BOTH: mine, THEIRS: others, BASE: before}[choice]
        rest = {what: fields for what, fields in CLIP.items() if what not in _RECORDED}
        return home, retold(taken, rest, self._aspects(rest, before, mine, others, **where))

    # What both sides keep

    def _double(self, order: list[str]) -> None:
        """Give what is kept of their tracks beside ours a track of its own, right after the one it came from."""
        taken = {id for side in self.tracks for id in side}
        for id in sorted(self.doubled):
            fresh, number = free_id(id, taken)
            taken.add(fresh)
            order.insert(order.index(id) + 1 if id in order else len(order), fresh)
            head = self.tracks[2][id]
            self.heads[fresh] = replace(_head(head), id=fresh, name=f"{head.name[: _LONGEST_NAME - 5]} {number}")
            for clip in self.doubled[id]:
                self._add_beside((fresh, clip))

    # The order

    def _order(self) -> list[str]:
        base = list(self.tracks[0]) if self.sides[0] else None
        return sequence.merged(base, list(self.tracks[1]), list(self.tracks[2]), self.heads, self._choose_order)

    def _choose_order(self, mine: sequence.Order, others: sequence.Order) -> sequence.Order:
        before = tuple(kept(self.tracks[0], mine)) if self.sides[0] else None
        conflict = Conflict("order", before, tuple(mine), tuple(others))
        chosen = conflict.side(self.referee.choice(conflict)) or ()
        return [*chosen, *(id for id in min(mine, others, key=list) if id not in chosen)]

    def _filled(self, head: Track, clips: Mapping[str, Clip]) -> Track:
        """A track with its clips, in an order that says nothing but is always the same."""

        def by_time(mine: sequence.Order, others: sequence.Order) -> sequence.Order:
            return sorted(mine, key=lambda id: (clips[id].start_samples if id in clips else 0, id))

        sides = [[clip.id for clip in side[head.id].clips] if head.id in side else [] for side in self.tracks]
        known = clips.keys() & {*sides[1], *sides[2]}
        order = sequence.merged(sides[0], sides[1], sides[2], known, by_time)
        return replace(head, clips=tuple(clips[id] for id in (*order, *(id for id in clips if id not in known))))

    def _clips_by_track(self) -> dict[str, dict[str, Clip]]:
        found: dict[str, dict[str, Clip]] = {id: {} for id in self.heads}
        for id, (track, clip) in self.clips.items():
            found[track][id] = clip
        return found


def _ids(sides: list[dict[str, Any]]) -> list[str]:
    return sorted({id for side in sides for id in side})


def _head(track: Track) -> Track:
    return replace(track, clips=())


def _home(*places: _Placed | None) -> str:
    """The track that a conflict about a clip is told under: where it lay before, or else the first by id."""
    return places[0][0] if places[0] else min(placed[0] for placed in places if placed)


def _was_cut_up_and_re_recorded(base: Track, ours: Track, theirs: Track) -> bool:
    """Whether one side recorded anew what the other side laid another clip of: half of each would be neither."""
    return any(
        _re_recorded(base, one) & _newly_laid(base, other) for one, other in ((ours, theirs), (theirs, ours))
    ) and not agrees(base.clips, ours.clips, theirs.clips)


def _re_recorded(base: Track, side: Track) -> set[str]:
    now = {clip.id: clip.source for clip in side.clips}
    return {clip.source for clip in base.clips if now.get(clip.id, clip.source) != clip.source}


def _newly_laid(base: Track, side: Track) -> set[str]:
    before = {clip.id for clip in base.clips}
    return {clip.source for clip in side.clips if clip.id not in before}
