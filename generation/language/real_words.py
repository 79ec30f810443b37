"""Words that look like slips of ours and are none."""

from generation.language.text import word_set

REAL_WORDS = word_set(
    "africa alternate analogy asia bach ballard banking baseline bassin bleach bleu boss bras breach bush calling "
    "calv cart cash catch cathy cell char chat chilly chimie clam clarinet complet coral cord county creep dancer "
    "denise deriving disc distort diving done droop duty electron experiment float frost garbage gente gentile "
    "grad gran grande grandi grimm harmon heaven hose hunting inde inspiration instrument into looking lydia "
    "marca mello mental meta minima motivation nero neuron optimist orient otro ouro pano phon pino plug punch "
    "quit quite recordar recorded recorrer related relating retiro rode rollins romani rowling sailing sala "
    "sampler sauvage scar schwanz seeing shadow shake shin simplex sing singing sister smoke smoothing sober "
    "space spare stagger star sting storing stranger stud studium summary sung swig synthesis temp templo tende "
    "tener topical trace tranche trash trial triple turn valentin valentina valentino vila violat violet"
)
