"""Rock: kit and riff; punk, metal, indie, grunge, classic, blues, surf, ska, rockabilly, math, shoegaze, folk."""

from generation.engines.composer.style import Bass, Twist
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

[four] energetic, anthemic
kick        X...X...X...X...  X...X...X...X.x.
snare       ....X.......X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x...
hat_open    ................  ..............x.

[sixteenths] energetic, raw
kick        X..x....X.x.....  X..x....X.x..x..
snare       ....X..g.g..X...  ....X..g.g..X..g
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxox.
hat_open    ................  ..............x.

[pushed] angry, energetic
kick        X.....xX..x.....  X.....xX..x...x.
snare       ....X.......X...  ....X.......X.o.
hat_open    x...x...x...x...

[stop and go] raw, melancholic
kick        X..x..X.........  X..x..X...x.x...
snare       ....X.......X...  ....X.......X..o
hat_closed  x...x...x...x...  x...x...x.x.x.x.

[bell] anthemic, energetic
kick        X.x.....X..x....  X.x.....X..x..x.
snare       ....X.......X...  ....X.......X...
ride_bell   x...x...x...x...
ride        ..x...x...x...x.

[punk] only: punk
kick        X...X.X.X...X.X.  X...X.X.X...X.X.
snare       ..X...X...X...X.  ..X...X...X...X.
hat_open    x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[skate] only: punk, emo
kick        X.x...x.X.x...x.  X.x...x.X.x.x.x.
snare       ....X.......X...  ....X.......X...
crash       x...............  ................
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[disco punk] only: indie
kick        X...X...X...X...  X...X...X...X...
snare       ....X.......X...  ....X..g....X..g
hat_closed  x...x...x...x...  x...x...x...x...
hat_open    ..x...x...x...x.  ..x...x...x...x.

[jangle] only: indie
kick        X.....x...x.....  X..x..x...x.....
snare       ....X.......X...  ....X.......X..g
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.
tambourine  ..x...x...x...x.  ..x...x...x...x.

[grunge] only: grunge, alternative
kick        X..x..x.X.......  X..x..x.X...x...
snare       ....X.......X...  ....X.......X..o
hat_open    x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[seattle] only: grunge
kick        X.x.......x.X...  X.x.......x.....
snare       ....X..o....X...  ....X..o....X.oo
crash       x...x...x...x...  x...x...x...x...

[double bass] only: metal, nu metal
kick        XxXxXxXxXxXxXxXx  XxXxXxXxXxXxXxXx
snare       ....X.......X...  ....X.......X...
ride        x...x...x...x...  x...x...x...x...
crash       x...............  ................

[thrash] only: metal
kick        X.X.X.X.X.X.X.X.  X.X.X.X.X.X.XxXx
snare       ..X...X...X...X.  ..X...X...X...X.
hat_open    x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[breakdown] only: metal, nu metal
kick        X..XX..X..X.X...  X..XX..X..XXX..X
snare       ........X.......  ........X.......
crash       x...x...x...x...  x...x...x...x...

[hard] only: hard, classic, heavy
kick        X.......X.x.....  X.....x.X.x.....
snare       ....X.......X...  ....X.......X...
hat_open    x...x...x...x...  x...x...x...x...
cowbell     ................  x...x...x...x...

[when it breaks] only: classic, hard
kick        X..x..X...x.....  X.x...X...x..x..
snare       ....X.......X...  ....X..g....X..g
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[garage] only: garage, psychedelic
kick        X...x...X...x...  X...x...X...x.x.
snare       ..x.x.....x.x...  ..x.x.....x.x...
tom_low     x...x...x...x...  x...x...x...x...
tambourine  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[shuffle] only: blues
kick        X...x...X...x...  X...x...X..xx...
snare       ....X.......X...  ....X..g....X..g
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[surf] only: surf
kick        X.......X.......  X.......X.....x.
snare       ....X.X.....X...  ....X.X.....X...
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tom_high    ................  ..........x.x.xx

[math] only: math
kick        X..x...x..x..x..  .x..x...X..x...x
snare       ....X......X....  ..X......X....X.
ride        x.xx.xx.x.xx.xx.  xx.xx.x.xx.xx.x.

[post] only: post-rock, shoegaze
kick        X.....x...x.....  X.....x...x..x..
snare       ....X.......X...  ....X.......X.gg
crash       x...o...x...o...  x...o...x...o...
tom_low     ..........x...x.  ..........x.x.x.

[haze] only: shoegaze, psychedelic
kick        X.x...x...x.....  X.x...x...x...x.
snare       ....X.......X...  ....X.......X...
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[train] only: country, folk, rockabilly
kick        X...x...X...x...  X...x...X...x...
snare       gogxgogxgogxgogx  gogxgogxgogxgoxx
hat_pedal   ....x.......x...  ....x.......x...

[rockabilly] only: rockabilly
kick        X...x...X...x...  X...x...X...x...
snare       ..x.X..x..x.X...  ..x.X..x..x.X.x.
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[stroll] only: soft, pop, folk
kick        X.......X.......  X......oX.......
rim         ....x.......x...  ....x.......x...
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.
shaker      x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.

[power pop] only: pop, soft
kick        X.....x.X.x.....  X.....x.X.x.....
snare       ....X.......X...  ....X.......X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  ....x.......x...  ....x.......x...

[ska] only: ska
kick        X...X...X...X...  X...X...X...X...
snare       ....X.......X...  ....X.......X.x.
hat_closed  ..x...x...x...x.  ..x...x...x...x.
rim         ..x...x...x...x.  ..x...x...x...x.

[rap rock] only: nu metal
kick        X..x....X.x..x..  X..x..x.X.x.....
snare       ....X.......X...  ....X.......X..g
hat_open    x...x...x...x...  x...x...x...x...
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

[backbeat] anthemic, energetic
tambourine  ....x.......x...  ....x.......x.o.

[maracas] raw, energetic
shaker      xoxoxoxoxoxoxoxo
cowbell     ................  ............x.x.

[bell of iron] only: metal, nu metal
ride_bell   x...x...x...x...  x...x...x...x.x.

[hands] anthemic
snap        ....x.......x...
tambourine  x.o.x.o.x.o.x.o.
""")

BASSES = (
    Bass("cells", "R.r.r.r.r.r.r.r.  R.r.r.r.r.r.r.a.", 0.85, ("energetic", "angry", "raw")),
    Bass("kick", hold=0.9),
    Bass("cells", "R.....r.r...r...  R.....r.r.5.a...", 0.9, ("melancholic", "anthemic")),
    Bass("cells", "R.r.r.r.r.r.o.5.  R.r.r.r.r.5.a.a.", 0.85),
    Bass("cells", "R..r..r.R..r..5.  R..r..r.R..7.5a.", 0.8, ("raw",)),
    Bass("cells", "R...r...r...r...  R...r...5...7.a.", 0.9, ("anthemic",)),
    Bass("cells", "R.r.r.r.r.r.r.r.", 0.8, ("punk", "emo", "metal", "garage", "surf"), rare=True),
    Bass("cells", "R.r.r.r.o.r.r.r.  R.r.r.r.5.5.a.a.", 0.8, ("punk", "emo", "surf"), rare=True),
    Bass("kick", hold=0.55, tags=("metal", "nu metal", "math"), rare=True),
    Bass("cells", "R..r..o.R..r..o.  R..r..o.5..7..o.", 0.6, ("indie",), rare=True),
    Bass("cells", "r.o.r.o.r.o.r.o.  r.o.r.o.r.o.5.a.", 0.6, ("indie", "ska"), rare=True),
    Bass("cells", "R...3...5...7...  R...7...5...3.a.", 0.85, ("blues", "rockabilly", "classic"), rare=True),
    Bass("cells", "R...5...R...5...  R...5...R...a...", 0.75, ("country", "folk", "rockabilly"), rare=True),
    Bass("walk", tags=("ska", "rockabilly", "blues"), rare=True),
    Bass("sustain", tags=("post-rock", "shoegaze", "heavy"), rare=True),
)

TWISTS = {
    "punk": Twist(fills=("snare", "toms"), loose_ms=3.5),
    "metal": Twist(fills=("kicks", "toms", "triplets"), loose_ms=1.5),
    "blues": Twist(swing=0.66, swing_beats=0.5, fills=("snare", "triplets")),
    "rockabilly": Twist(swing=0.63, swing_beats=0.5, fills=("snare", "flams")),
    "soft": Twist(crash=0.4, fills=("drop", "toms")),
    "folk": Twist(crash=0.3, fills=("drop", "snare")),
    "country": Twist(crash=0.5, fills=("snare", "flams")),
    "surf": Twist(fills=("toms", "snare", "bells")),
    "ska": Twist(fills=("snare", "toms"), swing=0.54),
}

LIFTS = ("crashes", "ride", "bell", "tambourine", "ghosts", "kicks")
PEAKS = ("crashes", "ride", "bell", "open", "crashes")
TURNS = ("pickup", "half-time", "breath", "answer", "stop")
FILLS = ("toms", "snare", "toms", "triplets", "kicks", "flams", "linear")
