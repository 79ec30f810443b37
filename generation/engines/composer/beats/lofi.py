"""Lo-fi: late, soft, a little drunk; chillhop, vaporwave, chillwave, jazzhop, downtempo, bedroom pop."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[lazy]
kick        X......o..x.....  X..?...o..x..g..
snare       ....X.......X...  ....X..g....X...
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.og
hat_open    ................  ..............?.

[dusty] nostalgic
kick        X.o.......xo....  X.o....?..x.....
snare       ....X..g....X..g  ....X..g.g..X...
hat_closed  x.x.xgx.x.x.xgx.  x.x.xgx.x.x.x.xg

[rim] rainy, dreamy, mellow, chill
kick        X.....o...o.....  X.......x.?.....
rim         ....x.......x...  ....x.....g.x...
hat_closed  o...o.g.o...o.g.  o.g.o...o.g.o...
hat_pedal   ....g.......g...  ....g.......g...

[brush] mellow, rainy
kick        X.........o.....  X......o........
brush       x.g.X.g.x.g.X.g.  x.g.X.g.x.ggX.g.
ride        x...x..ox...x..o  x...x..ox...x...

[drunk] chill, nostalgic
kick        X..o......o..x..  X....o..x.o.....
snare       ....X.......X.g.  ....X....g..X...
hat_closed  x..ox..ox..ox..o  x..ox..ox..ox.o.

[half] dreamy, rainy, half-time, ambient
kick        X.....o.........  X.........o..o..
snare       ........X.......  ........X......g
hat_closed  o.g.o.g.o.g.o.g.  o.g.o.g.o.ggo.g.
shaker      ..o...o...o...o.  ..o...o...o...o.

[soul] nostalgic, mellow
kick        X.x....o..x.....  X.x......x...o..
snare       ....X..g....X...  ....X..g.g..X..g
hat_closed  x...x...x...x...  x...x...x..ox...
hat_open    ......o.........  ......o.......o.

[snaps] chill, dreamy
kick        X.......o.o.....  X.....o.x.......
snap        ....X.......X...  ....X.......X...
hat_closed  ..x...x...x...x.  ..x...x...x.g.x.
rim         .......g..g.....  .......g.....g..

[ride] mellow, nostalgic
kick        X......oX.......  X..o...o..o.....
snare       ....x.......x..g  ....x..g....x...
ride        x..xx..xx..xx..x  x..xx..xx..xx...
hat_pedal   ....o.......o...  ....o.......o...

[chillhop] only: chillhop
kick        X..x......x.....  X..x...o..x..o..
snare       ....X.......X..g  ....X..g.g..X...
hat_closed  xgxgxgxgxgxgxgxg  xgxgxgxgxgxgxoxg
hat_open    ......o.......o.  ......o.........
rim         ..........g.....  ...g......g.....

[chillhop bounce] only: chillhop
kick        X.....xo..x.....  X.....xo..x..x..
snap        ....X.......X...  ....X.......X...
snare       ....o..g....o..g  ....o..g.g..o...
hat_closed  x.xox.x.x.xox.x.  x.xox.x.x.xox.xo

[jazzhop] only: jazzy
kick        X..o......o.x...  X.....o..o......
snare       ....X..g.g..X..g  ....X..g.g.gX.g.
ride        x..xx..xx..xx..x  x..xx..xx..xx..x
hat_pedal   ....x.......x...  ....x.......x...

[jazzhop brushes] only: jazzy
kick        X.......o.o.....  X..o....o.......
brush       x.ogX.ogx.ogX.og  x.ogX.ogx.ogX.gg
rim         .......g........  .......g..g.....
ride        ................  x..ox..ox..ox..o

[plaza] only: vaporwave, 80s
kick        X.......X.x.....  X.......X.......
snare       ....X.......X...  ....X.......X...
clap        ....o.......o...  ....o.......o...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tom_mid     ................  ..........x.x.o.

[chillwave] only: chillwave, bedroom pop
kick        X...x...X...x...  X...x...X...x.o.
snare       ....x.......x...  ....x.......x...
hat_open    ..o...o...o...o.  ..o...o...o...o.
tambourine  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[bedroom] only: bedroom pop
kick        X.....x.X.......  X.....x.X.x.....
rim         ....x.......x...  ....x.......x...
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.
shaker      ..x...x...x...x.  ..x...x...x...x.

[downtempo] only: downtempo
kick        X..x......x..o..  X..x...x..x.....
snare       ....X..g....X...  ....X..g.g..X..g
hat_closed  x.xgx.xgx.xgx.xg  x.xgx.xgx.xgx.xg
conga_low   ......o..o......  ......o..o....o.
""")

PERCUSSION = families("""
[shaker]
shaker      o.g.x.g.o.g.x.g.  o.g.x.g.o.g.x.gg

[congas]
conga_high  ......o......g..  ...g..o.........
conga_low   ..............o.  ..............o.

[triangle]
triangle    ..o...........o.  ..o.............
snap        ....g.......g...  ....g.......g...

[wood] nostalgic
woodblock   ...g..o.........  ...g..o....g....
shaker      ..o...o...o...o.

[bongos] mellow, chill
bongo_high  ..o..g....o..g..  ..o..g..o.......
bongo_low   .......o.......o  .......o........

[tambourine] dreamy, rainy
tambourine  ....o.......o...  ....o.......o.g.
""")

BASSES = (
    Bass("kick", hold=0.8),
    Bass("cells", "r.......r..o....  r.......r.....a.", 0.9),
    Bass("cells", "R-.....r..5.....  R-.....r..a.....", 0.85),
    Bass("sustain", tags=("rainy", "dreamy")),
    Bass("cells", "R..r......r...5.  R..r....7.....a.", 0.8, ("nostalgic",)),
    Bass("cells", "R.......5.r.....  R.....r...3.5...", 0.85, ("mellow", "chill")),
    Bass("cells", "R..r..o...r.5.a.  R..r..o.7.5...a.", 0.75, ("chillhop", "jazzy", "downtempo"), rare=True),
    Bass("cells", "R.....r...5.7.a.  R.....r.3...5.a.", 0.85, ("jazzy", "chillhop"), rare=True),
    Bass("walk", "two", tags=("jazzy",), rare=True),
    Bass("cells", "R.r.r.r.R.r.r.r.", 0.8, ("vaporwave", "chillwave", "bedroom pop", "80s"), rare=True),
    Bass("cells", "R.....r.R.....5.  R.....r.R...5.a.", 0.85, ("bedroom pop", "vaporwave", "chillwave"), rare=True),
    Bass("sustain", tags=("ambient",), rare=True),
)

TWISTS = {
    "chillhop": Twist(swing=0.58, fills=("drop", "snare", "linear")),
    "jazzy": Twist(swing=0.63, fills=("brushes", "snare", "drop")),
    "vaporwave": Twist(swing=0.5, fills=("toms", "drop"), crash=0.4),
    "chillwave": Twist(swing=0.5, fills=("toms", "drop")),
    "bedroom pop": Twist(swing=0.52, fills=("drop", "snare")),
    "downtempo": Twist(swing=0.55, fills=("snare", "drop", "bells")),
    "ambient": Twist(crash=0.0, fills=("drop",), gaps=(0.0,)),
}

LIFTS = ("ghosts", "lifted", "rims", "sixteenths")
TURNS = ("breath", "kickless", "hatless", "stop", "pickup")
FILLS = ("drop", "snare", "kicks", "linear")
