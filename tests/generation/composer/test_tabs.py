"""Drum tablature: what its heads and rows mean, and what it refuses."""

from __future__ import annotations

import pytest

from generation.engines.composer.tabs import families

TABLE = """
[plain]
kick  x...x...x...x...

[cut] only break: jungle, new jack swing
kick  X.........x.....  X.........x....?
snare ....X.......X...  ....X.......X...
"""


def test_a_table_gives_each_family_with_its_rows_and_who_asks_for_it() -> None:
    plain, cut = families(TABLE)
    assert (plain.name, plain.tags, plain.rare, plain.is_break) == ("plain", (), False, False)
    assert (cut.tags, cut.rare, cut.is_break) == (("jungle", "new jack swing"), True, True)
    assert list(cut.lanes) == ["kick", "snare"]


@pytest.mark.parametrize("table", ["kick x...x...x...x...", "[open\nkick x...x...x...x..."])
def test_a_table_that_makes_no_sense_is_refused(table: str) -> None:
    with pytest.raises(ValueError, match="family"):
        families(table)
