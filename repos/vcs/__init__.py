"""Digests in, digests out: versions of arrangements, without Django or the database."""
