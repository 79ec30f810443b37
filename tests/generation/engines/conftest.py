"""Tiny models in a folder, as `manage.py fetch_models` leaves them: made once for all tests."""

import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def weights_dir(tmp_path_factory) -> Path:
    pytest.importorskip("torch")
    from tests.generation.engines.musicgen import tiny

    folder = tmp_path_factory.mktemp("models")
    for kind in ("small", "melody"):
        tiny.save_local(folder / f"musicgen-{kind}", kind)
    return folder


@pytest.fixture(scope="session")
def stock(weights_dir) -> dict[str, Any]:
    """The same models as transformers runs them."""
    import transformers as hf

    return {
        "small": hf.MusicgenForConditionalGeneration.from_pretrained(weights_dir / "musicgen-small").eval(),
        "melody": hf.MusicgenMelodyForConditionalGeneration.from_pretrained(weights_dir / "musicgen-melody").eval(),
    }


@pytest.fixture(scope="session")
def ours(weights_dir) -> dict[str, Any]:
    """The same models as BeatFlow runs them."""
    from generation.engines.musicgen import loading

    return {kind: loading.load(weights_dir / f"musicgen-{kind}", "float32", "cpu") for kind in ("small", "melody")}


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Tests run beside one another."""
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
