"""Where a fader stands for a gain, and which gain it means."""

import pytest

from repos.vcs.arrangement import GAIN_CDB, Track
from repos.vcs.faders import FOOT_DB, SILENT_CDB, TOP_DB, moved, standing_at


def _track(gain_cdb: int) -> Track:
    return Track("bass", "Bass", "bass", gain_cdb, 15, ())


@pytest.mark.parametrize(
    ("gain_cdb", "at_db"), [(0, 0), (-300, -3), (-326, -3.5), (GAIN_CDB[0], FOOT_DB), (GAIN_CDB[1], TOP_DB)]
)
def test_a_fader_stands_at_the_nearest_place(gain_cdb: int, at_db: float) -> None:
    assert standing_at(gain_cdb) == at_db


@pytest.mark.parametrize("gain_cdb", [0, -326, 2345, -9999, *GAIN_CDB])
def test_a_fader_that_was_not_moved_leaves_the_gain_exactly_as_it_is(gain_cdb: int) -> None:
    track = _track(gain_cdb)
    assert moved(track, standing_at(gain_cdb), 15) == moved(track, None, None) == track


def test_a_fader_that_was_moved_means_what_it_shows_and_its_foot_silence() -> None:
    assert moved(_track(0), -3.5, -20).gain_cdb == -350
    assert moved(_track(0), -3.5, -20).pan_percent == -20
    assert moved(_track(0), FOOT_DB, None).gain_cdb == SILENT_CDB
