"""The beats of r&b."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[slow jam] romantic, smooth
kick        X.....o...x.....  X..o......x..?..
snare       ....X.......X...  ....X.......X..g
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.oox.o.x.o.
hat_open    ................  ..............o.

[neo soul] soulful
kick        X..o....o.x.....  X..o...o..x....g
rim         ....x.......x...  ....x..g....x...
snare       .......g.......g  .......g.g......
hat_closed  x.xgx.xgx.xgx.xg  x.xgx.xgx.x.x.xg

[trap soul] sensual, late-night, half-time
kick        X......x..o.....  X..x......x.....
clap        ........X.......  ........X.......
snap        ........x.......  ........x.......
hat_closed  x.x.x.xox.x.x.x.  x.x.xox.x.x.x.xo
hat_open    ..............?.  ................

[snap] late-night, smooth
kick        X.....x..x....o.  X.....x..x......
snap        ....X.......X...  ....X.......X...
clap        ....o.......o...
hat_closed  o.x.o.x.o.x.o.x.
""")

PERCUSSION = families("""
[shaker]
shaker      xgogxgogxgogxgog

[congas] soulful, romantic
conga_high  ..o...x....o..x.  ..o...x..o......
conga_low   .......o......x.

[triangle] sensual, late-night
triangle    x.....o...o.....  ................
snap        ....g.......g...

[tambourine]
tambourine  ....x.......x.g.
""")

BASSES = (
    Bass("cells", "R.....r.5.o...a. R.....r...5.7.a.", 0.85),
    Bass("kick"),
    Bass("cells", "R..o..5...r...3. R..o..5.7.r...a.", 0.75, ("soulful",)),
    Bass("cells", "R.........r..... R.........5...a.", 0.95, ("sensual", "late-night")),
)
