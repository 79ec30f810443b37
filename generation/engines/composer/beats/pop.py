"""Pop: drums one remembers; synthwave, city pop, K-pop, hyperpop, reggaeton, dancehall, afrobeats, soca, funk, folk."""

from generation.engines.composer.style import Bass, Twist
from generation.engines.composer.tabs import families

GROOVES = families("""
[four] bright, happy, uplifting
kick        X...X...X...X...
snare       ....X.......X...  ....X.......X...
clap        ....x.......x...
hat_closed  x.x.x.x.x.x.x.x.
hat_open    ..............?.  ..............x.

[backbeat]
kick        X.....x.X.......  X.....x.X.x.....
snare       ....X.......X...  ....X.......X..g
hat_closed  x.x.x.x.x.x.x.x.

[syncopated] uplifting
kick        X..x..x...x.....  X..x..x...x...o.
clap        ....X.......X...
snare       ....o.......o...
hat_closed  xoxoxoxoxoxoxoxo
hat_open    ......x.........  ......x.......x.

[tropical] dreamy, happy, sunny
kick        X...X...X...X...
snare       ...x..x....x..x.  ...x..x....x.xx.
rim         ...o..o....o..o.
hat_closed  ..x...x...x...x.

[half] bittersweet, dreamy, half-time
kick        X.....x.........  X.....x...x.....
snare       ........X.......  ........X.......
hat_closed  x.o.x.o.x.o.x.o.

[stomp] bright, uplifting
kick        X...x...X...x...  X...x...X.x.x...
clap        ....X.......X...  ....X.......X.xx
tom_low     x.......x.......  x.......x..x....
tambourine  ..x...x...x...x.

[verse beat] bittersweet, bright
kick        X..x....X..x....  X..x....X.x.....
snap        ....X.......X...
hat_closed  x...x...x...x...  x...x...x.x.x.x.
shaker      ..o...o...o...o.

[driven] happy, uplifting
kick        X.x.....X.x.....  X.x...x.X.......
snare       ....X.......X...  ....X.......X.oo
hat_open    x...x...x...x...
hat_closed  ..x...x...x...x.

[push] bright, bittersweet
kick        X..x..x.X.....x.  X..x..x.X..x....
snare       ....X.......X...
hat_closed  x.xxx.x.x.xxx.x.
rim         .......g.......g

[synth] only: synth, 80s
kick        X...X...X...X...  X...X...X...X.x.
snare       ....X.......X...  ....X.......X...
clap        ....X.......X...  ....X.......X..x
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
tom_mid     ................  ..........x.x.x.

[new wave] only: 80s, synth
kick        X.....x.X.x.....  X.....x.X.x.....
snare       ....X.......X...  ....X.......X...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tom_low     ................  ............x.x.
cowbell     ..x...x.........  ..x...x.........

[outrun] only: synthwave
kick        X...X...X...X...  X...X...X...X...
snare       ....X.......X...  ....X.......X...
hat_closed  x.x.x.x.x.x.x.x.  x.xxx.xxx.xxx.xx
tom_high    ................  ........x.x.....
tom_low     ................  ............x.x.

[night drive] only: synthwave
kick        X.....x.X.......  X.....x.X.x.....
snare       ....X.......X...  ....X.......X...
clap        ....x.......x...  ....x.......x...
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
tom_mid     ..............o.  ..........x..x..

[dance] only: dance, k-pop
kick        X...X...X...X...  X...X...X...X...
clap        ....X.......X...  ....X.......X..x
hat_open    ..X...X...X...X.  ..X...X...X...X.
hat_closed  x.x.x.x.x.x.x.x.  x.xxx.xxx.xxx.xx

[idol] only: k-pop
kick        X..x..x...x.x...  X..x..x...x.x.x.
snare       ....X.......X...  ....X.......X.xx
clap        ....X.......X...  ....X.......X...
hat_closed  x.x.xxx.x.x.xxx.  x.x.xxx.xxx.xxxx
tom_low     ..............x.  ..............x.

[eighths] only: j-pop
kick        X.x...x.X.x.....  X.x...x.X.x...x.
snare       ....X.......X...  ....X.......X.xx
ride        x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
tambourine  ....x.......x...  ....x.......x...

[city] only: city pop
kick        X.....x.X..x....  X.....x.X..x..x.
snare       ....X..g....X..g  ....X..g.g..X...
hat_closed  xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
hat_open    ......x.......x.  ......x.......x.
tambourine  ..x...x...x...x.  ..x...x...x...x.

[sweet city] only: city pop
kick        X...X...X...X...  X...X...X...X.x.
snare       ....X.......X...  ....X..g....X..g
hat_closed  xxxxxxxxxxxxxxxx  xxxxxxxxxxxxxxxx
hat_open    ..x...x...x...x.  ..x...x...x...x.

[sugar rush] only: hyperpop
kick        X..x..X..x..X.x.  X..x..X..x..XxXx
snare       ....X.......X...  ....X..x....X.xx
clap        ....X.......X...  ....X.......X...
hat_closed  xxxxxxxxxxxxxxxx  xxxxxxxxxxxxxxxx

[glitter] only: hyperpop
kick        X.....X...X.....  X.X...X...X.X.XX
snare       ........X.......  ........X.....xx
clap        ........X.......  ........X...x.xx
hat_closed  x.xxxxx.x.xxxxxx  x.xxxxx.xxxxxxxx
crash       x...............  ........x.......

[dembow] only: reggaeton
kick        X...X...X...X...  X...X...X...X...
snare       ...X..X....X..X.  ...X..X....X..X.
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[perreo] only: reggaeton
kick        X...X...X...X...  X...X...X...X..x
snare       ...X..X....X..X.  ...X..X....X..X.
rim         ...x..x....x..x.  ...x..x....x.xxx
shaker      xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
tom_high    ................  ............x.x.

[moombah] only: reggaeton
kick        X...X...X...X...  X...X...X...X...
clap        ...X..X....X..X.  ...X..X....X..X.
hat_open    ..x...x...x...x.  ..x...x...x...x.
tom_low     ..........x..x..  ......x...x..x..

[bashment] only: dancehall
kick        X..x....X..x....  X..x....X..x..x.
snare       ......X.....X...  ......X.....X.xx
rim         ......x.....x...  ......x.....x...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[diwali] only: dancehall
kick        X..x..X....x..X.  X..x..X....x..X.
clap        ...x..x....x..x.  ...x..x....x.xx.
shaker      xoxoxoxoxoxoxoxo  xoxoxoxoxoxoxoxo
tom_mid     ................  ..........x.x...

[afrobeats] only: afrobeats, afro
kick        X..x....X..x....  X..x....X..x..o.
snare       ......X.....X...  ......X.....X..g
rim         ...x..x....x..x.  ...x..x...x.x...
hat_closed  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.
shaker      xoxxxoxxxoxxxoxx  xoxxxoxxxoxxxoxx

[lagos] only: afrobeats, afro
kick        X.....x.X.....x.  X.....x.X...x.x.
snare       ...x..X....x..X.  ...x..X....x.xX.
rim         x..x..x...x.x...  x..x..x...x.x...
hat_closed  ..x...x...x...x.  ..x...x...x...x.
conga_low   .......x......xx  .......x.......x

[kizomba] only: kizomba
kick        X..x..x.X..x..x.  X..x..x.X..x..x.
snare       ............X...  ............X...
rim         ....x..x....x...  ....x..x....x.x.
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx

[tumbao] only: latin
kick        X..x..x.X..x..x.  X..x..x.X..x..x.
snare       ....x.......x...  ....x.......x.xx
clave       x..x..x...x.x...  x..x..x...x.x...
cowbell     x...x...x...x...  x...x...x.x.x.x.

[cumbia] only: latin
kick        X.......X.......  X.......X.....x.
snare       ....x.......x...  ....x.......x...
shaker      x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx
conga_low   ..x...xx..x...xx  ..x...xx..x...xx
cowbell     x...x...x...x...  x...x...x...x...

[soca] only: soca
kick        X...X...X...X...  X...X...X...X...
snare       ...x..x....x..x.  ...x..x.x..xx.xx
hat_open    ..x...x...x...x.  ..x...x...x...x.
cowbell     x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx

[road march] only: soca
kick        X..xX..xX..xX..x  X..xX..xX..xX..x
snare       x..x..x.x.x.x.x.  x..x..x.x.x.xxxx
clap        ....X.......X...  ....X.......X...
shaker      xoxxxoxxxoxxxoxx  xoxxxoxxxoxxxoxx

[funk] only: funk
kick        X.x...x...x..x..  X.x...x..xx.....
snare       ....X..g.g..X..g  ....X..g.g.gX.g.
hat_closed  xxxxxxxoxxxxxxxo  xxxxxxxoxxxxxx.o
hat_open    .......x........  ..............x.

[strut] only: funk
kick        X.....x..xx.....  X..x..x..xx..x..
snare       ....X..g....X..g  ....X..g.g..X...
hat_closed  x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx
cowbell     x...x...x...x...  x...x...x...x...

[disco] only: disco
kick        X...X...X...X...  X...X...X...X.x.
snare       ....X.......X...  ....X.......X.xx
hat_open    ..X...X...X...X.  ..X...X...X...X.
hat_closed  x.x.x.x.x.x.x.x.  xxx.xxx.xxx.xxx.
tambourine  ....x.......x...  ....x.......x...

[folk stomp] only: folk
kick        X...X...X...X...  X...X...X...X...
tambourine  ....x.......x...  ....x.......x...
snap        ....X.......X...  ....X.......X...
shaker      x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.

[train] only: country, folk
kick        X...X...X...X...  X...X...X...X...
snare       gogxgogxgogxgogx  gogxgogxgogxgoxx
hat_pedal   ....x.......x...  ....x.......x...

[indie] only: indie, dreamy
kick        X.....x.X..x....  X.....x.X.x.....
snare       ....X.......X...  ....X.......X..g
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.
tambourine  x.x.x.x.x.x.x.x.  x.x.x.x.x.x.x.x.

[slow] only: ballad
kick        X.........x.....  X......oX.......
rim         ....x.......x...  ....x.......x...
hat_closed  x.o.x.o.x.o.x.o.  x.o.x.o.x.o.x.o.
""")

PERCUSSION = families("""
[tambourine]
tambourine  ..x...x...x...x.
shaker      xoxoxoxoxoxoxoxo

[shaker]
shaker      xgogxgogxgogxgog

[snaps] dreamy, bittersweet
snap        ....x.......x...
triangle    ..o...........o.

[conga] happy
conga_high  ..xo..x...xo..x.
conga_low   .......x.......x

[bongos] happy, uplifting
bongo_high  x.oox.oox.oox.oo  x.oox.oox.o.x.x.
bongo_low   ......x.......x.

[bells] bright, uplifting
cowbell     ..x..x....x..x..  ..x..x....x.x...
tambourine  ....x.......x...

[wood] bittersweet, bright
woodblock   ...x..x.........  ...x..x....x....
shaker      ..o...o...o...o.

[caribe] only: reggaeton, dancehall, soca, latin, kizomba
conga_high  ..x..xx...x..xx.  ..x..xx...x.x.x.
conga_low   x......xx......x  x......xx.......
shaker      xoxoxoxoxoxoxoxo

[guiro] only: reggaeton, latin
shaker      x.xxx.xxx.xxx.xx  x.xxx.xxx.xxx.xx
woodblock   ...x..x....x..x.  ...x..x....x..x.
bongo_high  ..o...o...o...oo  ..o...o...o.o.oo

[talking] only: afrobeats, afro, kizomba
conga_high  ..xx..x...xx..x.  ..xx..x...x.x.x.
conga_low   x......xx......x  x......xx.......
shaker      xoxxxoxxxoxxxoxx  xoxxxoxxxoxxxoxx
woodblock   x..x..x...x.x...  x..x..x...x.x...

[disco hands] only: disco, funk, city pop
tambourine  xoxoxoxoxoxoxoxo
conga_high  ..x...xx..x...xx  ..x...xx..x..xxx
cowbell     x...x...x...x...
""")

BASSES = (
    Bass("cells", "R.r.r.r.r.r.r.r.", 0.8, ("uplifting", "bright")),
    Bass("kick", hold=0.85),
    Bass("cells", "R.....r.r...r...  R.....r.r.5.a...", 0.85),
    Bass("cells", "R.o.r.o.r.o.r.o.", 0.6, ("happy",)),
    Bass("cells", "R..r..r.r..r..r.  R..r..r.r..r..a.", 0.8),
    Bass("cells", "R...r...r...r...  R...r...5...7.a.", 0.9, ("bittersweet", "dreamy")),
    Bass("cells", "R.rrr.rrr.rrr.rr", 0.7, ("synthwave", "synth", "80s"), rare=True),
    Bass("cells", "R.o.R.o.R.o.R.o.  R.o.R.o.R.o.5.7.", 0.65, ("synthwave", "synth", "80s", "disco"), rare=True),
    Bass("cells", "R..r..r.R..r..r.  R..r..r.R..r.5a.", 0.8, ("reggaeton", "dancehall", "kizomba"), rare=True),
    Bass("808", "short", tags=("reggaeton", "dancehall"), rare=True),
    Bass("cells", "R.....r.R.....5.  R.....r.R...5.a.", 0.85, ("reggaeton", "afrobeats"), rare=True),
    Bass("cells", "R..r......r.5...  R..r....7...5.a.", 0.8, ("afrobeats", "afro"), rare=True),
    Bass("cells", "...r..5.....R...  ...r..5...R...a.", 0.85, ("latin",), rare=True),
    Bass("cells", "R.....5.5...R...  R.....5.5...a...", 0.75, ("latin", "soca"), rare=True),
    Bass("cells", "R.r...o..r5.7...  R.r...o..r7.5.a.", 0.6, ("funk", "city pop"), rare=True),
    Bass("cells", "R..r..o.R..r.5o.  R..r..o.7.5.3.a.", 0.65, ("funk", "city pop", "disco"), rare=True),
    Bass("cells", "..R...R...R...R.", 0.85, ("dance", "k-pop"), rare=True),
    Bass("cells", "R..R..R.R..R..R.  R..R..R.R.R.5.a.", 0.75, ("k-pop", "hyperpop", "j-pop"), rare=True),
    Bass("808", "slides", tags=("hyperpop",), rare=True),
    Bass("cells", "R...5...R...5...  R...5...R...a...", 0.8, ("country", "folk"), rare=True),
    Bass("cells", "R.......r.......  R.......5.....a.", 0.95, ("ballad", "dreamy"), rare=True),
)

_ISLAND = Twist(swing=0.5, fills=("toms", "drop", "bells"), crash=0.3)
TWISTS = {
    "synthwave": Twist(fills=("toms", "toms", "snare"), crash=0.9),
    "80s": Twist(fills=("toms", "claps", "snare")),
    "city pop": Twist(swing=0.54, fills=("toms", "linear", "snare")),
    "k-pop": Twist(fills=("roll", "stutter", "claps"), hat_rolls=0.25),
    "hyperpop": Twist(fills=("stutter", "roll", "kicks"), hat_rolls=0.4),
    "reggaeton": _ISLAND,
    "dancehall": _ISLAND,
    "soca": _ISLAND,
    "kizomba": _ISLAND,
    "latin": Twist(swing=0.5, fills=("bells", "toms", "snare")),
    "afrobeats": Twist(swing=0.55, fills=("drop", "bells", "toms"), crash=0.2),
    "afro": Twist(swing=0.55, fills=("drop", "bells", "toms"), crash=0.2),
    "funk": Twist(swing=0.55, fills=("linear", "snare", "toms"), loose_ms=2.0),
    "folk": Twist(crash=0.2, fills=("drop",), loose_ms=3.0),
    "country": Twist(crash=0.5, fills=("snare", "flams")),
    "ballad": Twist(crash=0.4, fills=("drop", "toms")),
}

LIFTS = ("tambourine", "open", "clap", "ride", "sixteenths", "kicks")
TURNS = ("breath", "pickup", "hatless", "stop", "half-time", "answer")
FILLS = ("snare", "toms", "claps", "drop", "flams", "linear")
