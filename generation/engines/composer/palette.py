"""The names that scores and renderer share: instruments, kits, drum pieces, and the words for them."""

INSTRUMENTS = (
    # basses
    "bass_808", "bass_sub", "bass_reese", "bass_wobble", "bass_saw", "bass_fm", "bass_acid",
    "bass_electric", "bass_picked", "bass_upright",
    "bass_808_hard", "bass_growl", "bass_log", "bass_donk", "bass_organ", "bass_moog",
    # keys and chords
    "piano", "piano_felt", "rhodes", "wurlitzer", "organ", "harpsichord", "clavinet",
    "stab_saw", "stab_house", "pad_warm", "pad_dark", "pad_glass", "strings", "choir", "brass",
    "ep_fm", "strings_synth", "stab_hoover", "celesta", "harp",
    # guitars
    "guitar_nylon", "guitar_clean", "guitar_muted", "guitar_distorted",
    # leads and melody
    "lead_saw", "lead_square", "lead_super", "lead_soft", "pluck", "pluck_string", "bell", "bell_fm",
    "kalimba", "vibraphone", "marimba", "flute", "trumpet", "trumpet_muted", "sax", "violin", "sitar",
    "lead_rage", "lead_hoover", "lead_whistle", "steel_pan",
)  # fmt: skip

KITS = (
    "808", "909", "trap", "drill", "boombap", "lofi", "acoustic", "rock", "jazz", "dnb", "dubstep",
    "techno", "pop", "edm", "rnb", "latin",
    "memphis", "brushed", "dusty", "jungle", "industrial", "gated", "brushes",
)  # fmt: skip

DRUM_PIECES = (
    "kick", "snare", "clap", "rim", "snap", "hat_closed", "hat_open", "hat_pedal", "ride", "ride_bell", "crash",
    "tom_low", "tom_mid", "tom_high", "shaker", "tambourine", "cowbell", "conga_low", "conga_high",
    "bongo_low", "bongo_high", "woodblock", "triangle", "clave", "brush",
)  # fmt: skip

EFFECTS = (
    "vinyl", "tape_hiss", "rain", "riser", "downlifter", "impact", "sub_drop", "reverse_cymbal", "sweep_up",
    "sweep_down", "noise_hit",
)  # fmt: skip

INSTRUMENT_WORDS: dict[str, tuple[str, ...]] = {
    "808": ("bass_808", "bass_808_hard"),
    "sub": ("bass_sub",),
    "reese": ("bass_reese",),
    "wobble": ("bass_wobble", "bass_growl"),
    "growl": ("bass_growl",),
    "log drum": ("bass_log",),
    "donk": ("bass_donk",),
    "synth bass": ("bass_saw", "bass_fm", "bass_moog"),
    "organ bass": ("bass_organ",),
    "acid": ("bass_acid",),
    "hoover": ("lead_hoover", "stab_hoover"),
    "steel pan": ("steel_pan",),
    "whistle": ("lead_whistle",),
    "bass guitar": ("bass_electric", "bass_picked"),
    "upright bass": ("bass_upright",),
    "piano": ("piano", "piano_felt"),
    "rhodes": ("rhodes",),
    "wurlitzer": ("wurlitzer",),
    "organ": ("organ",),
    "harpsichord": ("harpsichord",),
    "clavinet": ("clavinet",),
    "pad": ("pad_warm", "pad_dark", "pad_glass"),
    "strings": ("strings", "strings_synth"),
    "choir": ("choir",),
    "brass": ("brass",),
    "guitar": ("guitar_nylon", "guitar_clean", "guitar_muted"),
    "acoustic guitar": ("guitar_nylon",),
    "electric guitar": ("guitar_clean", "guitar_distorted"),
    "distorted guitar": ("guitar_distorted",),
    "synth": ("lead_saw", "lead_square", "lead_super"),
    "lead": ("lead_saw", "lead_square", "lead_super"),
    "pluck": ("pluck", "pluck_string"),
    "bell": ("bell", "bell_fm", "celesta"),
    "kalimba": ("kalimba",),
    "vibraphone": ("vibraphone",),
    "marimba": ("marimba",),
    "flute": ("flute",),
    "trumpet": ("trumpet", "trumpet_muted"),
    "sax": ("sax",),
    "violin": ("violin",),
    "sitar": ("sitar",),
    "vinyl": ("vinyl",),
    "rain": ("rain",),
    "tape": ("tape_hiss",),
    "cowbell": ("cowbell",),
    "shaker": ("shaker",),
    "tambourine": ("tambourine",),
    "congas": ("conga_low", "conga_high"),
}
"""What a prompt may name, and the instruments, effects or drum pieces that answer to it."""
