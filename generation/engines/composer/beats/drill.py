"""Drill: a snare that falls late, hats in threes; UK and Brooklyn, grime's eights, Chicago's trap, jersey's kick."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[displaced]
kick        X..x......x.....  ...X......x...?.
snare       ........X.....g.  ....g.......X...
hat_closed  x..x..x.x..x..x.  x..x..x.x..x.xo.
hat_open    ................  ..........?.....

[late three]
kick        X.....x...?x....  X..x....o.x.....
snare       ........X.......  ............X...
clap        ........x.......  ............x...
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..x.
rim         ......g.......g.  ......g.........

[slide] aggressive
kick        X......x..x..x..  X..x......?.....
snare       ........X......g  ............X..g
hat_closed  x..x..xox..x..x.  x..x..x.x..xo.x.
hat_open    ..............x.  ................

[cold] cold, melancholic, dark
kick        X.........x.....  ...x......x.....
snare       ........X.......  ............X...
hat_closed  x..x..x..x..x.x.  x..x..x..x..x.x.
rim         ..g.......g.....  ......g...g.....

[skip] menacing, dark
kick        X..x..x.........  X.......x..x....
snare       ........X..g....  ............X.g.
hat_closed  x..x.xx.x..x.xx.  x..x.xx.x..x..x.
rim         .....g.......g..  ...g.........g..

[heavy] aggressive, menacing
kick        X..X...x..x.....  X..X......x..x..
snare       ........X.......  ............X..o
clap        ........x.......  ............x...
hat_closed  x.xx..x.x.xx..x.  x.xx..x.x.xx..x.
hat_open    ......x.........  ......x.........

[empty bar] cold, melancholic
kick        X..........x....  ..........x..x..
snare       ........X.......  ............X...
hat_closed  x.....x.x..x....  x.....x.x..x.x..
rim         ...g......g.....  ...g....g.......

[turned] aggressive
kick        X.....x..x......  x..X.......x....
snare       ........X.....x.  ........g...X...
hat_closed  xx.xx.x.xx.xx.x.  xx.xx.x.xx.xx.x.
hat_open    ................  ..............?.

[brooklyn] only: brooklyn
kick        X..x....X..x..x.  X..x....X.....x.
snare       ........X.......  ............X...
clap        ........X.......  ............X...
hat_closed  x..x..x.x..x..x.  x..x..x.x..xxxx.
hat_open    ..............x.  ......x.........
rim         ...x......x.....  ...x..x.........

[bronx] only: brooklyn
kick        X.....x.X..x....  X..x..x....x....
snare       ...x....X.....x.  ...x........X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.xxx.x.x.x.
hat_open    ..x.......x.....  ..x.......x.....

[london] only: uk
kick        X..x......x.....  ...X...x..x.....
snare       ........X.......  ............X...
rim         ......x...x..x..  ......x.........
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..xo

[lewisham] only: uk
kick        X......x..x.....  X.x....x........
snare       ........X.......  ............X..g
clap        ........o.......  ............o...
rim         ...x..x......x..  ...x..x...x.....
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..x.

[chicago] only: chicago
kick        X.....x...x..x..  X..x..x...x.....
snare       ........X.......  ........X.......
clap        ........X.......  ........X.....x.
hat_closed  x.x.x.x.x.x.x.x.  x.x.xxx.x.x.xxxx
rim         ............x...  ..............x.

[grime eights] only: grime
kick        X..x..x...x.....  X..x..x...x..x..
snare       ........X.......  ........X.......
clap        ....x.......x...  ....x.......x..x
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.xxx.

[grime square] only: grime
kick        X.....x.....x...  X.....x.....x.x.
snare       ....X.......X...  ....X.......X...
rim         ..x..x....x..x..  ..x..x....x.x...
hat_closed  ..x...x...x...x.  ..x...x...x..xx.

[jersey drill] only: jersey
kick        X..x..X...X.x...  X..x..X...X.x...
snare       ........X.......  ............X...
clap        ....o.......o...  ....o.......o...
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..x.

[sample drill] only: melodic
kick        X.........x.....  X..x......x.....
snare       ........X.......  ............X...
snap        ........x.......  ............x...
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..x.
hat_open    ......o.........  ..............o.

[afro drill] only: afro
kick        X..x..x.X..x..x.  X..x..x.X...x...
snare       ......x.....x...  ......x.....X...
rim         ...x..x....x..x.  ...x..x....x..x.
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx
""")

PERCUSSION = families("""
[bongos]
bongo_high  ...x..x....x..x.  ...x..x..x....x.
bongo_low   .....o.......o..  .....o..........

[rims]
rim         ..x..x......x..x  ..x..x....x..x..
shaker      o..o..o.o..o..o.  o..o..o.o..o..o.

[wood] cold
woodblock   ......x.....x...  ..x...x.....x...
triangle    x...............  ................

[threes] aggressive, menacing
conga_high  x..x..x.........  x..x..x.....x...
conga_low   ..........x..x..  ..........x.....

[ticks] melancholic, dark
triangle    ...o......o.....  ...o......o..o..
rim         .......g.......g  .......g.......g

[afro hands] only: afro
conga_high  ..x..xx...x..xx.  ..x..xx...x..xx.
conga_low   x......xx......x  x......xx.......
shaker      xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
""")

BASSES = (
    Bass("808", "slides"),
    Bass("808", "slides", tags=("aggressive", "menacing")),
    Bass("808", "plain", tags=("melancholic",)),
    Bass("808", "answers"),
    Bass("808", "tails", tags=("cold", "dark")),
    Bass("cells", "R..r......r.....  ...R...r..r.o...", 0.9, ("cold",)),
    Bass("808", "slides", tags=("uk", "brooklyn", "melodic"), rare=True),
    Bass("808", "answers", tags=("uk", "brooklyn", "jersey"), rare=True),
    Bass("808", "plain", tags=("chicago",), rare=True),
    Bass("cells", "R..R..R...r.....  R..R..R...r..o..", 0.7, ("grime",), rare=True),
    Bass("cells", "R.....R.....r...  R.....R.....7.5.", 0.6, ("grime",), rare=True),
    Bass("808", "short", tags=("afro", "jersey"), rare=True),
)

TWISTS = {
    "uk": Twist(late_ms={"snare": 9, "rim": 4}, hat_rolls=0.55),
    "brooklyn": Twist(late_ms={"snare": 6, "clap": 8}, hat_rolls=0.65),
    "grime": Twist(hat_rolls=0.08, fills=("claps", "snare", "drop")),
    "chicago": Twist(hat_rolls=0.6),
    "jersey": Twist(hat_rolls=0.15, fills=("kicks", "claps", "stutter")),
    "melodic": Twist(hat_rolls=0.4, crash=0.2),
    "afro": Twist(hat_rolls=0.1, swing=0.54),
}

LIFTS = ("rims", "lifted", "clap", "kicks", "ghosts")
TURNS = ("breath", "kickless", "hatless", "half-time", "stop")
FILLS = ("drop", "triplets", "hats", "roll", "stutter", "flams")
