"""A user's hands inside a site under test: `python -m tests.console`, one JSON call a line, one JSON answer a line."""

import json
import multiprocessing
import os
import sys
import time
from dataclasses import replace
from typing import Any

import django
import numpy as np

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django_q.models import OrmQ  # noqa: E402

from accounts.models import User  # noqa: E402
from audio import services as audio  # noqa: E402
from audio.dsp.codec import encode  # noqa: E402
from audio.dsp.sound import SAMPLE_RATE_HZ  # noqa: E402
from audio.models import Blob  # noqa: E402
from beatflow_site.lib import processes, queue  # noqa: E402
from generation import finishing, hums, imports, journal, separations, services  # noqa: E402
from generation.engines.base import Brief  # noqa: E402
from generation.models import Generation, Job, JobEvent, Take  # noqa: E402
from generation.quotas import OverQuota  # noqa: E402
from generation.work import leases, sweeping  # noqa: E402
from repos.models import Collaborator, Commit, CommitParent, Ref, Repo, Tree  # noqa: E402
from repos.services import crates, forks, history, mixes, reviews, versions  # noqa: E402
from tests import families  # noqa: E402
from tests.make import make_commit, make_hum, make_louder, make_repo, make_sound  # noqa: E402

BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=6, seed=1, prompt="dark trap")


def migrate() -> None:
    call_command("migrate", verbosity=0)


def collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def sign_up(name: str) -> str:
    """Gives the session cookie of a new user."""
    browser = Client()
    browser.force_login(User.objects.create_user(name, f"{name}@example.com", "correct horse battery"))
    return browser.cookies["sessionid"].value


def order(user: str, duration_s: float = 6, variations: int = 1, seed: int = 1, **engines: Any) -> str:
    """Gives the id of the generation."""
    brief = replace(BRIEF, duration_s=duration_s, seed=seed)
    return str(services.order(brief, by=User.objects.get(username=user), variations=variations, **engines).pk)


def hum(user: str) -> str:
    """A user's hum of five notes, A4 first, a beat apart. Gives its address."""
    return make_hum(User.objects.get(username=user)).get_absolute_url()


def order_work(user: str, kind: str, seconds: float) -> None:
    """Order work on so much sound: "import", "hum", "stems", "mix", or "master"; "unheard" is a master of a version
    that has no mix yet."""
    owner = User.objects.get(username=user)
    if kind in ("import", "hum"):
        file = SimpleUploadedFile("tone.flac", encode(make_sound(seconds=seconds), "flac24"), "audio/flac")
        (imports if kind == "import" else hums).bring([file], by=owner)
        return
    repo = make_repo(owner, "Long", stems=[])
    made = make_commit(repo, "Longer", by=owner, stems=["bass", "chords"], seconds=seconds)
    if kind == "stems":
        separations.split(made, "bass", "drums", repo=repo, branch="main", by=owner)
    elif kind == "mix":
        finishing.mix(made, "warm", repo=repo, branch="main", by=owner)
    else:
        version = make_louder(repo, "bass", -600, by=owner) if kind == "unheard" else made
        finishing.master(version, "club", repo=repo, by=owner)


def order_finish(user: str) -> str:
    """A public beat is to be mixed, and mastered for a club. Gives the address of its repo."""
    owner = User.objects.get(username=user)
    repo = make_repo(owner, "Out There", stems=["bass", "chords"], visibility="public")
    first = repo.refs.get().tip
    finishing.master(first, "club", repo=repo, by=owner)
    finishing.mix(first, "warm", repo=repo, branch="main", by=owner)
    return repo.get_absolute_url()


def first_commit(path: str) -> str:
    """The address of what a repo began with."""
    repo = Repo.objects.get(name=path.strip("/").rpartition("/")[2])
    return f"{path}commits/{repo.commits.get(parents=None).digest}/"


def go_on_after_a_mix(owner: str, other: str) -> dict[str, Any]:
    """Somebody forks the mixed version, its owner merges what was made beside the mix, and the fork is synced."""
    people = [User.objects.get(username=name) for name in (owner, other)]
    repo = Repo.objects.get(owner=people[0])
    mixed = repo.refs.get(name="main").tip
    fork = forks.fork(repo, mixed, by=people[1])
    history.branch_off(repo, "idea", mixed.parents.get())
    idea = make_louder(repo, "bass", -600, by=people[0], branch="idea")
    merged = versions.merge(repo, "main", idea, onto=mixed, by=people[0]).commit
    synced = forks.sync(fork, by=people[1]).commit
    mixes.prepare(synced.tree)
    synced.tree.refresh_from_db()
    return {"merged": merged.digest, "synced": synced.digest, "is_mixed": synced.tree.mix_id is not None}


def answer(user: str, path: str) -> list[Any]:
    """The status and the type of what somebody, or a visitor (""), gets at an address."""
    browser = Client(headers={"host": "localhost"})
    if user:
        browser.force_login(User.objects.get(username=user))
    told = browser.get(path)
    return [told.status_code, told.headers.get("Content-Type", "")]


def page(user: str, path: str) -> str:
    """What somebody sees at an address."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get(username=user))
    return browser.get(path).content.decode()


def two_ramps(user: str, loudnesses_lufs: tuple[float, float], seconds: float) -> list[str]:
    """A public repo with two commits, whose masters tell the frame by their level: the first one's rises from 0 to
    0.5, the second one's falls to −0.5. Gives their addresses."""
    owner = User.objects.get(username=user)
    repo = make_repo(owner, "Ramps", stems=["bass"], visibility="public")
    made = [repo.refs.get().tip, make_commit(repo, "Louder", by=owner, stems=["bass"], hz=140)]
    rising = np.linspace(0, 0.5, round(seconds * SAMPLE_RATE_HZ), endpoint=False, dtype=np.float32)
    for commit, sign, loudness_lufs in zip(made, (1, -1), loudnesses_lufs, strict=True):
        sound = np.stack([sign * rising, sign * rising], axis=1)
        facts = {"frames": len(sound), "loudness_lufs": loudness_lufs}
        master = audio.keep(encode(sound, "flac24"), media_type="audio/flac", **facts)
        Tree.objects.filter(pk=commit.tree_id).update(master=master, mix=master, frames=len(sound))
    return [commit.digest for commit in made]


def beat(user: str) -> list[str]:
    """A private repo “Night Drive” with one commit. Gives the digests of its stems."""
    repo = make_repo(User.objects.get(username=user))
    return list(repo.refs.get().tip.tree.stems().values_list("blob", flat=True))


def a_long_history(user: str, commits: int) -> None:
    """A private repo “Long Story” that goes on from its first commit by “Step 1”, “Step 2”…"""
    owner = User.objects.get(username=user)
    repo = make_repo(owner, "Long Story", stems=["drums", "bass"])
    before, tip = [
        make_commit(repo, f"Step {number}", by=owner, stems=["drums", "bass"], hz=90 + number, seconds=12)
        for number in (1, 2)
    ]
    for number in range(3, commits + 1):
        tree = before.tree
        before, tip = tip, history.record(repo, "main", tree, f"Step {number}", onto=tip, made={}, by=owner)


def family(owner: str, other: str, commits: int, forks: int) -> None:
    """A public repo “Night Drive” of a user whose forks by another one, who is new, have grown by some commits."""
    people = [User.objects.get(username=owner), User.objects.create_user(other, f"{other}@example.com", "x" * 20)]
    families.spread(make_repo(people[0], visibility="public"), people, commits=commits, forks=forks)


def two_basses(user: str) -> list[str]:
    """A repo in which main and a branch have different basses since they parted. Gives the digests of their tips."""
    owner = User.objects.get(username=user)
    repo = make_repo(owner, "Basses", stems=["drums", "bass"])
    first = repo.refs.get().tip
    mine, yours = (
        make_commit(where, "My bass", by=owner, stems=["drums", "bass"], hz=hz, seconds=20)
        for where, hz in ((repo, 140), (make_repo(owner, "Elsewhere"), 150))
    )
    history.branch_off(repo, "idea", first)
    theirs = history.record(repo, "idea", yours.tree, "Their bass", onto=first, made={}, by=owner)
    return [mine.digest, theirs.digest]


def request(user: str) -> str:
    """A friend's merge request for the second of two basses. Gives its address."""
    two_basses(user)
    friend = User.objects.create_user(f"{user}s-friend")
    repo = Repo.objects.get(owner__username=user, name="basses")
    told = {"source_branch": "idea", "target_branch": "main", "title": "Their bass"}
    Collaborator.objects.create(repo=repo, user=friend, role=Collaborator.Role.WRITE)
    made = reviews.open(repo, source=repo, by=friend, **told)
    return made.get_absolute_url()


def crate(user: str, titles: list[str]) -> str:
    """A user's crate with new beats of theirs. Gives its address."""
    owner = User.objects.get(username=user)
    made = crates.create("Late", by=owner)
    for title in titles:
        crates.add(made, make_repo(owner, title, stems=["bass"]), by=owner)
    return made.get_absolute_url()


def grow(owner: str, message: str) -> None:
    """One more commit on the main branch of “Night Drive”."""
    families.commit(
        Repo.objects.get(owner__username=owner, name="night-drive"), message, by=User.objects.get(username=owner)
    )


def jobs() -> list[dict[str, Any]]:
    fields = ("pk", "user__username", "state", "percent", "stage", "attempts", "worker", "error", "error_code")
    fields += ("generation_id", "queue", "engine", "tried", "notes", "cost")
    ids = ("pk", "generation_id")
    return [
        {**job, **{name: str(job[name]) for name in ids}}
        for job in Job.objects.order_by("created_at", "index").values(*fields)
    ]


def still_going() -> int:
    """How many jobs have not ended."""
    return Job.objects.filter(state__in=(Job.State.WAITING, Job.State.ACTIVE)).count()


def events() -> list[list[Any]]:
    return [[str(event.job_id), event.seq, event.type] for event in JobEvent.objects.order_by("job", "seq")]


def cursor() -> int:
    """The latest event."""
    latest = JobEvent.objects.order_by("-pk").first()
    return latest.pk if latest else 0


def cancel(job: str) -> bool:
    found = Job.objects.get(pk=job)
    return services.cancel(found, by=found.user)


def retry(job: str) -> bool:
    found = Job.objects.get(pk=job)
    return services.retry(found, by=found.user)


def ring(name: str = "cpu", times: int = 1) -> None:
    for _ in range(times):
        queue.ring(leases.DOORBELL, name)


def forget_bells() -> None:
    OrmQ.objects.all().delete()


def sweep() -> None:
    sweeping.sweep()


def kept() -> dict[str, Any]:
    """What was recorded, and what lies about."""
    rows = {"commits": Commit, "repos": Repo, "takes": Take, "generations": Generation}
    files = [file for file in settings.BLOBS_DIR.rglob("*") if file.is_file()] if settings.BLOBS_DIR.is_dir() else []
    return {
        **{name: model.objects.count() for name, model in rows.items()},
        "branches": sorted(Ref.objects.values_list("name", flat=True)),
        "rows_without_bytes": sorted(
            set(Blob.objects.values_list("digest", flat=True)) - {file.name for file in files}
        ),
        "half_blobs": [file.name for file in files if len(file.name) != 64],
        "blobs": sorted(file.name for file in files),
        "scratch": [folder.name for folder in settings.SCRATCH_DIR.glob("*")],
    }


def forget_jobs() -> None:
    """Call off and forget everything, so that the next test begins with an empty site."""
    for job in Job.objects.unfinished():
        services.cancel(job, by=job.user)
    while Job.objects.unfinished().exists():
        time.sleep(0.02)
    Generation.objects.all().delete()
    Repo.objects.all().delete()
    CommitParent.objects.all().delete()
    Commit.objects.all().delete()


def race(runners: int, number: int) -> list[list[str]]:
    """Let processes claim `number` jobs against each other; gives what each of them got."""
    user = User.objects.create_user("racer")
    generation = Generation.objects.create(user=user, name="race", brief={}, engine="composer")
    Job.objects.bulk_create(
        Job(generation=generation, user=user, type="beat", engine="composer", index=index) for index in range(number)
    )
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(runners) as pool:
        return pool.map(_claim_all, range(runners), chunksize=1)


def order_at_once(user: str, runners: int) -> list[str]:
    """Let processes order a beat at the same time; gives what each of them heard."""
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(runners) as pool:
        return pool.map(_order_one, [user] * runners, chunksize=1)


def _order_one(user: str) -> str:
    try:
        return order(user)
    except OverQuota:
        return ""


def _claim_all(_: int) -> list[str]:
    got: list[str] = []
    while (job := leases.claim("cpu", processes.name_of(os.getpid()))) is not None:
        got.append(str(job.pk))
    return got


def follow(runners: int, number: int) -> dict[str, list[int]]:
    """Let processes write `number` events each of one user's jobs, and meanwhile read what is behind a cursor."""
    user = User.objects.create_user("followed")
    jobs = [Job.objects.create(user=user, type="beat", engine="composer").pk for _ in range(runners)]
    connections.close_all()
    read: list[int] = []
    with multiprocessing.get_context("fork").Pool(runners) as pool:
        writing = pool.starmap_async(_tell, [(job, number) for job in jobs], chunksize=1)
        is_over = False
        while not is_over:
            is_over = writing.ready()
            newer = JobEvent.objects.filter(user=user, pk__gt=read[-1] if read else 0).order_by("pk")
            read += newer.values_list("pk", flat=True)
        writing.get()
    return {"read": read, "written": list(JobEvent.objects.order_by("pk").values_list("pk", flat=True))}


def _tell(job: Any, number: int) -> None:
    for wait_ms in range(number):
        with transaction.atomic():
            journal.write(Job.objects.get(pk=job), journal.PROGRESS, percent=0, stage="")
            time.sleep(((hash(job) >> wait_ms) & 7) / 1000)


def main() -> None:
    for line in sys.stdin:
        name, details = json.loads(line)
        try:
            answer = {"answer": globals()[name](**details)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
