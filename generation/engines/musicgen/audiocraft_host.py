"""Meta's audiocraft in a process of its own: `python -m generation.engines.musicgen.audiocraft_host`, JSON lines.

The first line that it reads, {"model", "device", "threads"}, says what to load; it answers {"ready": true} then.
{"do": "play", "words", "duration_s", "seed", "top_k", "guidance", "temperature", "file"} is answered by {"step":
[done, of]} for each step and {"played": {"rate_hz", "channels"}}; then the file has the samples, a float32 for each
channel in turns. {"do": "stop"} ends that between two steps with {"stopped": true}. An error is
{"error": sentence, "is_memory": bool}. It ends with its input, or with its parent.

Nothing of BeatFlow but how to end with one's parent is imported here: the Python that runs this may be another one.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import os
import queue
import sys
import threading
import types
from collections.abc import Callable
from typing import Any

from audio.dsp.dying import die_with_parent

Message = dict[str, Any]


class Stopped(Exception):
    """Nobody wants it any more."""


def main() -> None:
    """Load what the first line names, and play what the others ask for."""
    die_with_parent()
    answer = _private_output()
    inbox: queue.Queue[Message | None] = queue.Queue()
    threading.Thread(target=_read, args=(inbox,), daemon=True).start()
    told = inbox.get()
    if told is None:
        return
    try:
        model = _loaded(told)
    except Exception as error:
        answer(_error(error))
        return
    answer({"ready": True})
    for message in iter(inbox.get, None):
        if message["do"] == "play":
            _play(model, message, inbox, answer)
        else:
            answer({"stopped": True})


def _private_output() -> Callable[[Message], None]:
    """The real standard output; what libraries print goes to the log."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def answer(message: Message) -> None:
        output.write(json.dumps(message) + "\n")
        output.flush()

    return answer


def _read(inbox: queue.Queue[Message | None]) -> None:
    for line in sys.stdin:
        inbox.put(json.loads(line))
    inbox.put(None)


def _error(error: Exception) -> Message:
    sentence = f"{type(error).__name__}: {error}"
    is_memory = isinstance(error, MemoryError) or "out of memory" in str(error) or "can't allocate memory" in str(error)
    return {"error": " ".join(sentence.split())[:400], "is_memory": is_memory}


def _loaded(told: Message) -> Any:
    import torch

    if told["threads"]:
        torch.set_num_threads(told["threads"])
    stand_in()
    from audiocraft.models import MusicGen

    model = MusicGen.get_pretrained(told["model"], device=told["device"])
    return model


def _play(model: Any, wish: Message, inbox: queue.Queue[Message | None], answer: Callable[[Message], None]) -> None:
    try:
        samples = _played(model, wish, inbox, answer)
        samples.tofile(wish["file"])
        answer({"played": {"rate_hz": model.sample_rate, "channels": samples.shape[1]}})
    except Stopped:
        answer({"stopped": True})
    except Exception as error:
        answer(_error(error))


def _played(model: Any, wish: Message, inbox: queue.Queue[Message | None], answer: Callable[[Message], None]) -> Any:
    """The samples (frames, channels)."""
    import torch

    frames = int(wish["duration_s"] * model.frame_rate)

    def step(done: int, of: int) -> None:
        answer({"step": [done, max(of, frames)]})
        if not inbox.empty():  # the end of the input, or a stop
            inbox.get()
            raise Stopped

    torch.manual_seed(wish["seed"])
    model.set_custom_progress_callback(step)
    model.set_generation_params(
        use_sampling=True,
        top_k=wish["top_k"],
        temperature=wish["temperature"],
        duration=wish["duration_s"],
        cfg_coef=wish["guidance"],
    )
    sound = model.generate([wish["words"]], progress=True)[0]
    return sound.float().cpu().numpy().T.copy()


def stand_in() -> None:
    """Let audiocraft be imported without what it names and playing doesn't use: video, training, other kernels."""
    for name, has in _NAMED.items():
        if not _is_here(name):
            _put(name, has)


_NAMED: dict[str, dict[str, Any]] = {
    "av": {},
    "num2words": {"num2words": None},
    "spacy": {},
    "xformers": {},
    "xformers.ops": {
        "unbind": lambda packed, dim=0: packed.unbind(dim),
        "memory_efficient_attention": None,  # it has torch's own, and takes that
        "LowerTriangularMask": object,
    },
    "torchaudio": {},
    "torchaudio.transforms": {"MelSpectrogram": None, "Spectrogram": None},
}


def _is_here(name: str) -> bool:
    if name in sys.modules:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _put(name: str, has: dict[str, Any]) -> None:
    module = types.ModuleType(name)
    vars(module).update(has)
    module.__spec__ = importlib.machinery.ModuleSpec(name, None)
    paths: list[str] = []
    module.__path__ = paths
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


if __name__ == "__main__":
    main()
