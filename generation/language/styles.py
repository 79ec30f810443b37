"""The styles that a prompt may name, each brought home to the nearest genre that BeatFlow makes."""

from __future__ import annotations

from dataclasses import dataclass

from generation.engines.composer.genres import GENRES
from generation.language.artists import ARTISTS
from generation.language.text import Phrases, words_of


@dataclass(frozen=True, slots=True)
class Style:
    """A genre, and what sets this style apart within it."""

    genre: str
    traits: tuple[str, ...] = ()
    bpm: float | None = None
    """The style's usual tempo, where it isn't the genre's."""
    drops: tuple[str, ...] = ()
    """Stem kinds that this style does without."""
    is_loose: bool = False
    """Whether the word means something else as often: any other style then wins over it."""

    @property
    def label(self) -> str:
        """What to call it as a trait of another style."""
        return self.traits[0] if self.traits else self.genre


_BY_GENRE: dict[str, str] = {
    # genre: "style[/other spelling…][=trait[+trait]][@bpm]", separated by commas
    "trap": "phonk/drift phonk/memphis/memphis rap=phonk@140, rage/rage beat=rage, plugg/pluggnb=plugg@145, "
    "cloud rap=cloud rap@140, emo rap/emo trap=emo@145, trap soul=soul@130, hard trap=hard, latin trap=latin, "
    "crunk=crunk@150, hyphy=hyphy, mumble rap, soundcloud rap, trap metal=metal@150, detroit rap/detroit type=detroit, "
    "jerk=jerk@145, new jazz=new jazz, opium=rage, hoodtrap=hoodtrap, brazilian phonk=phonk+brazilian@130",
    "lo-fi": "chillhop/chill hop=chillhop, lofi beats, lofi hip hop/lofi rap/lo fi hiphop, vaporwave=vaporwave@80, "
    "chillwave=chillwave@84, downtempo=downtempo@85, jazzhop=jazzy, study beats/beats to study to, ambient "
    "lofi=ambient, "
    "bedroom pop=bedroom pop@88, lofi jazz=jazzy",
    "boom bap": "old school/oldschool=old school, 90s hip hop/90s rap/nineties hip hop=90s, golden age/golden "
    "era=90s, east coast/new york rap=east "
    "coast, "
    "old school hip hop/old school rap/oldschool hip hop/oldskool hip hop=old school, underground hip hop/underground "
    "rap, "
    "boom bap hip hop/boom bap rap, jazz rap/jazz hip hop=jazzy, dusty hip hop=dusty, conscious rap, griselda=dusty",
    "house": "lofi house=lo-fi@118, deep house=deep, tech house=tech@126, acid house=acid@124, chicago house=chicago, "
    "french house=french, "
    "tropical house=tropical@112, afro house/afrohouse=afro@122, amapiano=amapiano@112, gqom=gqom@126, "
    "jersey/jersey club=jersey@138, baltimore club=jersey@132, uk garage/ukg/speed garage/garage house=garage@132, "
    "2 step/two step/2step garage=garage+2-step@132, future garage=garage@132, melodic house=melodic, minimal "
    "house=minimal, "
    "soulful house=soulful, disco house/nu disco=disco, disco=disco@118, "
    "funky house=funky, latin house=latin, bass house=bass@126, slap house=bass, piano house=piano, organic "
    "house=organic@118, "
    "italo disco=disco+80s@118, eurodisco=disco@122, afrotech=afro, hip house=hip house, ghetto house=jersey@135",
    "drill": "uk rap/uk hip hop=uk, uk drill=uk, ny drill/brooklyn drill/new york drill/bronx drill=brooklyn, "
    "chicago drill=chicago, grime=grime@140, jersey drill=jersey@140, sexy drill=melodic, afro drill=afro, drill rap",
    "drum and bass": "dnb/d and b/d n b/drum n bass/drum an bass/drum and base, "
    "jungle/ragga jungle/amen break=jungle@165, "
    "liquid/liquid dnb/liquid funk/liquid drum and bass=liquid, neurofunk/neuro=neurofunk, jump up=jump-up, "
    "breakcore=breakcore@180, drumstep=half-time, techstep=neurofunk, halftime dnb/halftime drum and bass=half-time, "
    "atmospheric dnb/atmospheric drum and bass=atmospheric",
    "techno": "minimal=minimal@126, minimal techno=minimal@126, acid techno=acid, detroit techno=detroit, "
    "hard techno=hard@145, industrial techno=industrial@135, melodic techno=melodic@125, dub techno=dub@125, "
    "ambient techno=ambient@125, peak time=peak-time@132, schranz=hard@150, ebm=industrial@125, gabber=hard@170, "
    "hardgroove=percussive@135, warehouse",
    "hip hop": "rap, hiphop beat/rap beat, g funk=g-funk@94, west coast/westcoast=g-funk@94, trip hop/triphop=trip "
    "hop@85, "
    "southern hip hop=southern, neo boom bap, experimental hip hop, "
    "alternative hip hop, funk rap=funky, abstract hip hop",
    "r&b": "rnb/r n b/rhythm and blues/contemporary rnb/alternative rnb, neo soul=neo soul@85, soul=soul, "
    "motown=soul+60s@95, "
    "gospel=gospel, slow jam=slow jam@75, reggae=reggae@78, new jack swing=new jack swing@95, quiet storm=slow jam, "
    "90s rnb=90s, 2000s rnb=2000s, blues=blues, funk soul=funk@95",
    "pop": "synth pop/synthpop=synth, indie pop=indie, dance pop=dance, electropop=synth, k pop/kpop=k-pop@120, "
    "j pop/jpop=j-pop@125, city pop=city pop@112, hyperpop=hyperpop@140, synthwave/retrowave/outrun=synthwave@100, "
    "reggaeton/regueton/dembow=reggaeton@95, afrobeat/afrobeats/afropop/afro pop=afrobeats@105, "
    "dancehall=dancehall@98, "
    "funk=funk@108, latin pop/latin=latin@100, moombahton=reggaeton@108, funk pop=funk@112, disco pop=disco@118, "
    "art pop, folk=folk@105, folk pop=folk@105, country pop/country=country@110, dream pop=dreamy@105, baroque pop, "
    "new wave=80s@125, 80s pop/eighties pop=80s, soca=soca@130, bachata=latin@125, ballad=ballad@100, "
    "cumbia=latin@100, "
    "eurovision, kizomba=kizomba@100",
    "edm": "trance=trance@138, progressive house=progressive@126, psytrance/psy trance/goa=trance+psy@142, uplifting "
    "trance=trance@138, "
    "hardstyle=hardstyle@150, "
    "big room=big room@128, future bass=future bass@145, electro house/complextro=electro, eurodance=eurodance@130, "
    "festival trap=festival, festival=festival, future house=future house@126, happy hardcore/hardcore "
    "techno=hardstyle@170, "
    "baile funk/funk carioca/favela funk=baile funk@130, electro swing=swing@125, breakbeat/big "
    "beat/breaks=breaks@130, "
    "electronica=electronica, electronic/electronic music/elektronisch/electronique/electronica music, mainstage=big "
    "room, "
    "chiptune/8 bit/8bit=chiptune@130, hands up=eurodance@140, stutter house=stutter",
    "dubstep": "brostep=brostep, deep dubstep=deep, riddim=riddim, melodic dubstep=melodic, dub=dub, tearout=brostep, "
    "140 deep=deep, wobble step",
    "jazz": "bebop/bop/hard bop=bebop@140, swing jazz/big band=swing, bossa nova/bossa=bossa nova@130, "
    "samba=samba@130, "
    "cool jazz=cool, smooth jazz=smooth@100, latin jazz=latin@120, gypsy jazz=gypsy@140, nu jazz=nu jazz@120, "
    "jazz trio=trio, jazz fusion/fusion=fusion@115, ragtime=ragtime@120, dixieland=dixieland@140, salsa=latin@130, "
    "modal jazz=modal, jazz waltz, acid jazz=funky@110, free jazz, lounge=lounge@105, noir jazz/film noir=noir@100",
    "rock": "punk/pop punk/punk rock=punk@140, indie rock/indie=indie, grunge=grunge@115, metal/heavy metal=metal@140, "
    "hard rock=hard, garage rock=garage@135, alternative rock=alternative, classic rock=classic@120, blues "
    "rock=blues@112, "
    "post rock=post-rock@115, surf rock=surf@140, math rock=math, psychedelic rock=psychedelic@115, folk "
    "rock=folk@115, "
    "nu metal=metal@115, "
    "metalcore/death metal/black metal/thrash=metal@150, "
    "shoegaze=shoegaze@115, soft rock=soft@110, pop rock=pop, ska=ska@140, "
    "rockabilly=rockabilly@140, "
    "stoner rock=heavy@110, emo=emo@135, rock n roll/rock and roll=classic@140, country rock=country@115",
}
_LOOSE_WORDS = (
    "rap/soul/dance/chart/festival/funk/electronic/electronic "
    "music/alternative/swing/electro/latin/warehouse/minimal/"
    "liquid/dub/old school/oldschool/indie/neuro/breaks/fusion/jerk/bop/lounge/atl/opium/rage/folk/country/emo/"
    "east coast/west coast/golden age/ballad/crunk/new wave/140 deep/electronica/soca/dembow"
)
_LOOSE = frozenset(_LOOSE_WORDS.split("/"))
UMBRELLAS = frozenset({"hip hop", "edm", "pop"})
"""Genres whose names also stand beside a nearer one: "lo-fi hip hop", "trap pop"."""
_AMBIENT = Style("lo-fi", ("ambient",), 70, ("drums", "percussion"))
_SPECIAL: dict[str, Style] = {
    "ambient": _AMBIENT,
    "drone": _AMBIENT,
    "meditation": _AMBIENT,
    "ambient music": _AMBIENT,
    "garage": Style("house", ("garage",), 132),
    "drum and bass": Style("drum and bass"),
    "club": Style("house", is_loose=True),
    "club music": Style("house", is_loose=True),
    "electro": Style("edm", ("electro",), is_loose=True),
    "bass music": Style("dubstep", is_loose=True),
    "orchestral hip hop": Style("hip hop", ("orchestral",)),
}


def _one_entry(genre: str, entry: str) -> dict[str, Style]:
    """The styles of "spelling/other=trait+trait@bpm"."""
    names, _, bpm = entry.partition("@")
    names, _, traits = names.partition("=")
    style = Style(genre, tuple(traits.split("+")) if traits else (), float(bpm) if bpm else None)
    return {name.strip(): _loosened(name.strip(), style) for name in names.split("/")}


def _loosened(name: str, style: Style) -> Style:
    return Style(style.genre, style.traits, style.bpm, style.drops, True) if name in _LOOSE else style


def _all_styles() -> dict[str, Style]:
    """Genres by name and by their own words first; the sub-styles above know better where both name a phrase.

    "Wobble" is rather a bass than a style: it is left to the players and the hints.
    """
    own = {word: _loosened(word, Style(name)) for name, genre in GENRES.items() for word in (*genre.words, name)}
    nearer: dict[str, Style] = dict(_SPECIAL)
    for genre, entries in _BY_GENRE.items():
        for entry in entries.split(","):
            nearer |= _one_entry(genre, entry.strip())
    styles = {name: style for name, style in own.items() if name not in nearer} | nearer
    return {name: style for name, style in styles.items() if style.genre in GENRES and name != "wobble"}


STYLES: Phrases[Style] = Phrases(_all_styles())

HINTS: Phrases[str] = Phrases(
    ARTISTS
    | {
        "sliding bass": "drill", "sliding 808": "drill", "wobble bass": "dubstep", "wobble": "dubstep",
        "acid": "techno",
        "wobbly bass": "dubstep", "reese bass": "drum and bass", "amen break": "drum and bass",
        "breakbeat": "drum and bass",
        "four on the floor": "house", "4 on the floor": "house", "vinyl crackle": "lo-fi", "study": "lo-fi",
        "studying": "lo-fi", "coffee shop": "lo-fi", "chill beat": "lo-fi", "808": "trap", "hi hat roll": "trap",
        "hihat roll": "trap", "triplet hat": "trap", "rolling hi hat": "trap", "walking bass": "jazz",
        "swing drum": "jazz",
        "upright bass": "jazz", "brush": "jazz", "distorted guitar": "rock", "electric guitar": "rock",
        "guitar riff": "rock",
        "supersaw": "edm", "big drop": "edm", "rave": "techno", "berlin": "techno", "summer hit": "pop",
        "catchy": "pop",
        "rapper": "hip hop", "freestyle": "hip hop", "cypher": "hip hop", "saxophone": "jazz", "love song": "r&b",
    }
)  # fmt: skip
"""What points to a genre where none is named."""


_FALSE_FRIENDS = (
    "haunted house, house party, my house, the house, tree house, light house, full house, a garage, the "
    "garage, my garage, his garage, their garage, in the club, hard rock cafe, rock the, pop the, pop up, "
    "dance at, dance with, first dance, slow dance, dance floor, a chart, soul mate, my soul, rock climbing, "
    "rock bottom, drill instructor, oil drill, trap door, mouse trap, jungle book, in the jungle, on the "
    "chart, punk kid, folk tale"
)
FALSE_FRIENDS: Phrases[bool] = Phrases(dict.fromkeys(_FALSE_FRIENDS.split(", "), True))
"""Words for styles that mean something else beside these."""


def style_named(text: str) -> Style | None:
    """The style that a whole text names: "lofi", "D&B", "deep house"; None where it names none."""
    words = words_of(text)
    found = STYLES.at(words, 0)
    return found[1] if found and found[0] == len(words) else None
