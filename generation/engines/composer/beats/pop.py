"""The beats of pop."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[four] bright, happy, uplifting
kick        X...X...X...X...
snare       ....X.......X...  ....X.......X...
clap        ....x.......x...
hat_closed  x.x.x.x.x.x.x.x.
hat_open    ..............?.  ..............x.

[backbeat]
kick        X.....x.X.......  X.....x.X.x.....
snare       ....X.......X...  ....X.......X..g
hat_closed  x.x.x.x.x.x.x.x.

[syncopated] uplifting
kick        X..x..x...x.....  X..x..x...x...o.
clap        ....X.......X...
snare       ....o.......o...
hat_closed  xoxoxoxoxoxoxoxo
hat_open    ......x.........  ......x.......x.

[tropical] dreamy, happy, sunny
kick        X...X...X...X...
snare       ...x..x....x..x.  ...x..x....x.xx.
rim         ...o..o....o..o.
hat_closed  ..x...x...x...x.

[half] bittersweet, dreamy, half-time
kick        X.....x.........  X.....x...x.....
snare       ........X.......  ........X.......
hat_closed  x.o.x.o.x.o.x.o.
""")

PERCUSSION = families("""
[tambourine]
tambourine  ..x...x...x...x.
shaker      xoxoxoxoxoxoxoxo

[shaker]
shaker      xgogxgogxgogxgog

[snaps] dreamy, bittersweet
snap        ....x.......x...
triangle    ..o...........o.

[conga] happy
conga_high  ..xo..x...xo..x.
conga_low   .......x.......x
""")

BASSES = (
    Bass("cells", "R.r.r.r.r.r.r.r.", 0.8, ("uplifting", "bright")),
    Bass("kick", hold=0.85),
    Bass("cells", "R.....r.r...r... R.....r.r.5.a...", 0.85),
    Bass("cells", "R.o.r.o.r.o.r.o.", 0.6, ("happy",)),
    Bass("cells", "R..r..r.r..r..r. R..r..r.r..r..a.", 0.8),
)
