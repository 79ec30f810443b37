"""Techno: a kick that never asks, and what turns against it; hard, industrial, dub, acid, Detroit, minimal, broken."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[drive] driving
kick        X...X...X...X...
hat_open    ..x...x...x...x.
hat_closed  ogxgogxgogxgogxg
clap        ....o.......o...  ....o.......o..g

[stripped] hypnotic
kick        X...X...X...X...  X...X...X...X..g
hat_closed  ..x...x...x...x.  ..x...x...x...xg
rim         ...o......o.....  ...o......o..o..
ride        ................  ..........?.....

[warehouse] dark, industrial
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

[rave] acid, driving
kick        X...X...X...X...
clap        ....X.......X...  ....X..x....X..x
hat_open    ..x...x...x...x.
hat_closed  x.xxx.xxx.xxx.xx
cowbell     ......?.........  ...x..x..x......

[threes] hypnotic, dark
kick        X...X...X...X...
hat_closed  x..x..x..x..x.x.  x..x..x..x..x..x
tom_mid     ...o.....o...o..  ...o.....o......
clap        ............x...

[off grid] hypnotic
kick        X...X...X...X...  X...X...X...X.g.
snap        ....o..o....o...  ....o..o..o.o...
hat_open    ......x.......x.
hat_closed  .xo..xo..xo..xo.

[tunnel] dark, driving
kick        X..gX..gX..gX.gg
hat_closed  xxxxxxxxxxxxxxxx
ride        ..x...x...x...x.
rim         .....x.....x....  .....x.....x.x..

[stadium] only: peak-time
kick        X...X...X...X...  X...X...X...X.o.
snare       ....x.......x...  ....x.......x.xx
hat_closed  xxxoxxxoxxxoxxxo  xxxoxxxoxxxoxxxo
crash       x...............  ................
ride        ..x...x...x...x.  ..x...x...x...x.

[hard] only: hard
kick        X..oX..oX..oX..o  X..oX..oX..oX.oo
hat_open    ..X...X...X...X.  ..X...X...X...X.
hat_closed  xxxxxxxxxxxxxxxx  xxxxxxxxxxxxxxxx
clap        ....X.......X...  ....X.......X...

[schranz] only: hard
kick        X...X...X...X...  X...X...X...X.X.
snare       ..x...x...x...x.  ..x...x...x.x.xx
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tom_low     .oo..oo..oo..oo.  .oo..oo..oo..oo.

[machines] only: industrial
kick        X..xX...X..xX...  X..xX...X.x.X.x.
snare       ....X..o....X...  ....X..o.o..X..x
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tom_low     ...x.....x...x..  ...x.....x...xxx
rim         ..x..x....x..x..  ..x..x....x..x.x

[broken] only: industrial
kick        X..x..x...X..x..  X..x..x..x.x..x.
snare       ....X.......X...  ....X.......X...
hat_open    ..x...x...x...x.  ..x...x...x...x.
tom_mid     .....x.x.......x  .....x.x.....x.x

[dub] only: dub
kick        X...X...X...X...  X...X...X...X..g
hat_open    ..o...o...o...o.  ..o...o...o...o.
rim         ......x.........  ......x......o..
shaker      g.o.g.o.g.o.g.o.  g.o.g.o.g.o.g.o.

[dub half] only: dub, ambient
kick        X.......X.......  X.......X.....o.
rim         ....x..o....x...  ....x..o....x.o.
hat_closed  ..o...o...o...o.  ..o...o...o...o.
ride        ................  ..........o.....

[acid] only: acid
kick        X...X...X...X...  X...X...X...X...
clap        ....X.......X...  ....X..x....X..x
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxx
hat_open    ..x...x...x...x.  ..x...x...x...x.
snare       ................  ............xxxx

[detroit] only: detroit
kick        X...X...X...X...  X...X..xX...X...
clap        ....X.......X...  ....X.......X..o
hat_closed  x.xxx.x.x.xxx.x.  x.xxx.x.x.xxx.xx
hat_open    ..x...x...x...x.  ..x...x...x...x.
conga_high  ...x..x....x....  ...x..x....x.x..

[electro] only: detroit
kick        X.....x...x.....  X..x..x...x.....
snare       ....X.......X...  ....X.......X..x
hat_closed  x.x.x.x.x.x.x.x.  xxx.xxx.x.x.xxx.
cowbell     ................  ..x..x....x..x..

[minimal] only: minimal
kick        X...X...X...X...  X...X...X...X...
hat_closed  ..x...x...x...x.  ..x...x...x..ox.
rim         .....o....o.....  .....o....o..o..
woodblock   ...........o....  ...o............

[clicks] only: minimal
kick        X...X...X...X...  X...X...X...X..g
rim         ..x..o....x..o..  ..x..o..x.....o.
hat_closed  ...x...x...x...x  ...x...x...x..xx
snap        ....o.......o...  ....o.......o...

[congas and kick] only: percussive, tribal
kick        X...X...X...X...  X...X...X...X..o
conga_low   x..x..x...x..x..  x..x..x...x.xx..
conga_high  ..x..x.x.x..x..x  ..x..x.x.x..x.xx
hat_closed  xxoxxxoxxxoxxxox  xxoxxxoxxxoxxxox
rim         ....x..x....x...  ....x..x....x.x.

[melodic] only: melodic
kick        X...X...X...X...  X...X...X...X...
clap        ....x.......x...  ....x.......x...
hat_open    ..o...o...o...o.  ..o...o...o...o.
hat_closed  gogogogogogogogo  gogogogogogogogo
ride        x...x...x...x...  x...x...x...x...

[peak time] only: peak-time
kick        X...X...X...X...  X...X...X...X...
clap        ....X.......X...  ....X.......X...
hat_open    ..X...X...X...X.  ..X...X...X...X.
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tom_low     ................  ..........x..x..

[hardgroove] only: percussive, tribal
kick        X...X...X...X...  X...X...X...X...
tom_low     ..x..x..x..x..x.  ..x..x..x..x..xx
tom_high    .x..x.....x..x..  .x..x.....x.xx..
hat_open    ..x...x...x...x.  ..x...x...x...x.
clap        ....x.......x...  ....x.......x...
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

[congas] driving
conga_low   ...x..x....x..x.  ...x..x....x.xx.
conga_high  .....o..o....o..  .....o..o.......

[sixteenths] driving
shaker      xgogxgogxgogxgog
tambourine  ..x...x...x...x.

[drums of five] hypnotic, dark
bongo_low   x....x....x....x  ....x....x....x.
bongo_high  ...o....o....o..  ..o....o....o...

[groove] only: percussive, tribal
conga_high  ..xx..x...xx..x.  ..xx..x...x.x.xx
conga_low   x...x.xxx...x.xx  x...x.xxx...x.x.
cowbell     ..x..x..x..x..x.  ..x..x..x..x..x.

[far off] only: dub, ambient
shaker      ..o...o...o...o.
woodblock   ..........o.....  ...o............
""")

BASSES = (
    Bass("cells", "..rr..rr..rr..rr  ..rr..rr..rr..ro", 0.7),
    Bass("cells", ".rrr.rrr.rrr.rrr", 0.65, ("driving",)),
    Bass("cells", "..R...R...R...R.  ..R...R...R..rR.", 0.8, ("hypnotic",)),
    Bass("cells", "r.ro.r5.r.or.r.o  r.ro.r7.r.or.r.a", 0.6, ("acid",)),
    Bass("cells", "..R.r.R...R.rrR.", 0.7, ("dark", "industrial")),
    Bass("cells", "..r..r..r..r..r.  ..r..r..r..r.oo.", 0.6),
    Bass("cells", "r..r..r.r..r..o.  r..r..r.r..5..o.", 0.55, ("driving", "acid")),
    Bass("cells", "...r...r...r..or  ...r...r...r.r.r", 0.7, ("hypnotic",)),
    Bass("cells", ".rr..rr..rr..ro.  .rr..rr..rr.or..", 0.6, ("industrial",)),
    Bass("cells", "rrorr5rorrorr7ro  rrorr5rorrorr7oo", 0.5, ("acid",), rare=True),
    Bass("cells", "r.rorr.or.rorr7o  r.rorr.or5rorro.", 0.5, ("acid",), rare=True),
    Bass("cells", ".rrr.rrr.rrr.rrr", 0.75, ("hard", "peak-time"), rare=True),
    Bass("cells", "..R...R...R...R.", 0.85, ("hard", "peak-time", "industrial"), rare=True),
    Bass("cells", "R.......r.......  R.....r.........", 0.95, ("dub", "ambient"), rare=True),
    Bass("cells", "R..r......r.....  R..r......5.....", 0.9, ("dub",), rare=True),
    Bass("cells", "R..r..o...r..5..  R..r..o...r.7.a.", 0.65, ("detroit",), rare=True),
    Bass("cells", "..r.....r..r....  ..r.....r..o....", 0.6, ("minimal",), rare=True),
    Bass("cells", "..ro..ro..ro..ro  ..ro..ro..r5..ro", 0.7, ("melodic",), rare=True),
    Bass("cells", "R.rrR.rrR.rrR.rr", 0.7, ("melodic",), rare=True),
)

TWISTS = {
    "hard": Twist(fills=("kicks", "roll", "claps"), crash=0.9, gaps=(0.0, 2.0, 4.0)),
    "industrial": Twist(fills=("stutter", "toms", "kicks")),
    "dub": Twist(crash=0.1, swing=0.54, fills=("drop", "drop", "hats"), gaps=(0.0, 0.0, 1.0)),
    "ambient": Twist(crash=0.05, fills=("drop",), gaps=(0.0,)),
    "detroit": Twist(swing=0.54, fills=("claps", "snare", "hats"), loose_ms=1.5),
    "minimal": Twist(crash=0.1, fills=("drop", "hats")),
    "percussive": Twist(swing=0.54, fills=("toms", "bells")),
    "acid": Twist(fills=("roll", "claps", "hats")),
}

LIFTS = ("ride", "open", "clap", "rims", "toms", "sixteenths")
TURNS = ("kickless", "breath", "hatless", "stop")
FILLS = ("hats", "drop", "claps", "stutter", "linear")
