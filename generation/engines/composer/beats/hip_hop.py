"""Hip hop: the pocket; G-funk, trip hop, southern, funky, orchestral."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[pocket]
kick        X.....x...x.....  X..x..?...x.....
snare       ....X.......X...  ....X..g....X..g
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.xox.x.x.x.
hat_open    ................  ......x.........

[bounce] confident, groovy
kick        X..x..x...x..x..  X..x..x......o..
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

[march] dark, confident
kick        X..X..x.....x...  X..X....x.x.....
snare       ....X.......X.gg  ....X..g....X.xx
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx...

[half] dark, laid-back, half-time
kick        X......x..x.....  X..x.......x....
snare       ........X.......  ........X....g..
hat_closed  x.x.x.x.x.x.x.x.  x.xox.x.x.xox.xx
rim         ....g...........  ....g.....g.....

[g-funk] only: g-funk
kick        X.......X.x.....  X.....x.X....x..
clap        ....X.......X...  ....X.......X...
snare       ....x.......x...  ....x.......x.g.
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
hat_open    ..............x.  ......x.........
cowbell     ................  ..x...x...x...x.

[low rider] only: g-funk
kick        X..x....X.x.....  X..x..x.X.......
clap        ....X.......X...  ....X.......X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  ....x.......x...  ....x.......x...
conga_high  ..o...o...o..oo.  ..o...o...o..o..

[trip hop] only: trip hop
kick        X.........xo....  X.x.......x.....
snare       ....X..g....X...  ....X..g.g..X...
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
hat_open    ................  ..............o.

[bristol] only break: trip hop
kick        X.x.......xx....  X......x..x.....
snare       ....X..g.g..X..g  ....X..g.g..X.g.
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
rim         ..........g.....  ...g......g.....

[southern] only: southern
kick        X..x..x.X..x....  X..x..x.X.x..x..
clap        ....X.......X...  ....X.......X...
snare       ............o.gg  ....o.......oxxx
hat_closed  xxx.xxx.xxx.xxx.  xxx.xxx.xxx.xxxx

[chopped] only: southern
kick        X.....x...x..x..  X..x..x...x.....
snare       ........X.......  ........X.....x.
clap        ........x.......  ........x.......
hat_closed  x.x.x.x.x.xxx.x.  x.x.x.x.xxx.xxxx

[funky] only: funky
kick        X.x...x...x..x..  X.x...x..xx.....
snare       ....X..g.g..X..g  ....X..g.g.gX.g.
hat_closed  xxxoxxxoxxxoxxxo  xxxoxxxoxxxoxx.o
hat_open    .......x........  .......x......x.
cowbell     x...x...x...x...  x...x...x...x...

[orchestra] only: orchestral
kick        X..X..X.........  X..X..X...X.....
snare       ....X.......X.gg  ....X.......Xxxx
tom_low     x.......x..x....  x.......x..x.x..
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
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

[woods] dark
woodblock   ...x..x.........  ...x..x....x....
triangle    ............o...

[bongos] laid-back, groovy
bongo_high  ..oo..x...oo..x.  ..oo..x...o.x.x.
bongo_low   x.......x.......

[low rider] only: g-funk, funky
conga_high  ..x...xx..x...xx  ..x...xx..x..xxx
cowbell     ..x...x...x...x.  ..x...x...x...x.
shaker      xoxoxoxoxoxoxoxo
""")

BASSES = (
    Bass("kick", hold=0.85),
    Bass("cells", "R..r..o...r...5.  R..r..o...r.a...", 0.75, ("groovy", "confident")),
    Bass("cells", "R.....r...r.7.5.  R.....r...o...a.", 0.85, ("soulful",)),
    Bass("kick", hold=0.65),
    Bass("cells", "R-......r.r.....  R-......r...a...", 0.9, ("laid-back",)),
    Bass("808", "plain", tags=("dark", "confident")),
    Bass("cells", "R..rr.o.R..r5.7.  R..rr.o.5.7.o.a.", 0.75, ("g-funk",), rare=True),
    Bass("cells", "R.......R.r.o.5.  R.....r.R..7.5a.", 0.85, ("g-funk", "funky"), rare=True),
    Bass("cells", "R..r..o.r.5...a.  R..r.ro.7.5.3.a.", 0.6, ("funky",), rare=True),
    Bass("cells", "R.........r.....  R......r......5.", 0.95, ("trip hop", "orchestral"), rare=True),
    Bass("cells", "R-....r.....7.5.  R-..........a...", 0.95, ("trip hop",), rare=True),
    Bass("808", "answers", tags=("southern",), rare=True),
    Bass("808", "short", tags=("southern",), rare=True),
)

TWISTS = {
    "g-funk": Twist(swing=0.53, fills=("drop", "claps", "toms")),
    "trip hop": Twist(swing=0.56, loose_ms=3.0, fills=("drop", "shuffle", "snare"), crash=0.2),
    "southern": Twist(hat_rolls=0.3, swing=0.5, fills=("roll", "claps", "triplets")),
    "funky": Twist(swing=0.57, fills=("linear", "snare", "kicks")),
    "orchestral": Twist(crash=0.8, fills=("toms", "roll", "snare")),
    "90s": Twist(swing=0.6, fills=("drop", "kicks", "snare")),
}

LIFTS = ("lifted", "clap", "tambourine", "ghosts", "kicks", "rims")
TURNS = ("breath", "kickless", "hatless", "stop", "pickup")
FILLS = ("drop", "snare", "kicks", "hats", "linear", "flams")
