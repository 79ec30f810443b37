"""What a sound tells about itself: tempo and beats, key, loudness."""
