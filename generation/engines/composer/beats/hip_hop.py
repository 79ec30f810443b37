"""The beats of hip hop."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[pocket]
kick        X.....x...x.....  X..x..?...x.....
snare       ....X.......X...  ....X..g....X..g
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.xox.x.x.x.
hat_open    ................  ......x.........

[bounce] confident, groovy
kick        X..x..x...x..x..  X..x......x..o..
clap        ....X.......X...  ....X.......X...
snare       ....o.......o..g  ....o.......o...
hat_closed  x.o.x.o.x.o.x.o.

[laid] laid-back, soulful
kick        X......o..x.....  X.x....?..x.....
snare       ....X.......X...  ....X.....g.X...
hat_closed  x...x...x...x.o.  x...x...x.o.x...
hat_open    ..............?.  ..............x.

[club] confident, dark
kick        X...x.x...x.....  X.x...x...x...o.
clap        ....X.......X...
hat_closed  xoxoxoxoxoxoxoxo
rim         ...g......g..g..

[snap] confident, groovy
kick        X.....x..x......  X.....x.....x...
snap        ....X.......X...  ....X.......X.g.
hat_closed  x.x.xox.x.x.xox.  x.x.xox.x.xoxox.
hat_open    ................  ..........x.....

[west] laid-back, groovy
kick        X.......X.x.....  X.....x.X....x..
clap        ....X.......X...
snare       ....o.......o...  ....o.......o.g.
hat_closed  o.x.o.x.o.x.o.x.
tambourine  ....x.......x...

[drag] soulful, dark
kick        X..o......x...o.  X..o...o..x.....
snare       ....X.......X...  ....X.......X..g
rim         .......g.....g..  .......g..g.....
ride        x...x...x...x...
hat_pedal   ....o.......o...
""")

PERCUSSION = families("""
[tambourine]
tambourine  ..o.x.o...o.x.o.
conga_low   ..............xo

[shaker]
shaker      xgogxgogxgogxgog

[cowbell] confident
cowbell     x...x...x..x....
shaker      ..o...o...o...o.

[congas] groovy, soulful
conga_high  ..o...x..o....x.  ..o...x......o..
conga_low   .......o.......o
""")

BASSES = (
    Bass("kick", hold=0.85),
    Bass("cells", "R..r..o...r...5. R..r..o...r.a...", 0.75, ("groovy", "confident")),
    Bass("cells", "R.....r...r.7.5. R.....r...o...a.", 0.85, ("soulful",)),
    Bass("kick", hold=0.65),
    Bass("cells", "R-......r.r..... R-......r...a...", tags=("laid-back",)),
)
