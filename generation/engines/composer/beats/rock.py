"""The beats of rock."""

from generation.engines.composer.style import Bass
from generation.engines.composer.tabs import families

GROOVES = families("""
[straight] raw, anthemic
kick        X.......X.x.....  X.....x.X.......
snare       ....X.......X...  ....X.......X...
hat_closed  x.o.x.o.x.o.x.o.
hat_open    ................  ..............x.

[driving] energetic, angry
kick        X.x...x.X.x.....  X.x...x.X.x...x.
snare       ....X.......X...  ....X..g....X...
hat_open    x.o.x.o.x.o.x.o.

[ride] anthemic, melancholic
kick        X..x..x...x.....  X..x..x.X.......
snare       ....X.......X...  ....X.......X.g.
ride        x.x.x.x.x.x.x.x.

[floor tom] raw, angry
kick        X.......X.......  X.......X...x...
snare       ....X.......X...
tom_low     x.x.x.x.x.x.x.x.

[half] anthemic, half-time, melancholic
kick        X.....x.........  X.....x...x.....
snare       ........X.......  ........X.....g.
crash       x...x...x...x...

[punk] only: punk
kick        X...X.X.X...X.X.
snare       ..X...X...X...X.
hat_open    x.x.x.x.x.x.x.x.
""")

PERCUSSION = families("""
[tambourine]
tambourine  ..x...x...x...x.

[tambourine sixteenths] energetic
tambourine  xoxoXoxoxoxoXoxo

[shaker] melancholic
shaker      x.o.x.o.x.o.x.o.

[cowbell] raw
cowbell     x...x...x...x...
""")

BASSES = (
    Bass("cells", "R.r.r.r.r.r.r.r. R.r.r.r.r.r.r.a.", 0.85, ("energetic", "angry", "raw")),
    Bass("kick"),
    Bass("cells", "R.....r.r...r... R.....r.r.5.a...", tags=("melancholic", "anthemic")),
    Bass("cells", "R.r.r.r.r.r.o.5. R.r.r.r.r.5.a.a.", 0.85),
)
