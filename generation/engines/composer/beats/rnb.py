"""R&B: late snares, soft kicks; neo soul, soul, gospel, slow jams, reggae, new jack swing, funk, blues."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[ballad] romantic, smooth
kick        X.....o...x.....  X..o......x..?..
snare       ....X.......X...  ....X.......X..g
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.oox.o.x.o.
hat_open    ................  ..............o.

[pocket] soulful
kick        X..o....o.x.....  X..o...o..x....g
rim         ....x.......x...  ....x..g....x...
snare       .......g.......g  .......g.g......
hat_closed  x.xgx.xgx.xgx.xg  x.xgx.xgx.x.x.xg

[half-time] sensual, late-night, half-time
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

[bounce] smooth, soulful
kick        X..x..x...x..x..  X..x......x..x..
clap        ....X.......X...
hat_closed  x..xx..xx..xx..x  x..xx..xx..xx.x.
rim         ......g.......g.  ......g...g.....

[six eight] romantic, soulful
kick        X.....x.........  X.....x......x..
snare       ........X.......  ........X.......
hat_closed  x..x..x..x..x..x  ..x..x..x..x..x.
ride        x.....x.....x...  ..x.....x.....x.

[slow grind] sensual, late-night
kick        X.........x.....  X.......o.x...o.
snare       ....X.......X...  ....X....g..X...
hat_closed  xxoxxxoxxxoxxxox  xxoxxxoxxxoxx.ox
hat_open    ......o.........  ......o.........

[shaker] smooth, romantic
kick        X......xX.......  X......xX..o....
snap        ....x.......x...
rim         ....o..g....o...  ....o..g..g.o...
shaker      xgogxgogxgogxgog

[double] late-night, sensual
kick        X.x.......x.x...  X.x....x........
clap        ....X.......X...  ....X.......X..g
hat_closed  x.xxx.x.x.xxx.x.  x.xxx.x.xxx.x.x.
hat_open    ..............x.

[neo soul] only: neo soul
kick        X..x......o.x...  X..x...o..x....o
snare       ....X..g....X..g  ....X..g.g..X...
hat_closed  x.xgx.xgx.xgx.xg  x.xgx.xgx.xgxoxg
hat_open    ..........o.....  ......o.........

[dilla] only: neo soul
kick        X....x....xo....  X..o....x.x.....
rim         ....x.......x...  ....x.......x.g.
snare       .......g.......g  .......g.g......
hat_closed  x..xx..xx..xx..x  x..xx..xx..xx..x

[stax] only: soul, 60s
kick        X.....x.X.......  X.....x.X.x.....
snare       ....X.......X...  ....X.......X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  ....x.......x...  ....x.......x...

[motor city] only: 60s
kick        X.....x.X.....x.  X.....x.X...x.x.
snare       X...X...X...X...  X...X...X...X.xx
tambourine  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[gospel] only: gospel
kick        X..x..x...x..x..  X..x..x.x.x.....
snare       ....X.......X..g  ....X..g.g..X.xx
clap        ....x.......x...  ....x.......x...
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  x.oox.oox.oox.oo  x.oox.oox.oox.oo

[slow jam] only: slow jam
kick        X.......o.x.....  X......o..x.....
snare       ....X.......X...  ....X.......X...
snap        ....x.......x...  ....x.......x...
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.
triangle    ................  ..o.............

[one drop] only: reggae
kick        ........X.......  ........X.......
rim         ........X.......  ........X..o....
hat_closed  x.xox.xox.xox.xo  x.xox.xox.xox.xo
hat_open    ..............o.  ................

[rockers] only: reggae
kick        X...X...X...X...  X...X...X...X...
rim         ........X.......  ........X..o..o.
snare       ................  ............g.xx
hat_closed  ..x...x...x...x.  ..x...x...x...x.

[new jack] only: new jack swing
kick        X..x..x.X..x..x.  X..x..x.X.....x.
snare       ....X.......X..x  ....X..x....X.xx
clap        ....X.......X...  ....X.......X...
hat_closed  xxxxxxxxxxxxxxxx  xxxxxxxxxxxxxxxx
cowbell     ................  ..x..x....x.x...

[nineties] only: 90s
kick        X..x......x..x..  X..x......x.x...
snare       ....X.......X...  ....X.......X..g
clap        ....o.......o...  ....o.......o...
hat_closed  x.xox.xox.xox.xo  x.xox.xox.xox.xo
triangle    x...............  ................

[two thousand] only: 2000s
kick        X..x..x.....x...  X..x..x...x.x...
clap        ....X.......X...  ....X.......X..x
hat_closed  x.x.xxx.x.x.xxx.  x.x.xxx.x.x.xxxx
rim         ..x..x....x..x..  ..x..x....x.x...

[shuffle] only: blues
kick        X...x...X...x...  X...x...X..xx...
snare       ....X.......X...  ....X..g....X..g
ride        x..xx..xx..xx..x  x..xx..xx..xx..x

[funk] only: funk
kick        X.x...x...x..x..  X.x...x..xx.....
snare       ....X..g.g..X..g  ....X..g.g.gX.g.
hat_closed  xxxxxxxoxxxxxxxo  xxxxxxxoxxxxxx.o
hat_open    .......x........  ..............x.

[trap soul] only: soul, trap
kick        X......x..x.....  X..x......x.....
snap        ........X.......  ........X.......
clap        ........x.......  ........x.......
hat_closed  x.x.x.xxx.x.x.x.  x.xxx.x.x.x.xxxx
rim         ...g......g.....  ...g......g..g..
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

[bongos] smooth, romantic
bongo_high  ..oo..o...oo..o.  ..oo..o...o.o.o.
bongo_low   .......o.......o

[woods] late-night, sensual
woodblock   ...o..o....o....  ...o..o.......o.
shaker      ..o...o...o...o.

[church] only: gospel, soul, 60s
tambourine  x.oox.oox.oox.oo  x.oox.oox.oox.oo
snap        ....x.......x...  ....x.......x...

[nyabinghi] only: reggae
bongo_low   x..x....x..x....  x..x....x..x....
bongo_high  ......xx......x.  ......xx....x.x.
shaker      ..x...x...x...x.
""")

BASSES = (
    Bass("cells", "R.....r.5.o...a.  R.....r...5.7.a.", 0.85),
    Bass("kick", hold=0.9),
    Bass("cells", "R..o..5...r...3.  R..o..5.7.r...a.", 0.75, ("soulful",)),
    Bass("cells", "R.........r.....  R.........5...a.", 0.95, ("sensual", "late-night")),
    Bass("cells", "R..r...5..r...7.  R..r....o.5.3.a.", 0.8, ("smooth",)),
    Bass("cells", "R.......r..r..5.  R.......7..5..a.", 0.9, ("romantic",)),
    Bass("808", "tails", tags=("trap",), rare=True),
    Bass("cells", "R..r..o...r.57a.  R..r....7.5.3.a.", 0.75, ("neo soul",), rare=True),
    Bass("cells", "R....r..o.7.5...  R....r....3.5.a.", 0.8, ("neo soul",), rare=True),
    Bass("cells", "R.....r.R.5.3.a.  R..r..r.5.3.5.a.", 0.8, ("soul", "60s", "gospel"), rare=True),
    Bass("cells", "R...3...5...7...  R...5...3...a...", 0.85, ("gospel", "blues"), rare=True),
    Bass("cells", "R..r..r...5.....  ....r..r5...7.r.", 0.8, ("reggae",), rare=True),
    Bass("cells", "....R..r5...r...  R..r....7.5.....", 0.85, ("reggae",), rare=True),
    Bass("cells", "R..r..o.R..r.o..  R..r..o.5..7.oa.", 0.6, ("new jack swing", "funk"), rare=True),
    Bass("cells", "R.r...o..r5.7...  R.r...o..r7.5.a.", 0.6, ("funk",), rare=True),
    Bass("cells", "R.........r.....  R......r..5.....", 0.95, ("slow jam", "90s", "2000s"), rare=True),
    Bass("cells", "R..r......r..r..  R..r....5.r...a.", 0.8, ("90s", "2000s"), rare=True),
)

TWISTS = {
    "neo soul": Twist(swing=0.6, late_ms={"snare": 18, "rim": 16, "hat_closed": 4}, loose_ms=4.0),
    "soul": Twist(swing=0.54, fills=("snare", "toms"), loose_ms=3.0),
    "60s": Twist(swing=0.53, fills=("snare", "toms", "flams"), crash=0.5),
    "gospel": Twist(swing=0.62, fills=("linear", "toms", "snare"), crash=0.8),
    "reggae": Twist(swing=0.6, fills=("toms", "flams", "drop"), crash=0.4, hat_rolls=0.0),
    "new jack swing": Twist(swing=0.64, fills=("claps", "kicks", "stutter"), crash=0.5, late_ms={"snare": 2}),
    "funk": Twist(swing=0.55, fills=("linear", "snare", "toms"), hat_rolls=0.0),
    "slow jam": Twist(crash=0.1, fills=("drop", "toms")),
    "blues": Twist(swing=0.64, fills=("snare", "triplets"), hat_rolls=0.0),
    "2000s": Twist(swing=0.52, hat_rolls=0.3),
}

LIFTS = ("lifted", "clap", "rims", "ghosts", "sixteenths")
TURNS = ("breath", "kickless", "hatless", "stop", "half-time")
FILLS = ("drop", "kicks", "hats", "toms", "linear", "snare")
