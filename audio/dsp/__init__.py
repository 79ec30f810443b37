"""Sound in, sound out: signal processing that knows neither Django nor the database."""
