"""The beats of drum and bass."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[two-step] rolling, liquid
kick        X.........x.....  X.........x....?
snare       ....X.......X...  ....X..g.g..X..g
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
ride        x...x...x...x...  x...x...x...x...

[amen] energetic, jungle
kick        X.x.......xx....  X.x.......x.....  X.x.......x.....  ..xx......x.....
snare       ....X..g.g..X..g  ....X..g.g..X..g  ....X..g.g....X.  .g..X..g.g....X.
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
crash       ................  ................  ................  ..........o.....

[think] energetic
kick        X.....x...x.....  X..x......x...o.
snare       ....X..g.gg.X..g  ....X.g..g..X.gg
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
tambourine  x.x.x.x.x.x.x.x.

[half] dark, atmospheric, half-time
kick        X.....x.........  X..x......?.....
snare       ........X.......  ........X..g..g.
hat_closed  x.o.x.o.x.o.x.o.  x.oox.o.x.oox.o.
hat_open    ..............x.  ................

[step ghost] dark, rolling
kick        X.........x.....  X..g......x.....
snare       ....X..g.g..X..g  ....X.g..g..X.g.
hat_closed  x.xgx.xgx.xgx.xg  x.xgx.xgx.xgxoxo
hat_open    ......x.........  ......x.......x.
""")

PERCUSSION = families("""
[shaker]
shaker      xgogxgogxgogxgog

[bongos]
bongo_high  ..x..x....x..x..  ..x..x..x..x....
bongo_low   ...............o  .......o.......o

[rims] liquid
rim         ..x..x..x....x..  ..x....x..x..x..
triangle    x...............  ................
""")

BASSES = (
    Bass("cells", "R.........r..... r......r..r.....", 0.95, ("liquid",)),
    Bass("cells", "R-....r...r.o... R-....r...r...a.", tags=("rolling",)),
    Bass("cells", "R..r..r..r..r.r. R..r..r..r..o.a.", 0.85, ("dark", "energetic")),
    Bass("cells", "R...............  r...........5.a.", 0.98, ("atmospheric",)),
    Bass("cells", "R.....r.....r... ..r.....r..r.o.."),
    Bass("cells", "R.....r...r..... R.....r..r..a...", 0.85),
    Bass("cells", "r..r......r..r.. r..r....o.r.a...", 0.7, ("rolling", "energetic")),
)
