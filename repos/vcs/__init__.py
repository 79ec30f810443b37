"""Digests in, digests out: version control of beats that knows neither Django nor the database."""
