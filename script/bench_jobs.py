"""How long a job waits for a worker, an event for the page and who cancels: `python script/bench_jobs.py [JOBS]`.

Starts a BeatFlow of its own in a temporary folder, orders short beats one after the other, and listens on a WebSocket.
"""

import json
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.services import wait_until
from tests.sites import Site, new_site

WARM_UP = 2
LONG_S = 300


def measured(site: Site, jobs: int) -> tuple[list[float], list[float]]:
    """Milliseconds from order to start, and from event to socket."""
    waits_ms: list[float] = []
    delays_ms: list[float] = []
    with site.socket("/ws/events/", "alice") as socket:
        for number in range(jobs + WARM_UP):
            site.do("order", user="alice", duration_s=3, seed=number)
            wait_ms, some_ms = _one(socket)
            if number >= WARM_UP:
                waits_ms.append(wait_ms)
                delays_ms += some_ms
            time.sleep(0.1)
    return waits_ms, delays_ms


def _one(socket: object) -> tuple[float, list[float]]:
    times: dict[str, float] = {}
    delays_ms = []
    while "generation:completed" not in times:
        event = json.loads(socket.recv(timeout=60))  # type: ignore[attr-defined]
        happened_s = datetime.fromisoformat(event["timestamp"]).timestamp()
        delays_ms.append((time.time() - happened_s) * 1000)
        times.setdefault(event["event"], happened_s)
    return (times["generation:started"] - times["generation:progress"]) * 1000, delays_ms


def cancels(site: Site, jobs: int) -> list[float]:
    """Milliseconds from asking a long beat to stop until it has."""
    waits_ms = []
    for _ in range(jobs):
        site.do("order", user="alice", duration_s=LONG_S)
        job = site.wait_for_latest_progress()
        began = time.monotonic()
        site.do("cancel", job=job["pk"])
        wait_until(lambda: site.jobs()[-1]["state"] == "cancelled", "it is cancelled")
        waits_ms.append((time.monotonic() - began) * 1000)
    return waits_ms


def told(what: str, values_ms: list[float]) -> str:
    """One line: the median and what one in twenty exceeds."""
    cuts = statistics.quantiles(values_ms, n=20)
    return (
        f"{what:<18} p50 {statistics.median(values_ms):6.0f} ms   p95 {cuts[-1]:6.0f} ms   ({len(values_ms)} samples)"
    )


def main() -> None:
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="beatflow-bench-") as folder, new_site(Path(folder)) as site:
        site.sign_up("alice")
        site.start()
        site.workers()
        waits_ms, delays_ms = measured(site, jobs)
        cancels_ms = cancels(site, jobs)
    print(told("enqueue → start", waits_ms))
    print(told("event → browser", delays_ms))
    print(told("cancel → cancelled", cancels_ms))


if __name__ == "__main__":
    main()
