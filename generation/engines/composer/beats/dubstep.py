"""Dubstep: half-time, one snare to the bar, a bass that turns; deep, brostep, riddim, melodic, dub."""

from generation.engines.composer.style import Bass, Twist
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

[roots] deep, hypnotic, dark
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

[two by two] heavy, dark
kick        X..........x....  X..x.......x..x.
snare       ........X.......  ........X.......
clap        ........o.......
hat_closed  ..x...x...x...x.  ..x...x...x.x.xx
rim         .....o........o.  .....o....o.....

[deep] only: deep
kick        X.....x.........  X.........x..o..
snare       ........X.......  ........X.......
rim         ...x..o...x..o..  ...x..o...x.....
shaker      ogxgogxgogxgogxg  ogxgogxgogxgogxg
conga_low   ......x.......x.  ......x..x......

[deep two-step] only: deep
kick        X.........x.....  X......x........
rim         ........X.......  ........X....o..
snare       ........o..g....  ........o......g
hat_closed  ..xo.ox...xo.ox.  ..xo.ox...xo.oxx

[brostep] only: brostep
kick        X.....x...x.....  X..x..x...x.....
snare       ........X.......  ........X.......
clap        ........X.......  ........X.....x.
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.xxx.x.xxxx
crash       x...............  ................

[double time] only: brostep
kick        X.......X.x.....  X.x.....X.......
snare       ....X.......X...  ....X.......X...
hat_open    x...x...x...x...  x...x...x...x...
tom_low     ................  ..........x.x.xx

[riddim] only: riddim
kick        X.......x.......  X.......x.....x.
snare       ........X.......  ........X.......
clap        ........X.......  ........X.......
hat_closed  x..x..x..x..x.x.  x..x..x..x..x.x.
hat_open    ....x.......x...  ....x.......x...

[riddim threes] only: riddim
kick        X..x..x.........  X..x..x.....x..x
snare       ........X.......  ........X.......
hat_closed  x..x..x..x..x..x  ..x..x..x..x..x.
rim         ......x.....x...  ......x.....x...

[melodic] only: melodic
kick        X.....x...x.....  X.........x.....
snare       ........X.......  ........X.......
clap        ........x.......  ........x.......
ride        x...x...x...x...  x...x...x...x...
hat_closed  ..x.o.x...x.o.x.  ..x.o.x...x.xoxo

[dub] only: dub
kick        ........X.......  ........X.....o.
rim         ........X..o....  ........X..o..o.
hat_closed  x.xox.xox.xox.xo  x.xox.xox.xox.xo
hat_open    ......o.......o.  ......o.......o.

[steppers] only: dub
kick        X...X...X...X...  X...X...X...X...
snare       ........X.......  ........X..g....
rim         ....o..o....o...  ....o..o....o.o.
hat_closed  ..x...x...x...x.  ..x...x...x...x.
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

[tribal] deep, hypnotic
bongo_low   x..x..x.......x.  x..x..x...x.....
bongo_high  .....x....x.x...  .....x......x.x.

[clicks] aggressive
woodblock   ..x..x....x..x..  ..x..x......x.x.
tambourine  ....x.......x...

[toms] heavy
tom_mid     .............x.x  ..........x.x.xx
shaker      ..o...o...o...o.
""")

BASSES = (
    Bass("cells", "R.....r...r.....  R..r..r.....a...", 0.92, wobbles="2 | 1 3 | 2 4 | 3 3 1 1"),
    Bass("cells", "R...r.r...r.o.r.  R...r.r.....7.5.", 0.85, ("heavy", "aggressive"), wobbles="4 2 | 3 | 4 6 | 2 1"),
    Bass("cells", "R.......r.......  R.......r.....a.", 0.97, ("deep", "hypnotic"), wobbles="1 | 1.5 | 1 2 | 3"),
    Bass("cells", "R..r..r..r..r...  R..r..o..r..a...", 0.85, ("aggressive",), wobbles="2 3 4 6 | 3 | 2 4 | 1"),
    Bass("cells", "R.....R.r...R...  ..r.r...R.r.o...", 0.8, ("heavy",), wobbles="4 | 2 | 3 6 | 4 8"),
    Bass("cells", "R...............  R.......o.......", 0.98, ("dark",), wobbles="1 2 3 4 | 2 6 | 1 3 | 4 4 2 1"),
    Bass("cells", "R.........R.....  R.....R.........", 0.95, wobbles="3 | 2 4 | 3 1.5 | 6 2"),
    Bass("cells", "R.......r.....r.  R.....r.........", 0.97, ("deep", "dub"), rare=True, wobbles="0.5 | 1 | 1.5"),
    Bass("sustain", tags=("deep", "dub"), rare=True, wobbles="0.5 | 1 | 1.5 | 0.5"),
    Bass("cells", "R.R.r.o...R.7.R.  R.R.r.5.o...R.r.", 0.75, ("brostep",), rare=True,
         wobbles="4 2 6 3 | 2 8 4 4 | 3 3 6 1 | 8 4 2 1"),
    Bass("cells", "R...o.R.....7...  R..R..R...o...R.", 0.8, ("brostep",), rare=True,
         wobbles="2 4 8 4 | 6 6 3 3 | 4 4 2 1 | 1 2 4 8"),
    Bass("cells", "R..R..R..R..R.R.  R..R..R..R..o.R.", 0.6, ("riddim",), rare=True, wobbles="3 | 3 | 3 6 | 3"),
    Bass("cells", "R.R.R.R...R.R...  R.R.R.R...o.R...", 0.55, ("riddim",), rare=True, wobbles="2 | 4 | 2 | 6"),
    Bass("cells", "R.....r...r.....  R.....r...r.5.a.", 0.95, ("melodic",), rare=True, wobbles="1 | 2 | 1 | 3"),
    Bass("cells", "R.........r.....  R.........5...a.", 0.95, ("melodic",), rare=True),
)  # fmt: skip

TWISTS = {
    "deep": Twist(swing=0.55, fills=("drop", "snare"), crash=0.3, hat_rolls=0.05),
    "brostep": Twist(fills=("stutter", "roll", "triplets"), hat_rolls=0.25, gaps=(2.0, 4.0)),
    "riddim": Twist(fills=("triplets", "drop", "stutter"), gaps=(2.0, 4.0)),
    "dub": Twist(swing=0.6, fills=("drop", "toms"), crash=0.3, hat_rolls=0.0),
}

LIFTS = ("ride", "open", "clap", "rims", "sixteenths", "crashes")
TURNS = ("breath", "kickless", "hatless", "stop", "double-time")
FILLS = ("drop", "roll", "triplets", "stutter", "snare", "flams")
