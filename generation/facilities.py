"""The facilities of this machine, as its settings say."""

from django.conf import settings

from generation.engines.facilities import Facilities


def here() -> Facilities:
    """What engines and tools find on this machine."""
    return Facilities(
        sounds=settings.SOUNDS_DIR,
        models=settings.MODELS_DIR,
        device=settings.DEVICE,
        threads=settings.MODEL_THREADS,
        musicgen_runtime=settings.MUSICGEN_RUNTIME,
        audiocraft=settings.AUDIOCRAFT_DIR,
        audiocraft_python=settings.AUDIOCRAFT_PYTHON,
        musicgen_model=settings.MUSICGEN_MODEL,
        musicgen_precision=settings.MUSICGEN_PRECISION,
        musicgen_guidance=settings.MUSICGEN_GUIDANCE,
        musicgen_top_k=settings.MUSICGEN_TOP_K,
        musicgen_temperature=settings.MUSICGEN_TEMPERATURE,
        beatoven_url=settings.BEATOVEN_URL,
        beatoven_key=settings.BEATOVEN_API_KEY,
        beatoven_poll_s=settings.BEATOVEN_POLL_S,
        beatoven_limit_s=settings.BEATOVEN_LIMIT_S,
        beatoven_stems=settings.BEATOVEN_STEMS,
        elevenlabs_url=settings.ELEVENLABS_URL,
        elevenlabs_key=settings.ELEVENLABS_API_KEY,
        elevenlabs_model=settings.ELEVENLABS_MODEL,
        elevenlabs_limit_s=settings.ELEVENLABS_LIMIT_S,
        elevenlabs_stems=settings.ELEVENLABS_STEMS,
    )
