"""Trap: half-time under quick hats, and its kin: phonk, rage, plugg, crunk, Detroit, jerk."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[half-time]
kick        X.....x...o.....  X..o....o.x..?..
snare       ........X.......  ........X.......
clap        ........x.......  ........x.......
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.oo
hat_open    ................  ..............?.

[bounce] hype, groovy
kick        X..x....?..x..o.  X..x......ox....
snare       ........X.......  ........X.....g.
hat_closed  x.xox.x.x.xox.x.  x.xox.x.x.x.xoxo
hat_open    ......x.........  ......x.........
rim         ...............?  ....g..........g

[sparse] dark, menacing, minimal
kick        X.........x.....  X......x..x.....
clap        ........X.......  ........X.......
snare       ........o.......  ........o......g
hat_closed  x...x...x...x...  x...x.x.x...x.x.
hat_open    ............?...  ................

[onslaught] aggressive, hype, hard
kick        X...x..xo..x..x.  X...x..x..x.x...
snare       ........X.......  ........X..g..g.
clap        ........x.......  ........x.......
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
hat_open    ..x...........x.  ..x.............

[threes] dark, menacing
kick        X.....x.....x...  X..x......x.....
snare       ........X.......  ........X.....?.
hat_closed  x..x..x.x..x..x.  x..x..x.x..x.xx.
hat_open    ................  ..........?.....

[stutter] aggressive, hype
kick        XX....x..x......  X.x...x....x..x.
clap        ........X.......  ........X.......
snare       ...........?....  ........o......o
hat_closed  x.x.xxx.x.x.x.x.  x.xxx.x.x.xxx.x.

[late] menacing, dark
kick        X......x...x....  X.x....x......x.
snare       ........X.......  ........X..o....
clap        ........o.......  ........o.......
hat_closed  ..x...x...x...x.  ..x...x...x.x.x.
rim         ....g.....g.....  ....g.......g...

[gallop] hype, aggressive
kick        X..x..x...x..x..  X..x..x.o.......
snare       ........X.......  ........X....g..
clap        ........x.......  ........x.......
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.x.x.x.
hat_open    ..............x.  ......x.........

[phonk] only: phonk
kick        X..x..x...x..x..  X..x..x...x.x...
clap        ....X.......X...  ....X.......X..?
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
cowbell     x..x..x.x..x..x.  x..x..x.x.x.x.?.

[drift] only: phonk
kick        X...X...X...X...  X...X...X...X..x
clap        ....X.......X...  ....X.......X...
hat_open    ..x...x...x...x.  ..x...x...x...x.
hat_closed  xgxgxgxgxgxgxgxg  xgxgxgxgxgxgxgxg
cowbell     x.x..x..x.x..x..  x.x..x..x..x.x.x

[memphis] only: phonk
kick        X.....x...x.....  X.....xx..x.....
snare       ....X.......X...  ....X.......X.xx
hat_closed  xxx.xxx.xxx.xxx.  xxx.xxx.xxx.xxxx
cowbell     ..x..x....x..x..  ..x..x.x..x.....
rim         .......g.......g  .......g........

[mandelao] only: phonk, brazilian
kick        X..x..X..x..X...  X..x..X..x..X..x
clap        ......X.....X...  ......X.....X...
cowbell     x..x..x..x..x.x.  x..x..x..x..x.xx
tom_high    ....x..x..x.....  ....x..x..x...x.

[rage] only: rage
kick        X...x..x..x..x..  X...x..x..x.x.x.
snare       ........X.......  ........X.......
clap        ........X.......  ........X.......
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxxxx
hat_open    ..x...x.....x...  ..x...x.......x.

[rage in twos] only: rage
kick        X.x...x...x.x...  X.x...x...x...x.
clap        ........X.......  ........X.....x.
snare       ........x.......  ........x..o..o.
hat_closed  x.x.x.x.x.x.x.x.  xxx.xxx.x.x.xxxx
crash       x...............  ................

[plugg] only: plugg
kick        X.........x..x..  X.....x...x.....
snare       ........X.......  ........X.......
snap        ........x.......  ........x.......
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.xxx.x.x.x.
rim         ...x......x.....  ...x..x.........
hat_open    ......x.........  ..............x.

[plugg skip] only: plugg
kick        X..x......x.....  X..x..x.....x...
clap        ........X.......  ........X.......
hat_closed  x..xx..xx..xx..x  x..xx..xx..xx.x.
hat_open    ..........x.....  ..........x.....
rim         ......x......x..  ......x.........

[haze] only: cloud rap, emo
kick        X.......o.x.....  X.....x.........
snare       ........X.......  ........X.......
hat_closed  x...x.x.x...x.x.  x...x.x.x.x.x...
hat_open    ............x...  ................
rim         ..............g.  ......g.........

[soul] only: soul
kick        X......x..x.....  X..x......x.....
clap        ........X.......  ........X.......
snap        ........x.......  ........x.......
hat_closed  x.x.x.xox.x.x.x.  x.x.xox.x.x.x.xo
rim         ...g......g.....  ...g......g..g..

[clave trap] only: latin
kick        X...x...X...x...  X...x...X...x..x
snare       ...x..x....x..x.  ...x..x....x..x.
clap        ........X.......  ........X.......
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[crunk] only: crunk, hyphy
kick        X..x..x.X..x..x.  X..x..x.X.x.x...
clap        ....X.......X...  ....X.......X..x
snare       ....x.......x...  ....x.......x.xx
hat_closed  x...x...x...x...  x...x...x...x...
cowbell     ..x...x...x...x.  ..x...x...x...x.

[slap] only: hyphy, crunk
kick        X.x...x..x......  X.x...x..xx.....
clap        ....X.......X...  ....X..x....X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.xxx.x.x.x.x.
tom_low     ..........x..x..  ..........x.x.x.

[detroit] only: detroit
kick        X.x...x.X.x...x.  X.x...x.X..x.xx.
clap        ....X.......X...  ....X.......X...
snare       ....o..g....o...  ....o..g..g.o..g
hat_closed  x.xox.xox.xox.xo  x.xox.xox.xox.xo
cowbell     ................  ..............x.

[jerk] only: jerk, new jazz
kick        X..x...x..x.....  X..x...x..x..x..
snare       ....X.......X...  ....X.......X.x.
clap        ....x..x....x..x  ....x..x....x...
hat_closed  x.x.x.x.x.x.x.x.  x.xxx.x.x.xxx.x.
rim         ..o..o....o..o..  ..o..o....o.o...

[jerk skip] only: jerk, new jazz
kick        X.....x.X..x....  X.x....x...x..x.
snare       ....X.......X..x  ....X...x...X...
clap        ....X.......X...  ....X.......X...
hat_closed  x..xx..xx..xx..x  x..xx..xx.xxxxxx
rim         .......x.....x..  .......x..x.....

[flint] only: detroit
kick        X..x..x.X.x.....  X..x..x.X.x...xx
clap        ....X.......X...  ....X.......X..x
snare       .......g.g......  .......g.g....g.
hat_closed  xxx.xxx.xxx.xxx.  xxx.xxx.xxx.x.xx
tom_low     ..........x..x..  ............x.x.

[hood] only: hoodtrap
kick        X.....x.X.....x.  X..x..x.X.....x.
clap        ....X.......X...  ....X.......X...
hat_open    ..x...x...x...x.  ..x...x...x...x.
hat_closed  xxx.xxx.xxx.xxx.  xxx.xxx.xxxxxxxx
cowbell     x.....x.....x...  x.....x.....x.x.

[double kick] only: metal
kick        XxxxX.x.X..x..x.  XxxxX.x.XxxxXxxx
snare       ........X.......  ........X.....xx
crash       x.......x.......  x.......x.......
hat_open    ....x.......x...  ....x.......x...

[breakdown] only: metal
kick        X..X..X...x..x..  X..X..X.XxXx....
snare       ........X.......  ........X.......
clap        ........x.......  ........x.......
crash       x...x...x...x...  x...x...x...x...
hat_closed  ..x...x...x...x.  ..x...x...x.xxxx

[automotivo] only: phonk, brazilian
kick        X..x..X...X.X...  X..x..X...X.X.x.
snare       ...x..x....x..x.  ...x..x....x..x.
cowbell     x.xx.xx.x.xx.xx.  x.xx.xx.x.xx.xxx
tom_low     ....x.......x...  ....x.......x.x.

[drilled] only: drill
kick        X..x......x.....  X..x...x....x...
snare       ........X.......  ............X...
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..xo
rim         ......g.......g.  ......g.........
""")

PERCUSSION = families("""
[rims]
rim         ...g..x......x..  ...x......g..x..
shaker      o.g.o.g.o.g.o.g.  o.g.o.g.o.g.o.g.

[toms]
tom_low     ..........x..x..  ................
woodblock   ..x.......x.....  ..x...x.........
triangle    x...............  ................

[snaps] hype
snap        ....o...........  ............o..g
bongo_high  ......x.x.......  ......x...x.x...

[clicks] dark, menacing
woodblock   ...o..o....o..o.  ...o..o.......o.
rim         .......g.......g  .......g.....g.g

[sixteenths] aggressive
shaker      xgogxgogxgogxgog  xgogxgogxgogxgog
tom_mid     ................  ..........x.x.x.

[bongos]
bongo_low   ...x......x.....  ...x......x..x..
bongo_high  .....x.x.....x..  .....x.x........

[rattle] only: phonk, hoodtrap
tambourine  ..x..x..x..x..x.  ..x..x..x..x.xx.
shaker      x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.

[timbales] only: latin, brazilian
conga_high  ..x..xx...x..xx.  ..x..xx...x.x.x.
conga_low   x......xx......x  x......xx.......
bongo_high  ....x.......x.x.  ....x.......x...
""")

BASSES = (
    Bass("808"),
    Bass("808", "slides", tags=("aggressive", "hype")),
    Bass("808", "plain"),
    Bass("808", "answers", tags=("hype", "groovy")),
    Bass("808", "tails", tags=("dark", "menacing")),
    Bass("808", "short", tags=("aggressive",)),
    Bass("808", "short", tags=("phonk", "detroit", "crunk", "hyphy", "jerk"), rare=True),
    Bass("cells", "R..R..R...R..R..  R..R..R...R.r...", 0.85, ("phonk", "hoodtrap"), rare=True),
    Bass("808", "slides", tags=("rage", "drill"), rare=True),
    Bass("808", "answers", tags=("plugg", "jerk", "new jazz", "rage"), rare=True),
    Bass("808", "tails", tags=("cloud rap", "emo", "soul", "plugg"), rare=True),
)

TWISTS = {
    "phonk": Twist(hat_rolls=0.12, fills=("roll", "stutter", "drop")),
    "rage": Twist(hat_rolls=0.75, gaps=(0.0, 2.0, 4.0), lifts=("crashes", "open", "clap")),
    "plugg": Twist(hat_rolls=0.4, swing=0.54, fills=("drop", "hats", "triplets")),
    "cloud rap": Twist(hat_rolls=0.35, crash=0.2),
    "soul": Twist(swing=0.56, hat_rolls=0.4, late_ms={"clap": 9, "snap": 9}),
    "detroit": Twist(hat_rolls=0.1, late_ms={"clap": -4, "hat_closed": -3}),
    "crunk": Twist(hat_rolls=0.1, fills=("claps", "roll", "toms")),
    "hyphy": Twist(hat_rolls=0.1, fills=("claps", "toms")),
    "jerk": Twist(hat_rolls=0.3, swing=0.55),
    "metal": Twist(fills=("kicks", "toms", "roll"), crash=1.0, hat_rolls=0.2),
}

LIFTS = ("lifted", "clap", "rims", "sixteenths", "ghosts")
TURNS = ("breath", "kickless", "hatless", "pickup", "stop")
FILLS = ("roll", "triplets", "drop", "hats", "stutter", "claps")
