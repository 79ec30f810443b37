"""The beats of boom bap."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[classic]
kick        X......x..x.....  X......x..xo....
snare       ....X.......X...  ....X..g....X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.xg
hat_open    ................  ..............?.

[stomp] hard, gritty
kick        X.x.......x..x..  X.x....?..x.....
snare       ....X..g.g..X...  ....X..g.g..X..g
hat_closed  x.xox.x.x.xox.x.  x.xox.x.x.x.x.x.

[ride] jazzy, soulful
kick        X.....xo..x.....  X..x..x...x.....
snare       ....X.......X..g  ....X.......X.g.
ride        x...x..ox...x..o  x...x..ox...x.o.
hat_pedal   ....o.......o...  ....o.......o...

[off] nostalgic
kick        X..x....o.x.....  X..x......x...o.
snare       ....X.......X...  ....X....g..X..g
hat_closed  x...x.x.x...x.x.  x.x.x...x.x.x.x.
hat_open    ......?.........  ..............x.

[swung] gritty, jazzy
kick        X..x......xx....  X..x...x..x...o.
snare       ....X.......X...  ....X.......X..o
hat_closed  x.xgx.x.x.xgx.x.  x.xgx.x.x.x.xgx.

[sparse] nostalgic, soulful
kick        X.........x.....  X.......x.x.....
snare       ....X.......X...  ....X.......X...
hat_closed  x...x...x...x...  x...x...x...x.o.
shaker      ..o...o...o...o.

[double] hard
kick        XX....x...x..x..  XX....x..x...o..
snare       ....X..g....X...  ....X..g.g..X.g.
hat_closed  x.x.x.xgx.x.x.x.  x.x.x.xgx.xox.x.

[breakbeat] gritty, jazzy
kick        X.x.......xx....  X.x...x...x.....
snare       ....X..g.g..X..g  ....X..g.g...gX.
ride        x.x.x.x.x.x.x.x.
hat_open    ......?.........  ..............?.
""")

PERCUSSION = families("""
[tambourine]
tambourine  ....x.......x...  ....x.......x.g.

[shaker]
shaker      o.o.x.o.o.o.x.o.  o.o.x.o.o.o.x.oo

[conga] jazzy, soulful
conga_low   ......x.......x.  ......x.........
conga_high  ...o......o.....  ...o......o..o..
""")

BASSES = (
    Bass("kick", hold=0.75),
    Bass("kick", hold=0.6),
    Bass("cells", "R......r..r...o. R......r..5...a.", 0.8),
    Bass("cells", "R..r......r.5... R..r....7.r...a.", 0.7, ("jazzy", "hard")),
)
