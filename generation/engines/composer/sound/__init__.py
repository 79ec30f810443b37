"""The instruments: notes and strokes in, samples out."""
