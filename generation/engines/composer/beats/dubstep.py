"""The beats of dubstep."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[half-time]
kick        X.........x.....  X.....x.........
snare       ........X.......  ........X.......
hat_closed  x...x...x...x...  x...x.o.x...x.o.
hat_open    ................  ..............?.

[heavy] heavy, aggressive
kick        X..x......x.....  X.....x...x..x..
snare       ........X.......  ........X.....g.
clap        ........x.......  ........x.......
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.oox.o.x.oo
crash       ................  ................

[deep] deep, hypnotic, dark
kick        X.....x.........  X.........?..x..
snare       ........X.......  ........X.......
rim         ...g......g..g..  ...g..g...g.....
hat_closed  ..o...o...o...o.  ..o..go...o..go.

[triplet] aggressive
kick        X.....x....x....  X..x..x.........
snare       ........X.......  ........X..g....
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..x.

[garage] deep, hypnotic
kick        X.....x......x..  X.........x.....
snare       ........X.......  ........X.......
rim         ...o......o.....  ...o..g...o..g..
hat_closed  ..xo..x...xo..x.  ..xo..x...xo.xx.

[stomp] heavy, aggressive
kick        X...x.....x.....  X...x...........
snare       ........X.......  ........X...g.o.
clap        ........x.......  ........x.......
ride        x...x...x...x...
tom_low     .............x..  ............x.x.

[skank] deep, dark
kick        X.......x.......  X...........x...
snare       ........X.......  ........X.......
hat_open    ....x.......x...
hat_closed  x.ox..oxx.ox..ox
snap        ........o.......  ........o.....?.
""")

PERCUSSION = families("""
[wood]
woodblock   ...x..x.........  ...x..x....x....
shaker      o.g.o.g.o.g.o.g.

[congas] deep, hypnotic
conga_low   ..x...........x.  ..x...x.........
conga_high  ......o..o......

[metal] dark, heavy
triangle    ......x.........
rim         ..............x.  ..........x...x.
""")

BASSES = (
    Bass("cells", "R.....r...r.....  R..r..r.....a...", 0.92),
    Bass("cells", "R...r.r...r.o.r. R...r.r.....7.5.", 0.85, ("heavy", "aggressive")),
    Bass("cells", "R.......r....... R.......r.....a.", 0.97, ("deep", "hypnotic")),
    Bass("cells", "R..r..r..r..r... R..r..o..r..a...", 0.85, ("aggressive",)),
    Bass("cells", "R.....R.r...R... ..r.r...R.r.o...", 0.8, ("heavy",)),
)
