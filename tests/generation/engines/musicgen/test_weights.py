"""Weights are found in a folder of ours and in the cache that hub clients share; what is lacking is said."""

import importlib.util
import subprocess
import sys

import pytest

from generation.engines.facilities import Facilities
from generation.engines.musicgen import weights
from tests.sites import ROOT


@pytest.fixture(autouse=True)
def empty_cache(monkeypatch, tmp_path):
    for name in ("HF_HUB_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))


def here(folder, model="small"):
    return Facilities(sounds=folder, models=folder / "models", musicgen_model=model)


def test_missing_packages_are_named_with_the_script_that_installs_them(monkeypatch, tmp_path):
    known = importlib.util.find_spec
    monkeypatch.setattr(weights, "find_spec", lambda name: None if name == "torch" else known(name))
    assert weights.lacks(here(tmp_path)) == "MusicGen needs the packages of requirements-ml.txt: run script/setup --ml."


def test_missing_weights_are_named_with_the_command_that_fetches_them(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "find_spec", lambda name: True)
    expected = "MusicGen's weights are not here: run manage.py fetch_models musicgen-melody."
    assert weights.lacks(here(tmp_path, "melody")) == expected


def test_half_a_download_is_not_taken_for_weights(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "find_spec", lambda name: True)
    folder = tmp_path / "models" / "musicgen-small"
    folder.mkdir(parents=True)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_text("{}")
    (folder / "model.safetensors.index.json").write_text('{"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}}')
    (folder / "1.safetensors").touch()
    assert weights.lacks(here(tmp_path)) is not None
    (folder / "2.safetensors").touch()
    assert weights.lacks(here(tmp_path)) is None


def test_asking_what_is_lacking_loads_no_torch(tmp_path):
    asked = (
        "import sys; from pathlib import Path; from generation.engines.facilities import Facilities;"
        "from generation.engines.registry import availability;"
        f"print(availability(Facilities(Path({str(tmp_path)!r})))['musicgen'] is not None,"
        "not {'torch', 'numpy', 'transformers'} & sys.modules.keys())"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "True"]


@pytest.mark.ml
@pytest.mark.parametrize("kind", ["small", "melody"])
def test_models_load_from_both_layouts_and_say_the_same(kind, weights_dir, tmp_path):
    from generation.engines.musicgen import loading
    from tests.generation.engines.musicgen import tiny

    snapshot = tiny.save_in_hub_cache(tmp_path / "hf" / "hub", kind)
    found = [weights.found(folder, kind) for folder in (weights_dir, tmp_path)]
    assert found == [weights_dir / f"musicgen-{kind}", snapshot]
    one, other = (loading.load(folder, "float32", "cpu") for folder in found)
    assert (one.hears("dark trap beat") == other.hears("dark trap beat")).all()
    assert (one.melody is not None) == (kind == "melody")
    assert weights.numbers(found[0]) == weights.numbers(found[1])
