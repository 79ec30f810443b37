"""The beats of techno."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[drive] driving
kick        X...X...X...X...
hat_open    ..x...x...x...x.
hat_closed  ogxgogxgogxgogxg
clap        ....o.......o...  ....o.......o..g

[stripped] hypnotic, minimal
kick        X...X...X...X...  X...X...X...X..g
hat_closed  ..x...x...x...x.  ..x...x...x...xg
rim         ...o......o.....  ...o......o..o..
ride        ................  ..........?.....

[industrial] industrial, dark
kick        X..gX...X..gX...  X..gX...X.g.X.g.
snare       ....X.......X...  ....X.......X..o
hat_closed  x.x.x.x.x.x.x.x.
hat_open    ..x...x...x...x.
tom_low     ...x.....x...x..  ...x.....x......

[ride] driving, acid
kick        X...X...X...X...
ride        x.x.x.x.x.x.x.x.
hat_open    ..o...o...o...o.
clap        ....x.......x...
hat_closed  .g.g.g.g.g.g.g.g

[rumble] dark, hypnotic
kick        X..oX..oX..oX..o
hat_open    ..x...x...x...x.
hat_closed  xgogxgogxgogxgog
rim         ......x..o......  ......x..o..o...

[clave] driving, hypnotic
kick        X...X...X...X...
rim         x..x..x...x.x...  x..x..x...x..x..
hat_closed  o.x.o.x.o.x.o.x.
clap        ....x.......x...

[acid house] acid
kick        X...X...X...X...
clap        ....X.......X...  ....X..x....X..x
hat_open    ..x...x...x...x.
hat_closed  x.xxx.xxx.xxx.xx
cowbell     ......?.........  ...x..x..x......
""")

PERCUSSION = families("""
[toms]
tom_mid     ...o..x......o..  ...o..x....o....
shaker      xoxoxoxoxoxoxoxo

[rim] hypnotic
rim         ...x..x...x.....  ...x..x....x.x..
woodblock   ..........o.....

[cowbell] acid
cowbell     ...o.......o..o.
shaker      o.o.o.o.o.o.o.o.

[metal] industrial, dark
triangle    ..x.....x.......
clave       .....x.....x..x.  .....x..x..x....
""")

BASSES = (
    Bass("cells", "..rr..rr..rr..rr ..rr..rr..rr..ro", 0.7),
    Bass("cells", ".rrr.rrr.rrr.rrr", 0.65, ("driving",)),
    Bass("cells", "..R...R...R...R. ..R...R...R..rR.", 0.8, ("hypnotic", "minimal")),
    Bass("cells", "r.ro.r5.r.or.r.o r.ro.r7.r.or.r.a", 0.6, ("acid",)),
    Bass("cells", "..R.r.R...R.rrR.", 0.7, ("dark", "industrial")),
    Bass("cells", "..r..r..r..r..r. ..r..r..r..r.oo.", 0.6),
    Bass("cells", "r..r..r.r..r..o. r..r..r.r..5..o.", 0.55, ("driving", "acid")),
    Bass("cells", "...r...r...r..or ...r...r...r.r.r", 0.7, ("hypnotic",)),
    Bass("cells", ".rr..rr..rr..ro. .rr..rr..rr.or..", 0.6, ("industrial",)),
)
