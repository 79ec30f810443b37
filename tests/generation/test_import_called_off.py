"""An import that is called off ends with all the processes that worked on it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import wait_until
from tests.sites import ROOT, children, is_running

_TOOL = "from generation.engines.tools import importing; importing._run({module!r}, {arguments!r}, None)"


@pytest.mark.parametrize("module", ["audio.dsp.intake", "audio.dsp.bounce"])
def test_a_tool_ends_with_whoever_started_it_even_before_it_has_begun(module: str, tmp_path: Path) -> None:
    code = _TOOL.format(module=module, arguments=[])
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL) as parent:
        wait_until(lambda: children(parent.pid), "it has started")
        (tool,) = children(parent.pid)
        wait_until(lambda: b"audio.dsp" in Path(f"/proc/{tool}/cmdline").read_bytes(), "it is Python")
        parent.kill()
    wait_until(lambda: not is_running(tool), "the tool has ended", 0.25)
