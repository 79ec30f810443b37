"""A mix taken apart into stems that are exactly as long as it and sum to it."""
