"""What the drummers and bassists of each genre play: families of grooves and bass lines, one file a genre."""
