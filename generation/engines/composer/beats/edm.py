"""EDM: big rooms; and trance, hardstyle, future bass, electro, eurodance, breaks, baile funk, chiptune, stutter."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[big room] epic, energetic, big room
kick        X...X...X...X...
clap        ....X.......X...
snare       ....o.......o...
hat_open    ..x...x...x...x.
hat_closed  ...g...g...g...g  ...g...g...g.g.g

[electro house] dark, energetic
kick        X...X...X...X...  X...X...X...X.o.
clap        ....X.......X...
hat_closed  xoxoxoxoxoxoxoxo
hat_open    ..x...x...x...x.
tom_low     ................  ..........x..x..

[progressive] euphoric, uplifting, progressive
kick        X...X...X...X...
clap        ....x.......x...  ....x.......x..g
hat_open    ..o...o...o...o.
ride        x...x...x...x...
hat_closed  o.x.o.x.o.x.o.x.

[main stage] euphoric, epic, big room
kick        X...X...X...X...  X...X...X.X.X.X.
clap        ....X.......X...
hat_open    ..X...X...X...X.
shaker      xoxoxoxoxoxoxoxo

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

[halved] dark, epic
kick        X.......X..x....  X.......X.....x.
snare       ........X.......  ........X.......
clap        ........x.......
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.xxx.x.xxxx
crash       x...............  ................

[broken] energetic, dark, electronica
kick        X..x..x...x..x..  X..x..x...x.x...
clap        ....X.......X...
snare       ....x.......x...  ....x.......x.xx
hat_open    ..x.......x.....
hat_closed  x.xxx.xxx.xxx.xx

[gallop] euphoric, energetic, progressive
kick        X...X...X...X...
clap        ....X.......X...
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx
ride        ..x...x...x...x.

[future bass] only: future bass
kick        X.....x...x.....  X.....x..x......
snare       ........X.......  ........X.......
clap        ........x.......  ........x.......
hat_closed  x.x.x.xox.x.x.xo  x.x.x.xox.x.xoxo
crash       x...............  ................

[future bounce] only: future bass, future house
kick        X..x..x....x..x.  X..x..x.........
snare       ........X.......  ........X..x..xx
snap        ....o.......o...  ....o.......o...
hat_closed  x..x..x.x..x..x.  x..x..x.xxxxxxxx

[future house] only: future house
kick        X...X...X...X...  X...X...X...X..x
clap        ....X.......X...  ....X.......X...
hat_closed  ..xx..xx..xx..xx  ..xx..xx..xx..xx
rim         .......x..x.....  .......x..x..x..

[trance] only: trance
kick        X...X...X...X...  X...X...X...X...
clap        ....X.......X...  ....X.......X...
hat_open    ..X...X...X...X.  ..X...X...X...X.
hat_closed  ggogggogggogggog  ggogggogggogggog
ride        ................  x...x...x...x...

[psy] only: psy
kick        X...X...X...X...  X...X...X...X...
clap        ....o.......o...  ....o.......o..o
hat_open    ..x...x...x...x.  ..x...x...x...x.
hat_closed  xxxxxxxxxxxxxxxx  xxxxxxxxxxxxxxxx

[hardstyle] only: hardstyle
kick        X...X...X...X...  X...X...X...X.X.
clap        ....X.......X...  ....X.......X...
hat_open    ..X...X...X...X.  ..X...X...X...X.
crash       x...............  ................

[reverse bass] only: hardstyle
kick        X...X...X...X...  X...X..XX..XX..X
snare       ....x.......x...  ....x.......xxxx
hat_open    ..x...x...x...x.  ..x...x...x...x.
ride        x...x...x...x...  x...x...x...x...

[festival trap] only: festival
kick        X.....x...x.....  X..x..x.....x.x.
snare       ........X.......  ........X.......
clap        ........X.......  ........X...x.xx
hat_closed  x.x.xxx.x.x.xxxx  x.x.xxx.xxxxxxxx
tom_low     ..............xx  ............x.x.

[twerk] only: festival
kick        X..x..x.X.......  X..x..x.X...x.x.
snare       ........X.......  ........X.....xx
clap        ....x...X...x...  ....x...X...x...
snap        ....x.......x...  ....x.......x...
hat_closed  x..x..x.x..x..x.  x..x..x.xxxxxxxx

[complextro] only: electro
kick        X..x..X...x.X...  X..x..X...x.X..x
snare       ....X.......X...  ....X.......X..x
hat_closed  x.x.x.x.x.x.x.x.  x.x.xxx.x.x.xxx.
tom_mid     .......x..x.....  .......x..x..x..

[growl] only: electro
kick        X...X...X...X...  X...X...X..XX..X
clap        ....X.......X...  ....X.......X...
hat_open    ..x...x...x...x.  ..x...x...x...x.
hat_closed  x..xx..xx..xx..x  x..xx..xx..xxxxx
rim         .......x..x.....  .......x..x.x...

[eurodance] only: eurodance
kick        X...X...X...X...  X...X...X...X...
clap        ....X.......X...  ....X.......X...
hat_open    ..X...X...X...X.  ..X...X...X...X.
hat_closed  x.x.x.x.x.x.x.x.  xxx.xxx.xxx.xxx.
tambourine  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo

[big beat] only break: breaks
kick        X.x.......x..x..  X.x...x...x.....
snare       ....X..g.g..X..g  ....X..g.g..X.g.
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
hat_open    ..............x.  ......x.........
crash       x...............  ................

[nu breaks] only break: breaks
kick        X......x..x.....  X..x......x...x.
snare       ....X.......X..g  ....X..g....X...
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  ..x...x...x...x.  ..x...x...x...x.

[baile] only: baile funk
kick        X..x..X..x..x...  X..x..X..x..x..x
clap        ...x..x....x..x.  ...x..x....x..x.
tom_high    x..x..x.x..x..x.  x..x..x.x..xx.x.
conga_low   .....x.....x....  .....x.....x.x..

[volt mix] only: baile funk
kick        X.....xX..x.....  X.....xX..x..x..
snare       ...x..x....x.x..  ...x..x....x.xx.
tom_low     ....x..x....x...  ....x..x....x.x.
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[electro swing] only: swing
kick        X...X...X...X...  X...X...X...X...
snare       ....X..g....X..g  ....X..g.g..X..x
hat_closed  x..xx..xx..xx..x  x..xx..xx..xx..x
brush       ..x...x...x...x.  ..x...x...x...x.

[pixels] only: chiptune
kick        X...x.x.X...x...  X...x.x.X..xx.x.
snare       ....X.......X...  ....X.......X.xx
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx

[stutter] only: stutter
kick        X...X...X...X...  X...X...X.XXX...
snap        ....X.......X...  ....X.......X..x
hat_closed  xx.xx.xxxx.xx.xx  xx.xx.xxxx.xxxxx
rim         ...x..x..x..x...  ...x..x..x......
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

[claps] energetic, happy
snap        ....x.......x...  ....x.......x.xx
tambourine  xoxoxoxoxoxoxoxo

[woods] uplifting
woodblock   ...x..x....x..x.  ...x..x....x.x..
shaker      ..x...x...x...x.

[congas] happy, euphoric
conga_high  ..xo..x...xo..x.  ..xo..x...x.x.x.
conga_low   .......x.......x

[tambores] only: baile funk
conga_low   x..x..x.x..x..x.  x..x..x.x..x.xx.
conga_high  ..x..x....x..x..  ..x..x....x.x.x.
cowbell     x...x...x...x...
""")

BASSES = (
    Bass("cells", "..R...R...R...R.", 0.9),
    Bass("cells", ".rrr.rrr.rrr.rrr", 0.8, ("energetic",)),
    Bass("cells", "R..r..r...r..r..  R..r..r...r.r.a.", 0.85, ("epic",)),
    Bass("cells", "..ro..ro..ro..ro", 0.7, ("euphoric", "uplifting")),
    Bass("cells", "R..R..R.R..R..R.", 0.8, ("dark",)),
    Bass("cells", "..rr..rr..rr..r5  ..rr..rr..ro..a.", 0.75, ("happy",)),
    Bass("cells", "R...r.r...r.R...  R...r.r...o.5.a.", 0.8),
    Bass("cells", ".rrr.rrr.rrr.rrr", 0.6, ("trance", "psy"), rare=True),
    Bass("cells", ".rrr.rrr.rrr.rro", 0.5, ("psy",), rare=True),
    Bass("cells", "..rr..rr..rr..rr", 0.7, ("trance", "eurodance"), rare=True),
    Bass("cells", "r.o.r.o.r.o.r.o.", 0.6, ("eurodance", "chiptune"), rare=True),
    Bass("cells", "..R...R...R...R.", 0.95, ("hardstyle",), rare=True),
    Bass("cells", "R.....R...r.....  R.....R..r......", 0.95, ("future bass",), rare=True),
    Bass("cells", "R..R..R....r..r.  R..R..R.....7.a.", 0.9, ("future bass", "future house"), rare=True),
    Bass("808", "slides", tags=("festival",), rare=True),
    Bass("808", "short", tags=("baile funk",), rare=True),
    Bass("cells", "R..R..R..R..R...  R..R..R..R..o...", 0.6, ("baile funk",), rare=True),
    Bass(
        "cells",
        "R..r..R.o.r.R...  R..r..R.7.5.o.r.",
        0.6,
        ("electro", "stutter"),
        rare=True,
        wobbles="2 2 4 3 | 2 4 1 6",
    ),
    Bass("cells", "R.....r.R..r..o.  R.....r.R.5.7.a.", 0.75, ("breaks",), rare=True, wobbles="1 | 2"),
    Bass("cells", "R...5...R...5...  R...5...R...5.a.", 0.6, ("swing",), rare=True),
)

TWISTS = {
    "future bass": Twist(hat_rolls=0.35, fills=("roll", "drop", "stutter"), gaps=(1.0, 2.0, 4.0)),
    "trance": Twist(fills=("claps", "roll", "snare"), gaps=(0.0, 2.0, 4.0)),
    "psy": Twist(fills=("hats", "roll", "drop"), crash=0.5),
    "hardstyle": Twist(fills=("kicks", "roll", "claps"), gaps=(2.0, 4.0)),
    "festival": Twist(hat_rolls=0.5, fills=("roll", "triplets", "drop")),
    "breaks": Twist(fills=("shuffle", "snare", "stutter"), loose_ms=2.0),
    "baile funk": Twist(fills=("toms", "drop", "stutter"), crash=0.2),
    "swing": Twist(swing=0.64, fills=("snare", "brushes"), loose_ms=2.0),
    "stutter": Twist(fills=("stutter", "drop", "linear")),
}

LIFTS = ("ride", "open", "tambourine", "clap", "sixteenths")
TURNS = ("breath", "kickless", "stop", "half-time", "answer")
FILLS = ("claps", "roll", "drop", "toms", "stutter", "flams")
