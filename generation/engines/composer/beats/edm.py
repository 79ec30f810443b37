"""The beats of edm."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[big room] epic, energetic
kick        X...X...X...X...
clap        ....X.......X...
snare       ....o.......o...
hat_open    ..x...x...x...x.
hat_closed  ...g...g...g...g  ...g...g...g.g.g

[electro] dark, energetic
kick        X...X...X...X...  X...X...X...X.o.
clap        ....X.......X...
hat_closed  xoxoxoxoxoxoxoxo
hat_open    ..x...x...x...x.
tom_low     ................  ..........x..x..

[progressive] euphoric, uplifting
kick        X...X...X...X...
clap        ....x.......x...  ....x.......x..g
hat_open    ..o...o...o...o.
ride        x...x...x...x...
hat_closed  o.x.o.x.o.x.o.x.

[future] only: half-time
kick        X.....x...x.....  X.....x..x......
snare       ........X.......  ........X.......
clap        ........x.......  ........x.......
hat_closed  x.x.x.xox.x.x.xo  x.x.xox.x.x.xoxo

[festival] euphoric, epic
kick        X...X...X...X...  X...X...X.X.X.X.
clap        ....X.......X...
hat_open    ..X...X...X...X.
shaker      xoxoxoxoxoxoxoxo
crash       ................  ................

[tropical] uplifting, happy
kick        X...X...X...X...
snap        ....X.......X...  ....X..g....X...
hat_closed  ..x..ox...x..ox.  ..x..ox...x.xox.
shaker      ogoxogoxogoxogox
rim         ...g..g....g..g.

[bounce] energetic
kick        X...X...X...X...
clap        ....X.......X...  ....X.......X..x
hat_open    ..x...x...x...x.
hat_closed  ..xx..xx..xx..xx  ..xx..xx..xx.xxx
tom_high    .............?..  ..........x.x.x.

[arena] epic, uplifting
kick        X...X...X...X...
snare       ....X.......X...  ....X.......X.oo
ride        x.x.x.x.x.x.x.x.
hat_pedal   ..o...o...o...o.
""")

PERCUSSION = families("""
[shaker]
shaker      xoxoxoxoxoxoxoxo

[ride]
tambourine  ..x...x...x...x.
ride_bell   x.....x.....x...

[toms] epic, dark
tom_mid     ...x..x.........  ...x..x...x..x..
shaker      o.o.o.o.o.o.o.o.
""")

BASSES = (
    Bass("cells", "..R...R...R...R."),
    Bass("cells", ".rrr.rrr.rrr.rrr", 0.8, ("energetic",)),
    Bass("cells", "R..r..r...r..r.. R..r..r...r.r.a.", 0.85, ("epic",)),
    Bass("cells", "..ro..ro..ro..ro", 0.7, ("euphoric", "uplifting")),
    Bass("cells", "R..R..R.R..R..R.", 0.8, ("dark",)),
)
