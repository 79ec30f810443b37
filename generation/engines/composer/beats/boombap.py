"""Boom bap: a hard kick and snare under swung hats; nineties, old school, dusty, jazzy, East coast."""

from generation.engines.composer.style import Bass, Twist
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
hat_closed  x...x.x.x...x.xo  x...x.x.x...x.x.

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
hat_closed  x..ox..xx..ox..x  x..ox..xx..ox.x.

[sparse] nostalgic, soulful
kick        X.........x.....  X.......x.x.....
snare       ....X.......X...  ....X.......X...
hat_closed  x...x...x...x...  x...x...x...x.o.
shaker      ..o...o...o...o.

[double] hard
kick        XX....x...x..x..  XX....x..x...o..
snare       ....X..g....X...  ....X..g.g..X.g.
hat_closed  x...x...x...x...  x...x...x...x...
hat_open    ......x.........  ......x.......x.

[breakbeat] gritty, jazzy
kick        X.x.......xx....  X.x...x...x.....
snare       ....X..g.g..X..g  ....X..g.g...gX.
ride        x.x.x.x.x.x.x.x.
hat_open    ......?.........  ..............?.

[late kick] hard, nostalgic
kick        X.....x....x....  X....x....x..x..
snare       ....X.......X...  ....X.......X...
hat_closed  ..x...x...x...x.  ..x...x...x.x.x.
hat_open    x.......x.......

[no first] gritty, soulful
kick        ..x..x....xx....  X....x....x.....
snare       ....X..g....X..g  ....X....g..X...
hat_closed  xgx.xgx.xgx.xgx.  xgx.xgx.xgx.xgxo

[pushed] soulful, jazzy
kick        X..o..xx........  X..o..x..x.....x
snare       ....X.......X.g.  ....X..g....X...
hat_closed  x..xx..xx..xx..x  x..xx..xx..xx...
rim         ..........g.....

[ninety-three] only: 90s, east coast
kick        X......x..xx....  X..x...x..x..x..
snare       ....X..g....X..g  ....X..g.g..X...
hat_closed  x.xox.x.x.xox.x.  x.xox.x.x.x.x.xo
hat_open    ..............o.  ................

[queens] only: 90s, east coast
kick        X.xx......x.....  X.x....xx.x.....
snare       ....X.......X..g  ....X..g....X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  ....x.......x...  ....x.......x...

[electro] only: old school
kick        X.....x...x.....  X..x..x...x.....
snare       ....X.......X...  ....X.......X..x
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx
cowbell     ................  ..x..x....x.x...

[park jam] only break: old school
kick        X.x...x...x.....  X.x...x...x..x..
snare       ....X..g....X..g  ....X..g.g..X..g
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
cowbell     x...x...x...x...  x...x...x...x...

[808] only: old school
kick        X..x..x...x..x..  X..x..x...x.....
clap        ....X.......X...  ....X.......X.xx
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.xxxx
hat_open    ......x.........  ......x.........

[crates] only: dusty
kick        X.........xo....  X..o......x.....
snare       ....X.......X...  ....X..g....X...
hat_closed  o.o.o.o.o.o.o.o.  o.o.o.o.o.o.o.og

[loop only] only: dusty
kick        X.......o.......  X......o........
rim         ....x.......x...  ....x.......x...
shaker      o.g.o.g.o.g.o.g.  o.g.o.g.o.g.o.g.

[blue note] only: jazzy
kick        X..o......o.x...  X.....x..o......
snare       ....X..g.g..X..g  ....X..g.g.gX.g.
ride        x..xx..xx..xx..x  x..xx..xx..xx..x
hat_pedal   ....x.......x...  ....x.......x...
""")

PERCUSSION = families("""
[tambourine]
tambourine  ....x.......x...  ....x.......x.g.

[shaker]
shaker      o.o.x.o.o.o.x.o.  o.o.x.o.o.o.x.oo

[conga] jazzy, soulful
conga_low   ......x.......x.  ......x.........
conga_high  ...o......o.....  ...o......o..o..

[bongos] gritty, soulful
bongo_high  ..o..oo...o..o..  ..o..oo...o.o...
bongo_low   .......o.......o  .......o........

[bell] hard, gritty
cowbell     ......o.......o.  ......o.........
tambourine  ....x.......x...

[wood] nostalgic
woodblock   ...o......o.....  ...o....o...o...
shaker      ..o...o...o...o.

[scrape] only: old school
cowbell     x.o.x.o.x.o.x.o.  x.o.x.oox.o.x.o.
tambourine  ....x.......x...  ....x.......x...
""")

BASSES = (
    Bass("kick", hold=0.75),
    Bass("kick", hold=0.6),
    Bass("cells", "R......r..r...o.  R......r..5...a.", 0.8),
    Bass("cells", "R..r......r.5...  R..r....7.r...a.", 0.7, ("jazzy", "hard")),
    Bass("cells", "R.....r...r.....  R..r......5.7.a.", 0.8, ("nostalgic",)),
    Bass("cells", "R.r.......r..5..  R.r....o..7.5.a.", 0.65, ("soulful", "gritty")),
    Bass("walk", tags=("jazzy",), rare=True),
    Bass("cells", "R..r..5...r.7.a.  R..r..5.3.r.5.a.", 0.75, ("jazzy", "90s"), rare=True),
    Bass("kick", hold=0.7, tags=("90s", "east coast"), rare=True),
    Bass("cells", "R.....r...r..o..  R.....r.R.5...a.", 0.75, ("90s", "east coast"), rare=True),
    Bass("808", "short", tags=("old school",), rare=True),
    Bass("cells", "R..r..r...r..r..  R..r..r.o.r.5.a.", 0.6, ("old school",), rare=True),
    Bass("cells", "R.........r.....  R.........5.....", 0.95, ("dusty",), rare=True),
    Bass("sustain", tags=("dusty",), rare=True),
)

TWISTS = {
    "90s": Twist(swing=0.6, fills=("drop", "kicks", "snare")),
    "east coast": Twist(swing=0.59, late_ms={"snare": 11}),
    "old school": Twist(
        swing=0.5, fills=("claps", "roll", "snare"), late_ms={"snare": 0, "hat_closed": 0}, loose_ms=1.0
    ),
    "dusty": Twist(swing=0.6, loose_ms=4.0, crash=0.0, fills=("drop",)),
    "jazzy": Twist(swing=0.64, fills=("brushes", "snare", "drop")),
}

LIFTS = ("ride", "lifted", "tambourine", "ghosts", "kicks")
TURNS = ("breath", "kickless", "hatless", "stop", "pickup", "answer")
FILLS = ("drop", "snare", "kicks", "linear", "flams")
