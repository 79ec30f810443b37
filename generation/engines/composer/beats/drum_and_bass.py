"""Drum and bass: breaks cut and put together anew, two-steps; jungle, liquid, neurofunk, jump-up, half-time.

The breaks are two or four bars as a drummer might have played them into one microphone: ride or hats throughout, ghosts
between the backbeats, a snare that comes late in the last bar.
"""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[two-step] rolling, liquid
kick        X.........x.....  X.........x....?
snare       ....X.......X...  ....X..g.g..X..g
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
ride        x...x...x...x...  x...x...x...x...

[amen] break: energetic
kick        X.x.......xx....  X.x.......x.....
snare       ....X..g.g..X..g  ....X..g.g....X.
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
crash       ................  ..........o.....

[think] break: energetic, rolling
kick        X.....x...x.....  X..x......x...o.
snare       ....X..g.gg.X..g  ....X.g..g..X.gg
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
tambourine  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[funky] break: rolling, dark
kick        X.x...x...x..x..  X.x...x...x..x..
snare       ....X..g.g.gX..g  ....X..g.g.gXg.g
hat_closed  xxxxxxxoxxxxxxxx  xxxxxxxoxxxxx.xx
hat_open    .......x........  .............x..

[half] dark, atmospheric, half-time
kick        X.....x.........  X..x......?.....
snare       ........X.......  ........X..g..g.
hat_closed  x.o.x.o.x.o.x.o.  x.oox.o.x.oox.o.
hat_open    ..............x.  ................

[step ghost] break: dark, rolling
kick        X.........x.....  X..g......x.....
snare       ....X..g.g..X..g  ....X.g..g..X.g.
hat_closed  x.xgx.xgx.xgx.xg  x.xgx.xgx.xgxoxo
hat_open    ......x.........  ......x.......x.

[roller] break: rolling, energetic
kick        X.....x...x.....  X.....x...x..o..
snare       ....X.......X...  ....X.......X..g
hat_closed  ..x...x...x...x.  ..x...x...x...x.
shaker      xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[pushed] break: energetic, dark
kick        X..x......x..x..  X..x......x.....
snare       ....X.......X...  ....X..o....X.o.
hat_closed  xxx.xxx.xxx.xxx.  xxx.xxx.xxx.xx..
hat_open    ...x...x...x...x  ...x...x...x..xx

[open air] break: liquid, atmospheric
kick        X.........x.....  X......x..x.....
rim         ....X.......X...  ....X.......X..g
snare       ....o..g....o..g  ....o....g..o...
ride        x..xx..xx..xx..x  x..xx..xx..xx..x
hat_pedal   ..o...o...o...o.  ..o...o...o...o.

[jungle amen] only break: jungle, breakcore
kick        X.x.......xx....  X.x.......xx....  X.x.......x.....  ..xx......x.....
snare       ....X..g.g..X..g  ....X..g.g..X..g  ....X..g.g....X.  .g..X..g.g....X.
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
crash       ................  ................  ................  ..........x.....

[jungle think] only break: jungle
kick        X.....xx..x.....  X..x......x..x..
snare       ....X..g.gg.X..g  ....X.g..g..X.gg
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
tambourine  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[jungle hot pants] only break: jungle
kick        X..x..x...x.....  X..x..x...x...x.
snare       ....X.g..g..X.g.  ....X.g..g.gX..g
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
hat_open    .......x.......x  .......x........
cowbell     x...x...x...x...  x...x...x...x...

[shredded] only break: breakcore
kick        X.xx..x.x.xx..x.  X.x...xxx.x..xx.
snare       ....X.gxgx..X.gx  ..x.X..g.gx.Xgxx
ride        xxxxxxxxxxxxxxxx  xxxxxxxxxxxxxxxx
crash       x.......x.......  x...........x...

[liquid] only: liquid
kick        X.........x.....  X.........x..o..
snare       ....X..g....X..g  ....X..g.g..X...
hat_closed  x.xox.xox.xox.xo  x.xox.xox.xox.xo
ride        x...x...x...x...  x...x...x...x...
shaker      ogxgogxgogxgogxg  ogxgogxgogxgogxg

[liquid break] only break: liquid
kick        X.....x...x.....  X..o......x.....
snare       ....X..g.g..X..g  ....X..g.g..X.g.
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
hat_pedal   ..o...o...o...o.  ..o...o...o...o.

[neuro] only: neurofunk
kick        X.....x...x.....  X..x......x..x..
snare       ....X.......X...  ....X..g....X.g.
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx
hat_open    ..x.......x.....  ..x.......x.....
rim         ......o..o......  ......o..o...o..

[neuro stop] only: neurofunk
kick        X..x......x.....  X.x.......x.x...
snare       ....X.......X...  ....X.......X..o
hat_closed  xgxgxgxgxgxgxgxg  xgxgxgxgxgxg....
tom_low     ...............x  ......x..x.....x

[jump-up] only: jump-up
kick        X.........x.....  X.........x.x...
snare       ....X.......X...  ....X.......X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
hat_open    ..x...x...x...x.  ..x...x...x...x.

[jump-up bounce] only: jump-up
kick        X.....x.........  X.....x...x.....
snare       ....X.......X...  ....X.......X.xx
clap        ....o.......o...  ....o.......o...
hat_open    x...x...x...x...  x...x...x...x...
hat_closed  ..x...x...x...x.  ..x...x...x..xx.

[half-time] only: half-time
kick        X.....x....x....  X..x.........x..
snare       ........X.......  ........X.......
hat_closed  x.x.xxx.x.x.x.x.  x.xxx.x.x.xxx.x.
rim         ...g......g..g..  ..g...g......g.g
hat_open    ..............x.  ......x.........

[half-time heavy] only: half-time
kick        X..x......x.....  X.....x.....x.x.
snare       ........X.......  ........X....g.g
clap        ........x.......  ........x.......
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..xx

[far away] only: atmospheric
kick        X.........x.....  X.......o.x.....
snare       ....x..g....X..g  ....x..g.g..X...
ride        x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.
rim         ......g......g..  ......g...g.....
""")

PERCUSSION = families("""
[shaker]
shaker      xgogxgogxgogxgog  xgogxgogxgogxgog

[bongos]
bongo_high  ..x..x....x..x..  ..x..x..x..x....
bongo_low   ...............o  .......o.......o

[rims] liquid
rim         ..x..x..x....x..  ..x....x..x..x..
triangle    x...............  ................

[tambourine] energetic
tambourine  ..x...x...x...x.  ..x...x...x.x.x.
conga_high  .....o..o....o..  .....o..o.......

[wood] dark
woodblock   ...x......x.....  ...x..x.......x.
shaker      o.o.o.o.o.o.o.o.  o.o.o.o.o.o.o.o.

[congas] rolling
conga_high  ..xo..x...xo..x.  ..xo..x.x..o..x.
conga_low   .......x........  .......x.......x

[ragga hands] only: jungle
bongo_high  x..x..x..x..x.x.  x..x..x..x..xxx.
bongo_low   ..o..o..o..o...o  ..o..o..o..o....
cowbell     ....x.......x...  ....x.......x...
""")

BASSES = (
    Bass("cells", "R.........r.....  r......r..r.....", 0.95, ("liquid",)),
    Bass("cells", "R-....r...r.o...  R-....r...r...a.", 0.9, ("rolling",), wobbles="0.5 | 0.25 | 0.5 | 1"),
    Bass("cells", "R..r..r..r..r.r.  R..r..r..r..o.a.", 0.85, ("dark", "energetic"), wobbles="1 | 0.5 | 1 2 | 0.5"),
    Bass("cells", "R...............  r...........5.a.", 0.98, ("atmospheric",), wobbles="0.25"),
    Bass("cells", "R.....r.....r...  ..r.....r..r.o..", 0.9),
    Bass("cells", "R.....r...r.....  R.....r..r..a...", 0.85, wobbles="0.5 | 1 | 0.5 | 2"),
    Bass("cells", "r..r......r..r..  r..r....o.r.a...", 0.7, ("rolling", "energetic")),
    Bass("cells", "R.......r.......  R.....r.........", 0.97, ("dark",), wobbles="0.25 | 0.5"),
    Bass("cells", "R.........r..r..  R......r..o..r..", 0.9, ("jungle", "breakcore"), rare=True),
    Bass("sustain", tags=("jungle", "atmospheric"), rare=True, wobbles="0.25"),
    Bass("cells", "R..r..r.......r.  R..r..r...5...a.", 0.85, ("jungle",), rare=True),
    Bass("cells", "R.........r...5.  R......r..r.7.a.", 0.95, ("liquid",), rare=True),
    Bass("cells", "R..r......o..r..  R..r....5.r..a..", 0.85, ("liquid",), rare=True),
    Bass(
        "cells", "R.....R..r..R...  R..r..R.....R.r.", 0.9, ("neurofunk",), rare=True,
        wobbles="0.5 | 1 2 | 0.5 | 2 3 4 6",
    ),
    Bass(
        "cells", "R..R......R..r..  R.......R..r.o..", 0.88, ("neurofunk",), rare=True,
        wobbles="1 1 2 2 | 0.5 | 3 3 1 1 | 4 2 6 1",
    ),
    Bass(
        "cells", "R.....r...R.....  o.....r...R.r...", 0.8, ("jump-up",), rare=True,
        wobbles="2 2 3 3 | 2 2 4 4 | 1 2 3 4 | 6 3 2 1",
    ),
    Bass("cells", "R.R...r.o.......  R.R...r.5.o.....", 0.7, ("jump-up",), rare=True, wobbles="2 3 | 4 2"),
    Bass("cells", "R.........R.....  R.......R..r....", 0.95, ("half-time",), rare=True, wobbles="0.5 | 1 2"),
    Bass("808", "tails", tags=("half-time",), rare=True),
)  # fmt: skip

TWISTS = {
    "jungle": Twist(fills=("shuffle", "stutter", "roll"), loose_ms=2.5, gaps=(0.0, 2.0, 4.0)),
    "breakcore": Twist(fills=("stutter", "roll", "shuffle"), hat_rolls=0.2),
    "liquid": Twist(swing=0.53, fills=("snare", "drop", "toms"), gaps=(0.0, 0.0, 2.0)),
    "neurofunk": Twist(fills=("stutter", "drop", "linear"), loose_ms=0.4),
    "jump-up": Twist(fills=("roll", "drop", "snare")),
    "half-time": Twist(hat_rolls=0.3, fills=("stutter", "drop", "triplets")),
}

LIFTS = ("ride", "open", "ghosts", "sixteenths", "kicks")
TURNS = ("breath", "half-time", "hatless", "pickup", "stop")
FILLS = ("shuffle", "stutter", "snare", "drop", "roll", "linear")
