"""Artists whose names stand for a genre: "Drake type beat"."""

from __future__ import annotations

_BY_GENRE: dict[str, str] = {
    "trap": "drake, travis scott, metro boomin, playboi carti, carti, young thug, gunna, lil baby, migos, "
    "21 savage, lil uzi, lil uzi vert, juice wrld, xxxtentacion, ken carson, yeat, don toliver, post malone, southside",
    "lo-fi": "nujabes, lofi girl, jinsang, tomppabeats",
    "boom bap": "j dilla, dj premier, pete rock, wu tang, mobb deep, mf doom, madlib, biggie, notorious big, "
    "a tribe called quest, gang starr, big l",
    "hip hop": "kendrick, kendrick lamar, j cole, eminem, dr dre, snoop dogg, snoop, 2pac, tupac, kanye, kanye west, "
    "tyler the creator, mac miller, outkast, jay z",
    "house": "daft punk, kaytranada, black coffee, chris lake, peggy gou, fred again, larry heard, kerri chandler",
    "drill": "pop smoke, central cee, headie one, fivio foreign, chief keef, ice spice, digga d, russ millions",
    "drum and bass": "chase and status, netsky, sub focus, andy c, noisia, roni size, ltj bukem",
    "techno": "charlotte de witte, amelie lens, jeff mills, carl cox, richie hawtin, ben klock, adam beyer",
    "r&b": "the weeknd, sza, frank ocean, bryson tiller, brent faiyaz, alicia keys, erykah badu, d angelo, "
    "summer walker, giveon",
    "pop": "taylor swift, dua lipa, billie eilish, ariana grande, katy perry, bruno mars, ed sheeran, justin bieber, "
    "harry styles, michael jackson, abba, blackpink",
    "edm": "avicii, martin garrix, david guetta, calvin harris, swedish house mafia, tiesto, zedd, marshmello, "
    "alan walker, kygo, hardwell",
    "dubstep": "skrillex, virtual riot, rusko, benga, skream, flux pavilion",
    "jazz": "miles davis, john coltrane, coltrane, bill evans, duke ellington, chet baker, herbie hancock, "
    "thelonious monk, dave brubeck, louis armstrong",
    "rock": "nirvana, metallica, foo fighters, ac dc, led zeppelin, green day, arctic monkeys, linkin park, "
    "the strokes, radiohead, red hot chili peppers",
}
ARTISTS = {name.strip(): genre for genre, names in _BY_GENRE.items() for name in names.split(",")}
"""Artist → the genre that a beat in their manner is."""
