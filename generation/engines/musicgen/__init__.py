"""Meta's MusicGen on this machine: words (and a melody) to codes by a transformer, codes to sound by EnCodec.

transformers loads the published checkpoints; stepping through the transformer, sampling, the cache and long beats are
ours. Only `engine` and what it loads at first use import torch: the web asks `weights` what is lacking.
"""
