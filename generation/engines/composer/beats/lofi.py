"""The beats of lo-fi."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[lazy]
kick        X......o..x.....  X..?...o..x..g..
snare       ....X.......X...  ....X..g....X...
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.og
hat_open    ................  ..............?.

[dusty] nostalgic
kick        X.o.......xo....  X.o....?..x.....
snare       ....X..g....X..g  ....X..g.g..X...
hat_closed  x.x.xgx.x.x.xgx.  x.x.xgx.x.x.x.xg

[rim] rainy, dreamy, mellow, chill
kick        X.....o...o.....  X.......x.?.....
rim         ....x.......x...  ....x.....g.x...
hat_closed  o...o.g.o...o.g.  o.g.o...o.g.o...
hat_pedal   ....g.......g...  ....g.......g...

[brush] mellow, rainy
kick        X.........o.....  X......o........
brush       x.g.X.g.x.g.X.g.  x.g.X.g.x.ggX.g.
ride        x...x..ox...x..o  x...x..ox...x...
""")

PERCUSSION = families("""
[shaker]
shaker      o.g.x.g.o.g.x.g.  o.g.x.g.o.g.x.gg

[congas]
conga_high  ......o......g..  ...g..o.........
conga_low   ..............o.  ..............o.

[triangle]
triangle    ..o...........o.  ..o.............
snap        ....g.......g...  ....g.......g...
""")

BASSES = (
    Bass("kick", hold=0.8),
    Bass("cells", "r.......r..o.... r.......r.....a."),
    Bass("cells", "R-.....r..5..... R-.....r..a.....", 0.85),
    Bass("sustain", tags=("rainy", "dreamy")),
)
