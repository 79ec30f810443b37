"""Sounds in other formats: prepared once, in a process of their own, out of the web's sight."""

import io
import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import soundfile
from django.conf import settings as site

from audio import services, store, transcoding
from audio.dsp import codec
from audio.models import Blob, Rendition
from audio.recipes import RECIPES, recipe_for
from tests.make import make_blob, make_sound


def bytes_of(blob: Blob) -> bytes:
    with store.open(blob.digest) as file:
        return file.read()


def decoded(blob: Blob) -> Any:
    return soundfile.read(io.BytesIO(bytes_of(blob)), always_2d=True)


@pytest.mark.django_db
def test_a_wav_of_24_bits_holds_the_very_same_samples() -> None:
    source = make_blob()
    wav, rate_hz = decoded(services.rendition(source, "wav-24"))
    assert rate_hz == 44_100
    assert np.array_equal(wav, decoded(source)[0])


@pytest.mark.django_db
@pytest.mark.parametrize("recipe", ["wav-16", "mp3-320", "mp3-192", "mp3-128", "ogg"])
def test_every_format_can_be_heard_and_lasts_as_long(recipe: str) -> None:
    source = make_blob()
    made = services.rendition(source, recipe)
    sound, rate_hz = decoded(made)
    assert rate_hz == 44_100
    assert len(sound) == source.frames == made.frames
    assert made.media_type == RECIPES[recipe].media_type
    assert np.corrcoef(sound[4000:-4000, 0], make_sound()[4000:-4000, 0])[0, 1] > 0.99


@pytest.mark.django_db
def test_a_better_mp3_is_a_bigger_one() -> None:
    source = make_blob(seconds=2)
    sizes = [services.rendition(source, f"mp3-{rate}").size_bytes for rate in (128, 192, 320)]
    assert sizes == sorted(sizes)
    assert sizes[2] > 2 * sizes[0]


@pytest.mark.django_db
def test_peaks_are_pairs_of_extremes() -> None:
    source = make_blob()
    made = services.rendition(source, "peaks-256")
    pairs = np.frombuffer(bytes_of(made), dtype=np.int8).reshape(-1, 2)
    assert len(pairs) == -(-(source.frames or 0) // 256)
    assert pairs.min() == -pairs.max() == -round(0.2 * 127)


@pytest.mark.django_db
def test_flac_is_the_blob_itself() -> None:
    source = make_blob()
    assert services.rendition(source, "flac") == source
    assert not Rendition.objects.exists()


@pytest.mark.django_db
def test_a_file_of_the_job_and_one_prepared_later_are_the_same_bytes() -> None:
    source = make_blob()
    sound = codec.read(store.path(source.digest))
    for recipe in ("wav-24", "wav-16", "mp3-320"):
        assert bytes_of(services.rendition(source, recipe)) == codec.encode(sound, RECIPES[recipe].format)


@pytest.mark.django_db
def test_what_is_remembered_is_not_prepared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_blob()
    mp3 = services.keep(b"an mp3", media_type="audio/mpeg")
    services.remember(source, "mp3-320", mp3)
    services.remember(source, "mp3-320", services.keep(b"another", media_type="audio/mpeg"))
    monkeypatch.setattr(transcoding, "run", None)
    assert services.rendition(source, "mp3-320") == mp3


@pytest.mark.django_db
def test_an_unknown_recipe_and_what_is_no_audio_are_refused() -> None:
    source = make_blob()
    for recipe in ("mp3-999", "", "exe"):
        with pytest.raises(ValueError, match="no rendition"):
            services.rendition(source, recipe)
        with pytest.raises(ValueError, match="no rendition"):
            services.remember(source, recipe, source)
    with pytest.raises(ValueError, match="Only audio"):
        services.rendition(services.keep(b"{}", media_type="application/json"), "mp3-320")


@pytest.mark.django_db
def test_a_broken_file_is_a_clear_failure_that_leaves_nothing(settings: Any) -> None:
    broken = services.keep(b"fLaC but not really", media_type="audio/flac", frames=10)
    with pytest.raises(transcoding.Failed, match="could not be prepared"):
        services.rendition(broken, "wav-24")
    assert list(store.temporaries()) == []
    assert list((settings.BLOBS_DIR / "locks").iterdir()) == []
    assert not Rendition.objects.exists()


@pytest.mark.django_db
def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcoding, "LIMIT_S", 0.0)
    monkeypatch.setattr(transcoding, "LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(transcoding, "LIMIT_PER_SECOND_OF_SOUND", 0.0)
    with pytest.raises(transcoding.Failed, match="longer than"):
        services.rendition(make_blob(), "wav-24")
    assert list(store.temporaries()) == []


def test_a_suffix_stands_for_the_best_of_its_kind() -> None:
    assert [recipe_for(suffix) for suffix in ("flac", "wav", "mp3", "ogg", "peaks")] == [
        "flac",
        "wav-24",
        "mp3-320",
        "ogg",
        "peaks-256",
    ]
    assert recipe_for("wav", "16") == "wav-16"
    for suffix, quality in (("exe", ""), ("wav", "8"), ("mp3", "24"), ("flac", "24")):
        with pytest.raises(ValueError):
            recipe_for(suffix, quality)


def test_the_web_process_never_loads_numpy() -> None:
    told = (
        "import django, sys; django.setup(); import beatflow_site.urls, beatflow_site.asgi; "
        "print(sorted({'numpy', 'scipy', 'soundfile', 'torch'} & set(sys.modules)))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    ended = subprocess.run(
        [sys.executable, "-c", told], cwd=site.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.stdout.strip(), ended.returncode) == ("[]", 0), ended.stderr
