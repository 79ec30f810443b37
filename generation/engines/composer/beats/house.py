"""House: four on the floor; and what plays on its ground: garage, 2-step, jersey, amapiano, afro, gqom, disco."""

from generation.engines.composer.style import Bass, Twist
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

[jack] uplifting, chicago
kick        X...X...X...X...
clap        ....X..o....X...  ....X..o.o..X...
hat_closed  x.x.x.x.x.x.x.x.
hat_open    ......x.......x.
tom_low     ...........?..?.  ..........x..x..

[sunday] sunny, uplifting, soulful, piano, funky
kick        X...X...X...X...
snare       ....X.......X...  ....X.......X.go
hat_open    ..X...X...X...X.
hat_closed  x...x...x...x...
tambourine  xoxoxoxoxoxoxoxo

[swung] groovy, deep
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

[stripped] deep, soulful, melodic
kick        X...X...X...X...
snap        ....x.......x...  ....x.......x..?
hat_closed  ..x..gx...x..gx.  ..x..gx...x.ogx.
ride        ................  ............o.o.

[pump] groovy, uplifting
kick        X...X...X...X...  X...X...X...X.o.
clap        ....X.......X...  ....X.......X...
snare       .......o........  .......o..o...o.
hat_closed  ...x..x....x..x.  ...x..x....x..xx
shaker      o.xoo.xoo.xoo.xo

[skip] soulful, groovy, piano, funky
kick        X...X...X...X...
rim         ....x..x....x...  ....x..x..x.x...
clap        ....o.......o...
hat_open    ..x.......x.....  ..x.......x...x.
hat_closed  xx..xx..xx..xx..  xx..xx..xx..xx.x

[ride out] uplifting, sunny, melodic
kick        X...X...X...X...
clap        ....X.......X...
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.xxx.x.
hat_closed  ...g...g...g...g

[jersey] only: jersey
kick        X...X...X..X..X.  X...X...X..X..X.
clap        ....x.......x...  ....x.......x..x
snare       ...........x..x.  ...........x..x.
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.xxxx
tom_high    ................  ......x..x......

[jersey triplet] only: jersey
kick        X..X..X...X.X...  X..X..X...X.X...
clap        ....X.......X...  ....X.......X.xx
hat_open    ..x...x...x...x.  ..x...x...x...x.
rim         .......o.....o..  .......o.....o..

[baltimore] only: jersey
kick        X..x..x.X.x.X...  X..x..x.X.x.X..x
snare       ....X..x.x..X...  ....X..x.x..X..x
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  ..x...x...x...x.  ..x...x...x...x.

[amapiano] only: amapiano
kick        X...X...X...X...  X...X...X...X...
rim         ...x..x....x..x.  ...x..x....x.xx.
snare       ............x...  ......x.....x..x
hat_closed  ..x...x...x...x.  ..x...x...x...x.
shaker      xoxxxoxxxoxxxoxx  xoxxxoxxxoxxxoxx

[private school] only: amapiano
kick        X.......X.......  X.......X.....x.
clap        ....x.......x...  ....x.......x...
rim         ..x..x....x..x..  ..x..x....x..xx.
shaker      xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
conga_low   ...x......x...x.  ...x......x.....

[afro] only: afro
kick        X...X...X...X...  X...X...X...X..x
clap        ............x...  ............x...
rim         x..x..x...x.x...  x..x..x...x.x...
tom_high    .....x.x.....x..  .....x.x....xx..
hat_closed  ..x...x...x...x.  ..x...x...x...x.
shaker      xooxxooxxooxxoox  xooxxooxxooxxoox

[afro three] only: afro, organic
kick        X...X...X...X...  X...X...X...X...
tom_low     ...x..x....x..x.  ...x..x....x..x.
tom_high    ..........x.x...  ....x.x...x.x...
hat_closed  x..x..x.x..x..x.  x..x..x.x..x..x.
snap        ....o.......o...  ....o.......o...

[gqom] only: gqom
kick        X..x..x...x..x..  X..x..x...x.x...
clap        ......x.....x...  ......x.......x.
tom_low     .x......x......x  .x......x.....xx
shaker      x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[2-step] only: garage, 2-step
kick        X.........x.....  X.....x...x....x
snare       ....X.......X...  ....X.......X..g
hat_closed  ..x.x.xo..x.x.xo  ..xox.x...xox.xo
rim         .......x..g..x..  ...g...x......x.
hat_open    ..............x.  ......x.........

[2-step late] only: garage, 2-step
kick        X......x..x.....  X..x......x.....
clap        ....X.......X...  ....X.......X...
snare       .......g.g.....g  .......g.....g.g
hat_closed  x.xxx.x.x.xxx.x.  x.xxx.x.x.xx..x.
woodblock   ...x......x.....  ...x....x.......

[speed garage] only: garage
kick        X...X...X...X...  X...X...X...X..x
clap        ....X.......X...  ....X.......X...
hat_closed  ..xg.ox...xg.oxg  ..xg.ox...xgooxx
hat_open    ..x...x...x...x.  ..x...x...x...x.
rim         .......x..x..x..  .......x..x.....

[disco] only: disco, french, 80s
kick        X...X...X...X...  X...X...X...X...
snare       ....X.......X...  ....X.......X.xx
hat_open    ..X...X...X...X.  ..X...X...X...X.
hat_closed  x.x.x.x.x.x.x.x.  xxx.xxx.xxx.xxx.
tambourine  ....x.......x...  ....x.......x...

[philly] only: disco
kick        X...X...X...X...  X...X...X...X.x.
snare       ....X..g....X..g  ....X..g.g..X.xo
hat_closed  xxxxxxxxxxxxxxxx  xxxxxxxxxxxxxxxx
hat_open    ..x...x...x...x.  ..x...x...x...x.
cowbell     ................  x...x...x...x...

[filtered] only: french
kick        X...X...X...X...  X...X...X...X...
clap        ....X.......X...  ....X.......X..x
hat_open    ..x...x...x...x.  ..x...x...x...x.
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxx
snare       ....o..g....o...  ....o..g....o.g.

[tech] only: tech, minimal
kick        X...X...X...X...  X...X...X...X..g
clap        ....X.......X...  ....X.......X...
hat_closed  ..xo..xo..xo..xo  ..xo..xo..xo.xxo
rim         .x....x..x......  .x....x..x...x..
tom_mid     ...........o..o.  .....o.....o....

[tech roll] only: tech, bass
kick        X...X...X...X...  X...X...X...X.xx
clap        ....X.......X...  ....X.......X...
hat_open    ..x...x...x...x.  ..x...x...x...x.
snare       .......g.......g  .......g.....xxx
tom_low     ..x..x....x..x..  ..x..x....x.x...

[acid] only: acid
kick        X...X...X...X...  X...X...X...X...
clap        ....X.......X...  ....X.......X..x
hat_closed  xxxxxxxxxxxxxxxx  xxxxxxxxxxxxxxxx
hat_open    ..x...x...x...x.  ..x...x...x...x.
cowbell     ......x..x......  ...x..x..x......

[chicago] only: chicago, hip house
kick        X...X...X...X...  X...X...X...X..x
snare       ....x..x....x...  ....x..x.x..x..x
clap        ....X.......X...  ....X.......X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tom_mid     ..........x.....  ..x...x...x.x.x.

[tropical] only: tropical
kick        X...X...X...X...  X...X...X...X...
snap        ....X.......X...  ....X.......X...
rim         ...x..x....x..x.  ...x..x....x..x.
hat_closed  ..x...x...x...x.  ..x...x...x.x.x.
shaker      xgogxgogxgogxgog  xgogxgogxgogxgog

[montuno] only: latin
kick        X...X...X...X...  X...X...X...X...
clave       x..x..x...x.x...  x..x..x...x.x...
clap        ....x.......x...  ....x.......x...
hat_open    ..x...x...x...x.  ..x...x...x...x.
cowbell     x.o.x.oox.o.x.oo  x.o.x.oox.o.x.oo

[salsoul] only: latin
kick        X...X...X...X...  X...X...X...X.x.
snare       ......x..x......  ......x..x..x.xx
rim         x.x.xx.x.xx.x.x.  x.x.xx.x.xx.x.x.
clap        ....X.......X...  ....X.......X...
conga_low   ......xx......xx  ......xx......xx
shaker      x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[bounce] only: bass
kick        X...X...X...X...  X...X...X..XX..X
clap        ....X.......X...  ....X.......X...
hat_closed  ..x...x...x...x.  ..x...x...x.x.x.
snare       ...............g  ..........x..x..

[lo-fi] only: lo-fi
kick        X...X...X...X...  X...X...X...X..o
snare       ....x.......x..g  ....x..g....x...
hat_closed  o.xgo.xgo.xgo.xg  o.xgo.xgo.xgo.xx
rim         ...g......g.....  ...g......g..g..
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

[bongos] groovy
bongo_high  ...x.x.x...x.x..  ...x.x.x..xx.x..
bongo_low   x.......x.......  x.......x......o
tambourine  ....x.......x...

[cowbell] uplifting, sunny
cowbell     ..x..x....x..x..  ..x..x....x.x...
shaker      xgogxgogxgogxgog

[toms] deep
tom_mid     ......x..o......  ......x..o...x..
triangle    ..o...........o.  ..o.............

[piano shaker] only: amapiano
shaker      xxoxxxoxxxoxxxox  xxoxxxoxxxoxxxox
conga_high  ...x..x....x..x.  ...x..x...xx..x.
woodblock   ......x.........  ......x.......x.

[shakers and congas] only: amapiano, afro, organic
shaker      xoxxxoxxxoxxxoxx  xoxxxoxxxoxxxoxx
conga_high  ..xx..x...xx..x.  ..xx..x...x.x.x.
conga_low   x......xx......x  x......xx.......

[djembe] only: afro, gqom, organic
bongo_low   x..x..x...x.x...  x..x..x...x.x.x.
bongo_high  ....x..xx....x.x  ....x..xx....x.x
cowbell     x..x..x..x.x..x.  x..x..x..x.x..x.

[garage clicks] only: garage, 2-step
woodblock   ...x..x...x....x  ...x..x......x..
shaker      .ox..ox..ox..ox.  .ox..ox..ox..oxo

[disco hands] only: disco, french, funky
tambourine  x.x.x.x.x.x.x.x.  xxxxxxxxxxxxxxxx
conga_high  ..x...xx..x...xx  ..x...xx..x..xxx
cowbell     x...x...x...x...  x...x...x...x...

[salsa] only: latin
conga_high  ..x...xx..x...xx  ..x...xx..x...xx
conga_low   ......oo......oo  ......oo......oo
clave       ..x.x...x..x..x.  ..x.x...x..x..x.
""")

BASSES = (
    Bass("cells", "..r...r...r...r.  ..r...r...r...o.", 0.7),
    Bass("cells", "..R..r..o..r..r.  ..R..r..o.a.r...", 0.7, ("groovy", "soulful")),
    Bass("cells", "r..r..r...r.r...  r..r..r...o.a...", 0.8, ("deep",)),
    Bass("cells", "..r.o.r...r.o.r.  ..r.o.r...5.o.a.", 0.6, ("uplifting", "sunny")),
    Bass("cells", "...r..R....r..R.  ...r..R...o.a.r.", 0.75),
    Bass("cells", "..ro..ro..ro..ro  ..ro..ro..r5..a.", 0.55, ("uplifting",)),
    Bass("cells", "R.....r..r....r.  R.....r..r..7.5.", 0.8, ("deep", "soulful")),
    Bass("cells", "..r.rr....r.rr..  ..r.rr....r.o.5.", 0.6, ("groovy",)),
    Bass("cells", "R..r..r...R.....  ...r..R...r.o.r.", 0.9, ("amapiano",), rare=True),
    Bass("cells", "...R..r.R....r..  ..R...r.R..r.o..", 0.85, ("amapiano",), rare=True),
    Bass("cells", "R.....r.....R.r.  ...R..r...o.r...", 0.8, ("amapiano", "gqom"), rare=True),
    Bass("808", "short", tags=("jersey",), rare=True),
    Bass("cells", "R..R..R...R.R...  R..R..R...R.o...", 0.7, ("jersey",), rare=True),
    Bass("cells", "R......r..r.....  ...r..R.....o.5.", 0.8, ("garage", "2-step"), rare=True),
    Bass("cells", "R..r......o..r..  R..r...7..r...a.", 0.75, ("garage", "2-step"), rare=True),
    Bass("cells", "R...o.r...R.o.r.  R...o.r.5.o.a...", 0.7, ("garage",), rare=True),
    Bass("cells", "r.o.r.o.r.o.r.o.  r.o.r.o.r.o.5.a.", 0.55, ("disco", "80s"), rare=True),
    Bass("cells", "R..rr.o...r.5.o.  R..rr.o...3.5.7.", 0.6, ("disco", "funky", "french"), rare=True),
    Bass("cells", "R.r...r.o.r...5.  R.r...r.o.5.7.a.", 0.65, ("french", "funky"), rare=True),
    Bass("cells", "..rr..rr..rr..rr  ..rr..rr..ro..r5", 0.55, ("tech", "minimal", "bass"), rare=True),
    Bass("cells", "R..r..r..r..r...  R..r..r..r..o.r.", 0.6, ("tech", "bass"), rare=True),
    Bass("cells", "rrorr5rorrorr7ro  rrorr5rorrorr7oo", 0.55, ("acid",), rare=True),
    Bass("cells", "r.rro.rr.ror.5ro  r.rro.rr.ror.7or", 0.55, ("acid",), rare=True),
    Bass("cells", "R.....r...r.....  R..r..r...5.....", 0.85, ("afro", "organic", "tropical"), rare=True),
    Bass("cells", "R..r..o...r.r...  R..r..o...5.a...", 0.7, ("afro", "organic"), rare=True),
    Bass("cells", "...r..r...r...r.  ...r..5...r...o.", 0.8, ("latin",), rare=True),
    Bass("cells", "R.......R.......  R.......R...o...", 0.8, ("gqom",), rare=True),
)

TWISTS = {
    "jersey": Twist(swing=0.5, fills=("kicks", "claps", "stutter"), crash=0.4, kits=("808", "909")),
    "amapiano": Twist(swing=0.55, fills=("drop", "snare", "bells"), crash=0.15, gaps=(0.0, 2.0, 4.0)),
    "afro": Twist(swing=0.55, fills=("toms", "bells", "drop")),
    "gqom": Twist(fills=("drop", "toms"), crash=0.2),
    "garage": Twist(swing=0.61, fills=("drop", "snare", "hats"), crash=0.4),
    "disco": Twist(swing=0.5, fills=("toms", "snare", "claps"), crash=1.0, loose_ms=2.5),
    "french": Twist(fills=("drop", "claps", "hats")),
    "lo-fi": Twist(swing=0.58, loose_ms=4.0, crash=0.1),
    "acid": Twist(swing=0.5, fills=("hats", "claps", "roll")),
    "latin": Twist(fills=("bells", "toms"), swing=0.5),
    "tech": Twist(fills=("drop", "hats", "roll"), gaps=(0.0, 1.0, 2.0)),
}  # fmt: skip

LIFTS = ("ride", "sixteenths", "tambourine", "clap", "rims")
TURNS = ("kickless", "breath", "hatless", "stop", "answer")
FILLS = ("claps", "hats", "drop", "snare", "linear", "stutter")
