"""Briefs in, takes out: engines that know neither Django nor the database."""
