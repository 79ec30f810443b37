"""The beats of drill."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[displaced]
kick        X..x......x.....  ...X......x...?.
snare       ........X.....g.  ....g.......X...
hat_closed  x..x..x.x..x..x.  x..x..x.x..x.xo.
hat_open    ................  ..........?.....

[uk]
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
""")

PERCUSSION = families("""
[bongos]
bongo_high  ...x..x....x..x.  ...x..x..x....x.
bongo_low   .....o.......o..  .....o..........

[rims]
rim         ..x..x......x..x  ..x..x....x..x..
shaker      o..o..o.o..o..o.

[wood] cold
woodblock   ......x.....x...  ..x...x.....x...
triangle    x...............
""")

BASSES = (
    Bass("808", "slides"),
    Bass("808", "slides", tags=("aggressive", "menacing")),
    Bass("808", "plain", tags=("melancholic",)),
)
