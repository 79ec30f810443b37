"""What becomes of hostile uploads: `python script/bench_uploads.py [COUNT] [SEED]`.

Starts a BeatFlow of its own, sends so many broken, lying and hostile files over HTTP (by default 500), waits until
every job has ended, and counts: what was refused at the page, what was refused by the job and why, what was taken,
errors of the server, workers that were lost, and what was left behind.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "script")]

from hostile_uploads import hostile  # noqa: E402

from tests.sites import Site, new_site  # noqa: E402


def send(site: Site, count: int, seed: int) -> Counter[int]:
    """How the page answered each of them."""
    place, cookies = f"http://localhost:{site.port}", {"sessionid": site.cookies["alice"]}
    client = httpx.Client(base_url=place, cookies=cookies, timeout=120)
    client.get("/import/")
    token = {"X-CSRFToken": client.cookies["csrftoken"], "Referer": f"{place}/"}
    answers: Counter[int] = Counter()
    for name, data in hostile(count, seed):
        answers[client.post("/import/", files={"files": (name, data)}, headers=token).status_code] += 1
    return answers


def ended(site: Site) -> list[dict[str, str]]:
    """The jobs, when nothing more happens to any of them."""
    while site.do("still_going"):
        time.sleep(0.5)
    return site.jobs()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="beatflow-bench-") as folder, new_site(Path(folder)) as site:
        site.sign_up("alice")
        site.start()
        began, before = time.monotonic(), set(site.workers())
        answers = send(site, count, seed)
        jobs = ended(site)
        print(f"{count} files, seed {seed}, in {time.monotonic() - began:.0f} s")
        print("page:", ", ".join(f"{number} × {status}" for status, number in sorted(answers.items())))
        print(
            "jobs:", ", ".join(f"{number} {state}" for state, number in Counter(job["state"] for job in jobs).items())
        )
        reasons = Counter(job["error"].rpartition("”: ")[2][:70] for job in jobs if job["state"] == "failed")
        for reason, number in reasons.most_common():
            print(f"  {number:4} {reason}")
        print("workers lost:", len(before - set(site.workers())))
        kept = site.do("kept")
        print("left behind:", len(kept["half_blobs"]), "half blobs,", len(kept["scratch"]), "folders")
        print("server errors in the log:", site.log().count("Internal Server Error"))


if __name__ == "__main__":
    main()
