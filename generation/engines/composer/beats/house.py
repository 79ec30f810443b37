"""The beats of house."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[classic]
kick        X...X...X...X...
clap        ....X.......X...  ....X.......X..?
hat_open    ..x...x...x...x.
hat_closed  o.g.o.g.o.g.o.g.  o.g.o.g.o.g.o.gg

[shuffle] groovy, soulful
kick        X...X...X...X...  X...X...X...X..g
snare       ....x.......x...  ....x..g....x.g.
clap        ....x.......x...
hat_open    ..x...x...x...x.
hat_closed  xgoox.ogxgoox.og

[deep] deep, late-night
kick        X...X...X...X...
rim         ...o..x....o....  ...o..x....o..x.
clap        ....x.......x...
hat_open    ..o...o...o...o.
hat_closed  ...g...g...g...g

[jack] uplifting, jersey
kick        X...X...X...X...
clap        ....X..o....X...  ....X..o.o..X...
hat_closed  x.x.x.x.x.x.x.x.
hat_open    ......x.......x.
tom_low     ...........?..?.  ..........x..x..

[disco] sunny, uplifting, soulful
kick        X...X...X...X...
snare       ....X.......X...  ....X.......X.go
hat_open    ..X...X...X...X.
hat_closed  x...x...x...x...
tambourine  xoxoxoxoxoxoxoxo

[garage] groovy, deep
kick        X...X...X...X...  X...X...X..gX...
clap        ....X.......X...  ....X.......X...
hat_closed  ..xg.ox...xg.oxg  ..xg.ox...xgoox.
rim         .......o..o.....  .......o..o..g..

[tribal] deep, groovy
kick        X...X...X...X...
tom_low     ...x..x....x....  ...x..x....x..x.
tom_high    .......o......o.  ..........o...o.
clap        ............X...  ....g.......X...
hat_closed  xgogxgogxgogxgog

[stripped] deep, soulful
kick        X...X...X...X...
snap        ....x.......x...  ....x.......x..?
hat_closed  ..x..gx...x..gx.  ..x..gx...x.ogx.
ride        ................  ............o.o.
""")

PERCUSSION = families("""
[shaker]
shaker      xoxoxoxoxoxoxoxo
tambourine  ..o...o...o...o.

[congas] soulful, groovy, sunny
conga_high  ..xo..x...o.x..o  ..xo..x...x.x...
conga_low   ......o.......xo  ...........o..x.
shaker      o.g.o.g.o.g.o.g.

[clave] sunny
clave       x..x..x...x.x...
shaker      gogogogogogogogo
bongo_high  ....o.......o.o.

[wood] deep
woodblock   ...x..x....x..x.  ...x..x....x.x..
shaker      o.o.o.o.o.o.o.o.
""")

BASSES = (
    Bass("cells", "..r...r...r...r. ..r...r...r...o.", 0.7),
    Bass("cells", "..R..r..o..r..r. ..R..r..o.a.r...", 0.7, ("groovy", "soulful")),
    Bass("cells", "r..r..r...r.r... r..r..r...o.a...", 0.8, ("deep",)),
    Bass("cells", "..r.o.r...r.o.r. ..r.o.r...5.o.a.", 0.6, ("uplifting", "sunny")),
    Bass("cells", "...r..R....r..R. ...r..R...o.a.r.", 0.75),
)
