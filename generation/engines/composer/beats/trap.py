"""The beats of trap."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[half-time]
kick        X.....x...o.....  X..o....o.x..?..
snare       ........X.......  ........X.......
clap        ........x.......  ........x.......
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.oo
hat_open    ................  ..............?.

[bounce] hype, groovy
kick        X..x....?..x..o.  X..x......ox....
snare       ........X.......  ........X.....g.
hat_closed  x.xox.x.x.xox.x.  x.xox.x.x.x.xoxo
hat_open    ......x.........  ......x.........
rim         ...............?  ....g..........g

[sparse] dark, menacing, plugg, minimal
kick        X.........x.....  X......x..x.....
clap        ........X.......  ........X.......
snare       ........o.......  ........o......g
hat_closed  x...x...x...x...  x...x.x.x...x.x.
hat_open    ............?...  ................

[rage] aggressive, rage, hype
kick        X...x..xo..x..x.  X...x..x..x.x...
snare       ........X.......  ........X..g..g.
clap        ........x.......  ........x.......
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
hat_open    ..x...........x.  ..x.............

[phonk] only: phonk
kick        X..x..x...x..x..  X..x..x...x.x...
clap        ....X.......X...  ....X.......X..?
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
cowbell     x..x..x.x..x..x.  x..x..x.x.x.x.?.
""")

PERCUSSION = families("""
[rims]
rim         ...g..x......x..  ...x......g..x..
shaker      o.g.o.g.o.g.o.g.  o.g.o.g.o.g.o.g.

[toms]
tom_low     ..........x..x..  ................
woodblock   ..x.......x.....  ..x...x.........
triangle    x...............  ................

[snaps] hype, plugg
snap        ....o...........  ............o..g
bongo_high  ......x.x.......  ......x...x.x...
""")

BASSES = (
    Bass("808"),
    Bass("808", "slides", tags=("aggressive", "hype", "rage")),
    Bass("808", "plain"),
)
