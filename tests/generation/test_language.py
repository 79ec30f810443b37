"""What people write is understood: genre, tempo, key, mood, length, players, loops."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.engines.composer.genres import GENRES
from generation.engines.composer.palette import INSTRUMENT_WORDS
from generation.engines.theory import parse_key
from generation.language import understand

NO_DRUMS = ("bass", "chords", "melody", "other")
PROMPTS: list[tuple[str, dict[str, Any]]] = [
    # the issue's own
    (
        "dark trap in C minor around 140, 30 seconds",
        {"genre": "trap", "mood": "dark", "key": "C minor", "bpm": 140, "duration_s": 30},
    ),
    (
        "dark trap in C minor around 140, 30 seconds, no melody, with rhodes",
        {"genre": "trap", "dropped": ("melody",), "instruments": ("rhodes",)},
    ),
    ("only bass and drums", {"only": ("bass", "drums"), "kinds": ("drums", "bass"), "genre": None}),
    ("lo-fi with rhodes and vinyl crackle", {"genre": "lo-fi", "instruments": ("rhodes", "vinyl")}),
    ("UK rap with sliding bass", {"genre": "drill"}),
    # genres in every spelling
    ("lofi beat", {"genre": "lo-fi"}),
    ("lo fi beats", {"genre": "lo-fi"}),
    ("Lo-Fi hip hop to study to", {"genre": "lo-fi"}),
    ("DnB", {"genre": "drum and bass"}),
    ("drum & bass roller", {"genre": "drum and bass"}),
    ("drum'n'bass at 174", {"genre": "drum and bass", "bpm": 174}),
    ("D&B banger", {"genre": "drum and bass", "energy": 0.9}),
    ("R&B", {"genre": "r&b"}),
    ("rnb slow jam", {"genre": "r&b"}),
    ("r'n'b ballad", {"genre": "r&b"}),
    ("hip-hop", {"genre": "hip hop"}),
    ("hiphop instrumental", {"genre": "hip hop"}),
    ("boombap", {"genre": "boom bap"}),
    ("BOOM-BAP!!!", {"genre": "boom bap"}),
    ("a house track", {"genre": "house"}),
    ("Techno.", {"genre": "techno"}),
    ("some dub step", {"genre": "dubstep"}),
    ("EDM festival banger", {"genre": "edm"}),
    ("jazz", {"genre": "jazz"}),
    ("hard rock riff", {"genre": "rock"}),
    ("pop song like on the radio", {"genre": "pop"}),
    # sub-styles
    ("phonk", {"genre": "trap", "traits": ("phonk",)}),
    ("drift phonk at 150", {"genre": "trap", "traits": ("phonk",), "bpm": 150}),
    ("rage beat", {"genre": "trap", "traits": ("rage",)}),
    ("plugg", {"genre": "trap", "traits": ("plugg",)}),
    ("cloud rap", {"genre": "trap", "traits": ("cloud rap",)}),
    ("jersey club", {"genre": "house", "traits": ("jersey",), "usual_bpm": 138}),
    ("amapiano-ish groove", {"genre": "house", "traits": ("amapiano",)}),
    ("deep house", {"genre": "house", "traits": ("deep",)}),
    ("UK garage", {"genre": "house", "traits": ("garage",)}),
    ("2-step", {"genre": "house", "traits": ("garage", "2-step"), "bpm": None, "duration_s": None}),
    ("disco", {"genre": "house", "traits": ("disco",)}),
    ("liquid dnb", {"genre": "drum and bass", "traits": ("liquid",)}),
    ("jungle with amen breaks", {"genre": "drum and bass", "traits": ("jungle",)}),
    ("grime", {"genre": "drill", "traits": ("grime",)}),
    ("chillhop", {"genre": "lo-fi", "traits": ("chillhop",)}),
    ("ambient", {"genre": "lo-fi", "traits": ("ambient",), "kinds": NO_DRUMS}),
    ("neo soul", {"genre": "r&b", "traits": ("neo soul",)}),
    ("g-funk", {"genre": "hip hop", "traits": ("g-funk",)}),
    ("90s hip hop", {"genre": "boom bap", "traits": ("90s",), "duration_s": None, "bpm": None}),
    ("synthwave", {"genre": "pop", "traits": ("synthwave",)}),
    ("reggaeton", {"genre": "pop", "traits": ("reggaeton",), "usual_bpm": 95}),
    ("afrobeats", {"genre": "pop", "traits": ("afrobeats",)}),
    ("afrobeat", {"genre": "pop", "traits": ("afrobeats",)}),
    ("funk", {"genre": "pop", "traits": ("funk",)}),
    ("uplifting trance", {"genre": "edm", "traits": ("trance",)}),
    ("hardstyle", {"genre": "edm", "traits": ("hardstyle",), "usual_bpm": 150}),
    ("minimal techno", {"genre": "techno", "traits": ("minimal",)}),
    ("minimal trap", {"genre": "trap", "traits": ("minimal",)}),
    ("bossa nova", {"genre": "jazz", "traits": ("bossa nova",)}),
    ("punk rock", {"genre": "rock", "traits": ("punk",)}),
    # one of several styles is meant
    ("trap with jazz chords", {"genre": "trap", "traits": ("jazz",)}),
    ("jazz house", {"genre": "house"}),
    ("rock-inspired trap", {"genre": "trap"}),
    ("lo-fi house", {"genre": "house", "traits": ("lo-fi",)}),
    ("hip hop, not trap", {"genre": "hip hop"}),
    ("drill with orchestral strings", {"genre": "drill", "traits": ("orchestral",), "instruments": ("strings",)}),
    # no style named, but pointed to
    ("four on the floor", {"genre": "house"}),
    ("chill beats with vinyl crackle", {"genre": "lo-fi", "mood": "chill"}),
    ("something with a huge wobble bass", {"genre": "dubstep", "instruments": ("wobble",)}),
    ("walking bass and brushes", {"genre": "jazz"}),
    ("808s and hi-hat rolls", {"genre": "trap", "instruments": ("808",), "duration_s": None, "bpm": None}),
    # tempo
    ("trap 140", {"bpm": 140}),
    ("trap at 140bpm", {"bpm": 140}),
    ("trap BPM: 140", {"bpm": 140}),
    ("trap, tempo of 150", {"bpm": 150}),
    ("house 120-124 bpm", {"bpm": 122}),
    ("house between 120 and 130", {"bpm": 125}),
    ("house, 120 to 126 bpm", {"bpm": 123}),
    ("lofi at 92", {"bpm": 92}),
    ("lofi ~85", {"bpm": 85}),
    ("lofi about 72 bpm", {"bpm": 72}),
    ("techno 132.5 bpm", {"bpm": 132.5}),
    ("techno 132,5 bpm", {"bpm": 132.5}),
    ("trap at a hundred and forty bpm", {"bpm": 140}),
    ("house at one twenty four bpm", {"bpm": 124}),
    ("ninety bpm boom bap", {"bpm": 90}),
    ("140 beats per minute", {"bpm": 140}),
    ("trap 900 bpm", {"bpm": 900}),
    ("half-time trap at 140", {"bpm": 140, "traits": ("half-time",)}),
    ("slow house", {"bpm": None, "pace": 0.0}),
    ("fast dnb", {"bpm": None, "pace": 1.0}),
    ("house, 128 kbps mp3", {"bpm": None}),
    ("909 house", {"bpm": None, "duration_s": None}),
    ("trap 30 seconds 140", {"bpm": 140, "duration_s": 30}),
    # keys
    ("trap in Cm", {"key": "C minor"}),
    ("trap, c# min, 140", {"key": "C# minor", "bpm": 140}),
    ("house F# dorian", {"key": "F# dorian"}),
    ("pop in Bb maj", {"key": "Bb major"}),
    ("pop in A", {"key": "A major"}),
    ("sad piano in A", {"key": "A minor"}),
    ("F sharp minor techno", {"key": "F# minor"}),
    ("E flat major jazz", {"key": "Eb major"}),
    ("jazz in E♭ major", {"key": "Eb major"}),
    ("drill, key of D", {"key": "D major"}),
    ("drill key: g minor", {"key": "G minor"}),
    ("trap in a minor", {"key": "A minor"}),
    ("A minor lofi beat", {"key": "A minor", "genre": "lo-fi"}),
    ("a minor problem", {"key": None, "mode": None}),
    ("a beat", {"key": None}),
    ("make me a trap beat in a dark mood", {"key": None, "mood": "dark"}),
    ("trap in a minor key", {"key": None, "mode": "minor"}),
    ("house in dorian", {"key": None, "mode": "dorian"}),
    ("i am happy", {"key": None, "mood": "happy"}),
    ("Am I dreaming? lofi", {"key": None}),
    ("lofi, Am, 80", {"key": "A minor", "bpm": 80}),
    ("techno in F#m", {"key": "F# minor"}),
    ("trap in E harmonic minor", {"key": "E harmonic minor"}),
    ("trap C-minor", {"key": "C minor"}),
    ("ab minor drill", {"key": "Ab minor"}),
    ("jazz in the key of B flat", {"key": "Bb major"}),
    ("plan B for a house beat", {"key": None}),
    # length
    ("30s lofi", {"duration_s": 30}),
    ("lofi, 45 sec", {"duration_s": 45}),
    ("1:30 of house", {"duration_s": 90}),
    ("a minute and a half of house", {"duration_s": 90}),
    ("two and a half minutes of house", {"duration_s": 150}),
    ("half a minute of jazz", {"duration_s": 30}),
    ("2 min techno", {"duration_s": 120}),
    ("1 minute 20 seconds of techno", {"duration_s": 80}),
    ("1m30s techno", {"duration_s": 90}),
    ("twenty seconds of drill", {"duration_s": 20}),
    ("20-30 seconds of drill", {"duration_s": 25}),
    ("1.5 minutes", {"duration_s": 90}),
    ("8 bars of trap", {"bars": 8, "duration_s": None}),
    ("16-bar loop", {"bars": 16, "looping": True}),
    ("sixteen bars", {"bars": 16}),
    ("a 4 bar intro, then the drop", {"bars": None}),
    ("an intro of 8 bars, house", {"bars": None}),
    ("beat for my podcast intro 10 seconds", {"duration_s": 10}),
    ("80s pop", {"duration_s": None}),
    ("90s long techno", {"duration_s": 90}),
    ("10 hours of rain", {"duration_s": 36000, "instruments": ("rain",)}),
    ("trap, duration 60", {"duration_s": 60, "bpm": None}),
    ("trap at 140 for 30", {"duration_s": 30, "bpm": 140}),
    # forms
    (
        "length: 90 seconds, genre: techno, bpm: 128, key: A minor, mood: dark",
        {"genre": "techno", "bpm": 128, "key": "A minor", "mood": "dark", "duration_s": 90},
    ),
    # mood and energy
    ("gloomy drill", {"mood": "dark"}),
    ("menacing trap", {"mood": "menacing"}),
    ("menacing house", {"mood": "dark"}),
    ("a rainy lo-fi beat", {"mood": "rainy"}),
    ("heartbroken r&b", {"mood": "sad"}),
    ("joyful pop", {"mood": "happy"}),
    ("not too dark, just chill trap", {"mood": "chill"}),
    ("dark and dreamy trap", {"mood": "dark", "traits": ("dreamy",)}),
    ("late-night r&b", {"mood": "late-night"}),
    ("high energy techno", {"energy": 0.9}),
    ("low energy techno", {"energy": 0.2, "mood": None}),
    ("calm jazz", {"energy": 0.2, "mood": "calm"}),
    ("hard techno", {"genre": "techno", "traits": ("hard",)}),
    ("epic orchestral trap", {"mood": "epic", "traits": ("orchestral",)}),
    # players
    ("trap no drums", {"dropped": ("drums", "percussion"), "kinds": NO_DRUMS}),
    ("drumless hip hop", {"dropped": ("drums", "percussion"), "genre": "hip hop"}),
    ("house without melody", {"dropped": ("melody",)}),
    ("house without bass or melody", {"dropped": ("bass", "melody")}),
    ("house, no drums, bass or melody", {"dropped": ("drums", "percussion", "bass", "melody")}),
    ("house, no drums, piano", {"dropped": ("drums", "percussion"), "instruments": ("piano",)}),
    ("just drums", {"only": ("drums",)}),
    ("trap, drums only", {"only": ("drums",), "genre": "trap"}),
    ("trap, just drum and bass", {"only": ("drums", "bass"), "genre": "trap"}),
    ("just drum and bass", {"only": (), "genre": "drum and bass"}),
    ("only piano, lofi", {"kinds": ("chords", "melody"), "instruments": ("piano",)}),
    ("trap with drums and bass", {"genre": "trap", "kinds": None}),
    ("trap without 808s", {"without": ("808",), "instruments": ()}),
    ("pop, no guitars, with strings and a trumpet", {"without": ("guitar",), "instruments": ("strings", "trumpet")}),
    ("lofi, don't use any piano", {"without": ("piano",)}),
    ("trap no vocals", {"dropped": (), "ignored": ()}),
    ("trap, no hi-hats", {"without": ("hat_closed", "hat_open", "hat_pedal"), "ignored": ()}),
    ("punchy kick and crisp snare, techno", {"without": (), "instruments": (), "added": ()}),
    ("boom bap w/ dusty vinyl, upright bass & rhodes", {"instruments": ("vinyl", "upright bass", "rhodes")}),
    ("jazz with saxophone and upright bass", {"instruments": ("sax", "upright bass")}),
    ("electric piano and tape hiss lofi", {"instruments": ("rhodes", "tape")}),
    # loops
    ("seamless house loop", {"looping": True}),
    ("looping trap", {"looping": True}),
    ("trap, no loop", {"looping": False}),
    ("trap", {"looping": None}),
    # other languages
    ("90er Jahre Hip Hop mit Kontrabass", {"genre": "hip hop", "traits": ("90s",), "instruments": ("upright bass",)}),
    ("リラックスできるローファイ 75", {"genre": "lo-fi", "mood": "chill", "bpm": 75, "ignored": ()}),
    (
        "düsterer Trap in fis-Moll mit 140 bpm, 30 Sekunden, ohne Schlagzeug",
        {"genre": "trap", "mood": "dark", "key": "F# minor", "bpm": 140, "duration_s": 30, "kinds": NO_DRUMS},
    ),
    ("ein trauriger Lo-Fi Beat mit Klavier, 80 BPM", {"genre": "lo-fi", "mood": "sad", "bpm": 80}),
    ("House in h-Moll, eine halbe Minute", {"key": "B minor", "duration_s": 30}),
    ("Techno mit 130 BPM, nur Schlagzeug und Bass", {"genre": "techno", "bpm": 130, "only": ("drums", "bass")}),
    (
        "un beat trap sombre à 140 bpm, 30 secondes, sans batterie",
        {"genre": "trap", "mood": "dark", "bpm": 140, "duration_s": 30, "kinds": NO_DRUMS},
    ),
    ("house joyeux en la mineur, une minute et demie", {"mood": "happy", "key": "A minor", "duration_s": 90}),
    (
        "trap oscuro a 140 bpm, 30 segundos, sin batería",
        {"genre": "trap", "mood": "dark", "bpm": 140, "duration_s": 30, "kinds": NO_DRUMS},
    ),
    ("reggaeton alegre en do menor", {"genre": "pop", "mood": "happy", "key": "C minor"}),
    (
        "trap sombrio a 140 bpm, 30 segundos, sem bateria",
        {"genre": "trap", "mood": "dark", "bpm": 140, "duration_s": 30, "kinds": NO_DRUMS},
    ),
    ("lo-fi triste em lá menor com piano", {"genre": "lo-fi", "mood": "sad", "key": "A minor"}),
    (
        "暗いトラップ、BPM140、30秒、ドラムなし",
        {"genre": "trap", "mood": "dark", "bpm": 140, "duration_s": 30, "kinds": NO_DRUMS},
    ),
    ("ローファイ ヒップホップ 80BPM ハ短調 ピアノ", {"genre": "lo-fi", "bpm": 80, "key": "C minor"}),
    ("明るいハウス テンポ124 1分30秒", {"genre": "house", "mood": "happy", "bpm": 124, "duration_s": 90}),
    ("ＴＲＡＰ　１４０ｂｐｍ", {"genre": "trap", "bpm": 140}),
]


@pytest.mark.parametrize(("prompt", "expected"), PROMPTS, ids=[prompt for prompt, _ in PROMPTS])
def test_a_prompt_is_understood(prompt: str, expected: dict[str, Any]) -> None:
    understood = understand(prompt)
    assert {name: getattr(understood, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("dark trap in C minor around 140", "Dark trap in C minor"),
        ("a rainy lo-fi beat", "Rainy lo-fi"),
        ("deep house in A minor", "Deep house in A minor"),
        ("UK rap at 140", "UK rap at 140 bpm"),
        ("r&b", "R&B"),
        ("Give me goosebumps please", "Give me goosebumps please"),
        ("sunset on the beach, drop at bar 5, 20 seconds", "Sunset on the beach"),
        ("Hey, give me goosebumps!", "Hey, give me goosebumps"),
        ("🔥🔥", "🔥🔥"),
        ("", ""),
    ],
)
def test_a_name_is_made_from_the_prompt(prompt: str, name: str) -> None:
    assert understand(prompt).name == name


def test_what_was_not_understood_is_reported_as_written() -> None:
    assert understand("dark trap with Bagpipes and a polka interlude").ignored == ("Bagpipes", "polka", "interlude")
    assert understand("dark trap in C minor around 140, 30 seconds, please").ignored == ()


def test_it_says_how_sure_it_is() -> None:
    sure = understand("trap in A, 140").sure
    assert sure["genre"] == 1.0
    assert sure["bpm"] < 1.0
    assert sure["key"] < sure["bpm"]
    assert understand("sliding 808s").sure["genre"] < understand("drill").sure["genre"]


@pytest.mark.parametrize("genre", GENRES)
def test_every_genre_is_understood_by_its_name_and_its_own_words(genre: str) -> None:
    assert understand(f"a {genre} beat").genre == genre
    missed = [word for word in GENRES[genre].words if understand(word).genre != genre]
    assert missed in ([], ["swing"])


@pytest.mark.parametrize("genre", GENRES)
def test_every_mood_that_a_genre_offers_is_understood_there(genre: str) -> None:
    assert [understand(f"{mood} {genre}").mood for mood in GENRES[genre].moods] == list(GENRES[genre].moods)


@pytest.mark.parametrize("word", INSTRUMENT_WORDS)
def test_every_instrument_word_is_understood_in_and_out(word: str) -> None:
    assert understand(f"trap with {word}").instruments == (word,)
    assert understand(f"trap without {word}").without == (word,)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_without_complaint(prompt: str) -> None:
    understood = understand(prompt)
    if understood.key:
        parse_key(understood.key)
    assert understood.genre is None or understood.genre in GENRES


_PIECES = (
    "trap lo-fi 140 bpm 30 seconds 1:30 a minute and half no without only just bass drums or , . - C # minor Cm in key "
    "of F# dorian 808s 90s dark not too with rhodes loop 8 bars ♭ 分 秒 なし だけ ドラム 嬰ハ短調 999 00:99 4/4 ' &"
)


@given(st.lists(st.sampled_from(_PIECES.split()), max_size=40), st.sampled_from(["", " "]))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_known_words_is_read_without_complaint(pieces: list[str], joint: str) -> None:
    understand(joint.join(pieces))
