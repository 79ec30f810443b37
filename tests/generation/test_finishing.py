"""Mixes and masters of a version: ordered from its page, made by jobs, heard where the version is."""

import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.core.management import CommandError, call_command

from accounts.models import User
from audio import store
from audio.dsp.codec import read
from generation import finishing
from generation.models import Generation
from generation.work.child import Child
from repos import changes, provenance
from repos.models import Repo
from repos.vcs.diff import diff
from repos.vcs.summary import summary
from tests.hands import browser, tip, work
from tests.make import make_repo, make_sound


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice)


def address(repo: Repo, path: str) -> str:
    return f"{repo.get_absolute_url()}commits/{tip(repo).digest}/{path}"


def test_a_mix_becomes_the_next_version_and_is_the_sum_of_its_new_stems(repo: Repo, alice: User, child: Child) -> None:
    base = tip(repo)
    finishing.mix(base, "warm", repo=repo, branch="main", by=alice)
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    mixed = tip(repo)
    assert list(mixed.parents.all()) == [base]
    assert (mixed.made["operation"], mixed.made["profile"]) == ("mix", "warm")
    assert [entry.path for entry in mixed.tree.stems()] == [entry.path for entry in base.tree.stems()]
    before, after = changes.arrangement_of(base.tree), changes.arrangement_of(mixed.tree)
    assert before is not None
    assert after is not None
    said = [line.words for line in summary(diff(before, after), before, after)]
    assert said == ["re-recorded"] * 4, "each player is still who it was"
    assert provenance.engines_of(mixed) == provenance.engines_of(base), "a mix is no engine without a name"
    assert {entry.blob_id for entry in mixed.tree.stems()} & {entry.blob_id for entry in base.tree.stems()} == set()
    assert mixed.tree.mix is not None
    summed = sum(read(store.path(entry.blob_id)) for entry in mixed.tree.stems())
    assert np.abs(summed - read(store.path(mixed.tree.mix.digest))).max() < 3e-7
    assert (mixed.tree.genre, mixed.tree.bpm, mixed.tree.key) == (base.tree.genre, base.tree.bpm, base.tree.key)
    arrangement = changes.arrangement_of(mixed.tree)
    assert arrangement is not None
    assert {(track.gain_cdb, track.pan_percent) for track in arrangement.tracks} == {(0, 0)}
    assert {entry.path for entry in mixed.tree.entries.all()} == {entry.path for entry in base.tree.entries.all()}


def test_a_master_lies_beside_the_versions_own_and_changes_no_version(repo: Repo, alice: User, child: Child) -> None:
    base = tip(repo)
    finishing.master(base, "cd", repo=repo, by=alice)
    job = work(child)
    assert (job.state, job.error) == ("completed", "")
    assert tip(repo) == base
    assert job.result["after"]["integrated_lufs"] == pytest.approx(-9, abs=0.3)
    assert job.result["after"]["true_peak_dbtp"] <= -1
    page = browser(alice).get(address(repo, "")).content.decode()
    assert "Other masters" in page
    link = re.search(r'href="([^"]*masters/900\.wav\?download)"', page)
    assert link is not None
    answer = browser(alice).get(link[1])
    samples, rate_hz = soundfile.read(io.BytesIO(answer.getvalue()))
    assert (rate_hz, len(samples)) == (44_100, base.tree.frames)


def test_a_strangers_eyes_find_no_master_and_no_page_to_ask_for_one(
    repo: Repo, alice: User, charlie: User, child: Child
) -> None:
    finishing.master(tip(repo), "club", repo=repo, by=alice)
    work(child)
    assert browser(alice).get(address(repo, "masters/800.flac")).status_code == 200
    for path in ("masters/800.flac", "mix/", "master/"):
        assert browser(charlie).get(address(repo, path)).status_code == 404
    for path in ("mix/", "master/"):
        assert browser(charlie).post(address(repo, path), {"profile": "warm", "preset": "cd"}).status_code == 404
    with pytest.raises(PermissionError):
        finishing.mix(tip(repo), "warm", repo=repo, branch="main", by=charlie)


@pytest.mark.parametrize(
    ("path", "sent", "said"),
    [
        ("mix/", {"profile": "loudest"}, "Choose a profile"),
        ("mix/", {}, "Choose a profile"),
        ("master/", {"preset": "radio"}, "Choose what it is for"),
        ("master/", {"preset": "own", "target_lufs": "-90"}, "from -30 to -6 LUFS"),
        ("master/", {"preset": "own", "target_lufs": "nan"}, "from -30 to -6 LUFS"),
        ("master/", {"preset": "own"}, "from -30 to -6 LUFS"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(
    path: str, sent: dict[str, str], said: str, repo: Repo, alice: User
) -> None:
    page = browser(alice).post(address(repo, path), sent)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Generation.objects.exists()


def test_files_are_mixed_and_mastered_on_the_command_line(tmp_path: Path) -> None:
    for name, hz in (("song drums", 90.0), ("song bass", 55.0)):
        soundfile.write(tmp_path / f"{name}.wav", make_sound(hz, 2.0), 44_100)
    out, told = tmp_path / "out", io.StringIO()
    files = [str(tmp_path / f"{name}.wav") for name in ("song drums", "song bass")]
    call_command("mix", *files, out=str(out), profile="bright", stdout=told)
    assert sorted(file.name for file in out.rglob("*.wav")) == ["mix.wav", "song bass.wav", "song drums.wav"]
    assert json.loads((out / "mix.json").read_text())["stems"]["song bass"]["kind"] == "bass"
    call_command("master", str(out / "mix.wav"), out=str(out), preset="club", stdout=told)
    report = json.loads((out / "mix.master.json").read_text())
    assert report["after"]["integrated_lufs"] == pytest.approx(-8, abs=0.3)
    assert "-8." in told.getvalue() or "-7.9" in told.getvalue()


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("master", {"preset": "radio"}, "no preset “radio”"),
        ("master", {"target": "loud"}, "is no loudness"),
        ("master", {"target": "-99"}, "from -30 to -6"),
        ("mix", {"profile": "loud"}, "no profile “loud”"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_2(
    command: str, options: dict[str, str], said: str, tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "tone.wav", make_sound(), 44_100)
    with pytest.raises(CommandError, match=said) as refused:
        call_command(command, str(tmp_path / "tone.wav"), out=str(tmp_path), **options)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_sound_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("no sound")
    for command in ("mix", "master"):
        with pytest.raises(CommandError, match=r"a\.wav") as refused:
            call_command(command, str(tmp_path / "a.wav"), out=str(tmp_path))
        assert refused.value.returncode == 2
