"""Jazz: a ride that swings and a drummer who listens; bebop, bossa, samba, latin, gypsy, New Orleans, fusion, funk."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[swing] trio
ride        X...x.o.X...x.o.  X...x.o.X...x.o.
hat_pedal   ....x.......x...
kick        g...g...g...g...  g...g...g...g.?.
snare       ......g.......?.  ..........g.....

[brushes] smoky, mellow, cool
brush       x.o.X.o.x.o.X.o.
hat_pedal   ....o.......o...
kick        g.......g.......  g.......g...?...
ride        ................  ............o.o.

[comping] lively, swinging, trio
ride        X...x.o.X...x.o.  X...x...X.o.x.o.
hat_pedal   ....x.......x...
snare       ..g...o.....g...  ......g...o...g.
kick        g...g.?.g...g...  g...g...g.o.g...

[latin] cool
ride        x.x.x.x.x.x.x.x.
rim         x.....x.....x...  ....x.....x.....
hat_pedal   ....o.......o...
kick        x.....o.x.....o.  x.....o.x.....o.

[two] mellow, smoky
ride        X...x...X...x.o.
hat_pedal   ....x.......x...
kick        g.......g.......  g.......g.....o.
rim         ............o...  ......?.....o...

[shuffle] swinging, lively
ride        X.o.X.o.X.o.X.o.
snare       ....o.......o...  ....o...g...o.g.
hat_pedal   ....x.......x...
kick        o...g...o...g...  o...g...o.g.g...

[even eighths] cool, mellow
hat_closed  xoxoxoxoxoxoxoxo
rim         x..x..x...x..x..  ..x...x..x..x...
kick        x..ox..ox..ox..o

[broken] lively
ride        X.o.x...X.o.x.o.  x...X.o.x.o.X...
snare       ......o...g.....  ..o.......o...g.
kick        ......o.........  g.........o.....
hat_pedal   ....x.......x...  ....x..o....x...

[charleston] swinging, cool
hat_closed  X...x.o.X...x.o.
hat_open    ..........o.....  ..o.......o.....
snare       ....g.......g...  ....g.....o.g...
kick        x.....x.........  x.....x.........

[new thing] lively, cool
ride        X.....o.x...X.o.  ..o.X...x.o.....
hat_pedal   ....x..o....x...  ....x.....o.x...
snare       o.....g...o.....  ....o.....g.o...
tom_low     ............o...  ..o.............
kick        ..........o.....  o...........g...

[rim and ride] smoky, cool
ride        x...x.o.x...x.o.  x...x.o.x.o.x.o.
rim         ............x...  ............x...
hat_pedal   ....x.......x...
kick        x.......o.......  x.......o...g...

[bebop] only: bebop
ride        X...X.o.X...X.o.  X.o.X...X.o.X.o.
hat_pedal   ....x.......x...  ....x.......x...
snare       ......o.......o.  ..o.......o.....
kick        g...g...g.o.g...  g.o.g...g...g.o.

[bop broken] only: bebop
ride        X.o.X...X...X.o.  X...X.o.X.o.X...
hat_pedal   ....x.......x...  ....x.......x...
snare       ..o...o.........  ......o...o...g.
kick        ......o.......o.  g.....g...o.....

[big band] only: swing
hat_closed  X...x.o.X...x.o.  X...x.o.X...x.o.
hat_open    ....o.......o...  ....o.......o...
snare       ....o.......o...  ....o.......x.x.
kick        x...x...x...x...  x...x...x...x...

[savoy] only: swing
ride        X...X.o.X...X.o.  X...X.o.X...X.o.
hat_pedal   ....x.......x...  ....x.......x...
snare       ....o.g.....o...  ....o.....o.o.o.
kick        x...o...x...o...  x...o...x...o.o.
crash       ................  ..............o.

[bossa] only: bossa nova
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
rim         x..x..x...x..x..  ..x...x..x..x...
kick        x..ox..ox..ox..o  x..ox..ox..ox..o
hat_pedal   ....o.......o...  ....o.......o...

[bossa brush] only: bossa nova
brush       xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
rim         x..x..x...x.x...  ..x..x....x..x..
kick        x..ox..ox..ox..o  x..ox..ox..ox..o

[samba] only: samba
kick        o..xo..xo..xo..x  o..xo..xo..xo..x
snare       x.ogx.o.ogx.xgo.  x.ogx.o.ogx.xgo.
hat_pedal   ....x.......x...  ....x.......x...
ride        x.x.xx.x.x.xx.x.  x.x.xx.x.x.xx.x.
tom_low     ........x.......  ........x.....x.

[partido] only: samba
kick        o..xo..xo..xo..x  o..xo..xo..xo..x
rim         x.x..x.x.x..x.x.  .x.x..x.x.x.x..x
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
shaker      xggxxggxxggxxggx  xggxxggxxggxxggx

[cascara] only: latin
rim         x.x.xx.x.xx.x.x.  x.x.xx.x.xx.x.x.
kick        ...x..x....x..x.  ...x..x....x..x.
hat_pedal   ....x.......x...  ....x.......x...
cowbell     ................  x...x...x...x...

[mambo] only: latin
cowbell     x.o.x.oox.oox.oo  x.o.x.oox.oox.oo
snare       ......g...x.....  ......g...x..x.x
tom_high    ............x.x.  ....x.......xx..
kick        ...x..o....x..o.  ...x..o....x..o.

[smooth] only: smooth, lounge
kick        X.....o...x.....  X..o......x..o..
rim         ....x.......x...  ....x..g....x...
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.oox.o.x.o.
hat_open    ..............o.  ................
ride        ................  x...x...x...x...

[manouche] only: gypsy
brush       o...X...o...X...  o...X...o...X.o.
hat_pedal   ....x.......x...  ....x.......x...
snare       ....g.......g...  ....g.......g.g.

[new school] only: nu jazz
kick        X..o......o.x...  X.....o..x......
snare       ....X..g.g..X..g  ....X..g.g.gX.g.
ride        x.xox.x.x.xox.x.  x.xox.x.x.x.xox.
hat_pedal   ..o...o...o...o.  ..o...o...o...o.

[fusion] only: fusion
kick        X..o..x...xo....  X..o..x.....x.o.
snare       ....X.gg.g..X..g  ....X.gg.g.gX.g.
hat_closed  x.xgx.xgx.xgx.xg  x.xgx.xgx.xgxxxg
ride_bell   ................  x..x..x...x.x...

[boogaloo] only: funky
kick        X..x..x...x.....  X..x..x...x..x..
snare       ....X..g....X..g  ....X..g.g..X...
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
cowbell     ..x...x...x...x.  ..x...x...x...x.

[rag] only: ragtime, dixieland
kick        x.......x.......  x.......x.......
snare       ....x.g.....x.gg  ....x.g.....x...
woodblock   x.x...x.x.x...x.  x.x...x.x.x.x.x.
crash       ................  ............o...

[second line] only: dixieland
kick        X..x..x.....x...  X..x..x.....x.x.
snare       o.gxo.gox.goxgo.  o.gxo.gox.goxgxg
cowbell     x..x..x...x.x...  x..x..x...x.x...

[modal] only: modal
ride        X...x...X.o.x...  X.o.x...X...x.o.
hat_pedal   ....x.......x...  ....x.......x...
snare       ..........g.....  ......g.......o.
tom_low     ................  ..........o.....

[noir] only: noir
brush       x...o...x...o.g.  x...o...x.g.o...
hat_pedal   ....o.......o...  ....o.......o...
kick        o...............  o.........g.....
ride        ............g...  ................
""")

PERCUSSION = families("""
[shaker]
shaker      o.g.o.g.o.g.o.g.

[congas] lively, cool
conga_high  ....o.....o.o...  ....o.........o.
conga_low   ............o.o.

[tambourine] swinging
tambourine  ....o.......o...

[bongos] mellow, cool
bongo_high  o.g.o.g.o.g.o.g.  o.g.o.g.o.g.o.o.
bongo_low   ......o.........

[triangle] smoky, mellow
triangle    o.......o.......  o.......o...g...

[ting] lively, swinging
woodblock   ..o.......o.....  ..o...o.........
tambourine  ....g.......g...

[escola] only: samba, bossa nova
shaker      xggxxggxxggxxggx  xggxxggxxggxxggx
tambourine  x.x.xx.x.x.xx.x.  x.x.xx.x.x.xx.x.
triangle    o.xoo.xoo.xoo.xo  o.xoo.xoo.xoo.xo

[clave and congas] only: latin
clave       x..x..x...x.x...  x..x..x...x.x...
conga_high  ..x...xx..x...xx  ..x...xx..x...xx
conga_low   ......oo......oo  ......oo......oo
""")

BASSES = (
    Bass("walk", tags=("swinging", "lively")),
    Bass("walk", tags=("swinging", "lively", "cool")),
    Bass("walk", tags=("swinging", "lively", "smoky")),
    Bass("walk", tags=("swinging", "lively")),
    Bass("walk", "two", tags=("mellow", "smoky")),
    Bass("cells", "R.......5.......  r.......5.....a.", 0.95, ("smoky", "mellow")),
    Bass("cells", "R.....r.5.....5.  R.....r.5...7.a.", 0.85, ("cool",)),
    Bass("cells", "R.....r.....5...  R.....5...r...a.", 0.7, ("lively",)),
    Bass("walk", tags=("bebop", "swing", "trio", "gypsy", "cool"), rare=True),
    Bass("cells", "R.....5.R.....5.  R.....5.R...5.a.", 0.85, ("bossa nova", "lounge"), rare=True),
    Bass("cells", "R.....5.5.....R.  R.....5.5.....a.", 0.85, ("bossa nova", "lounge"), rare=True),
    Bass("cells", "R..R5..5R..R5..5  R..R5..5R..R5.a.", 0.7, ("samba",), rare=True),
    Bass("cells", "...R..5.....r...  ...5..R.....a...", 0.95, ("latin",), rare=True),
    Bass("cells", "R.....5...r...o.  ...R..5.....a...", 0.9, ("latin",), rare=True),
    Bass("cells", "R..o..r.5.r...a.  R..o..r.7.5.3.a.", 0.75, ("funky", "fusion", "smooth", "nu jazz"), rare=True),
    Bass("cells", "R.....r..r5...o.  R.....r..r7.5.a.", 0.75, ("funky", "fusion", "smooth", "nu jazz"), rare=True),
    Bass("cells", "R.......5.......  R.......5...a...", 0.7, ("ragtime", "dixieland"), rare=True),
    Bass("cells", "R.........5.....  R.......r.......", 0.95, ("modal", "noir"), rare=True),
    Bass("walk", "two", tags=("modal", "noir", "ragtime", "dixieland", "gypsy"), rare=True),
)

_STRAIGHT = Twist(swing=0.5, fills=("snare", "brushes", "drop"), loose_ms=3.0)
TWISTS = {
    "bebop": Twist(swing=0.62, crash=0.3),
    "swing": Twist(swing=0.66, crash=0.4, fills=("brushes", "snare", "toms")),
    "bossa nova": _STRAIGHT,
    "samba": Twist(swing=0.5, fills=("bells", "snare"), loose_ms=3.0),
    "latin": Twist(swing=0.5, fills=("bells", "snare"), loose_ms=2.5),
    "smooth": Twist(swing=0.55, swing_beats=0.25, fills=("drop", "snare", "toms")),
    "lounge": _STRAIGHT,
    "nu jazz": Twist(swing=0.57, swing_beats=0.25, fills=("snare", "shuffle", "linear")),
    "fusion": Twist(swing=0.5, fills=("linear", "toms", "snare"), crash=0.6, loose_ms=2.0),
    "funky": Twist(swing=0.56, swing_beats=0.25, fills=("linear", "snare")),
    "dixieland": Twist(swing=0.64, fills=("snare", "bells"), crash=0.4),
}

LIFTS = ("bell", "ghosts", "ride", "kicks")
TURNS = ("answer", "breath", "pickup", "half-time")
FILLS = ("brushes", "brushes", "snare", "triplets", "toms", "linear")
