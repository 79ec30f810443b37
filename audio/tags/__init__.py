"""Words in sound files: written around the sound as it is sent, so that not a sample changes."""
