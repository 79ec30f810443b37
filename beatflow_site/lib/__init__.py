"""Queue, events, http: what every app may use, without a word of the domain."""
