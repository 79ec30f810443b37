"""The yardstick for beats: what is measured on their sound, and how much of it is enough.

It lies with the tests because it needs what only tests and scripts have (libsonare), and so that the bench, the sound
sheet and the tests hold the same beat to the same measure. Nothing in here asks the engine how its own sound measures:
loudness, peaks, tempo and key come from other programs or are reckoned anew.
"""
