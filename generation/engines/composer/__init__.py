"""The built-in engine: a symbolic composer and a renderer, offline, without weights."""
