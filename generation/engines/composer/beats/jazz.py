"""The beats of jazz."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[swing]
ride        X...x.o.X...x.o.  X...x.o.X...x.o.
hat_pedal   ....x.......x...
kick        g...g...g...g...  g...g...g...g.?.
snare       ......g.......?.  ..........g.....

[brushes] smoky, mellow, cool
brush       x.o.X.o.x.o.X.o.
hat_pedal   ....o.......o...
kick        g.......g.......  g.......g...?...
ride        ................  ............o.o.

[comping] lively, swinging
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

[bossa] cool, mellow
hat_closed  xoxoxoxoxoxoxoxo
rim         x..x..x...x..x..  ..x...x..x..x...
kick        x..ox..ox..ox..o

[broken] lively
ride        X.o.x...X.o.x.o.  x...X.o.x.o.X...
snare       ......o...g.....  ..o.......o...g.
kick        ......o.........  g.........o.....
hat_pedal   ....x.......x...  ....x..o....x...
""")

PERCUSSION = families("""
[shaker]
shaker      o.g.o.g.o.g.o.g.

[congas] lively, cool
conga_high  ....o.....o.o...  ....o.........o.
conga_low   ............o.o.

[tambourine] swinging
tambourine  ....o.......o...
""")

BASSES = (
    Bass("walk"),
    Bass("walk"),
    Bass("walk", tags=("swinging", "lively")),
    Bass("cells", "R.......5....... r.......5.....a.", 0.95, ("smoky", "mellow")),
)
