"""How long the genealogy of one family takes on the server, and how much is sent: 5 000 commits in eight repos.

`--postgres` starts a server of its own instead of SQLite.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "script")]


def arguments() -> argparse.Namespace:
    """What was asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--commits", type=int, default=5000)
    options.add_argument("--others", type=int, default=0, help="further families of that size on the site")
    options.add_argument("--runs", type=int, default=30)
    options.add_argument("--postgres", action="store_true")
    return options.parse_args()


def main() -> None:
    from repos_bench.database import database

    given = arguments()
    with database(given.postgres) as name:
        from repos_bench import genealogy

        genealogy.run(given, name)


if __name__ == "__main__":
    main()
