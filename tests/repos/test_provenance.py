"""Credits and `provenance.json`: everybody and everything that a version rests on, checkable by digests."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from repos import graph, provenance
from repos.models import Commit, Repo
from repos.services import forks, history, repositories
from repos.vcs import objects
from tests.make import AT, make_commit, make_repo

BrowserOf = Callable[[User], Client]


def tip_of(repo: Repo) -> Commit:
    tip = history.tip(repo)
    assert tip is not None
    return tip


@pytest.fixture
def fork(alice: User, bob: User) -> Repo:
    """Two versions of Alice's, taken further by Bob with a merge."""
    origin = make_repo(alice, stems=["bass"], visibility="public")
    origin.licence = "CC BY 4.0"
    origin.save()
    first = tip_of(origin)
    make_commit(origin, "Louder", by=alice, stems=["bass"], hz=140, at=AT + timedelta(hours=1))
    fork = forks.fork(origin, tip_of(origin), by=bob, title="Mine", visibility="public")
    history.branch_off(fork, "idea", first)
    made = {"engine": "musicgen", "model": "small", "prompt": "darker", "seed": 3}
    idea = history.record(fork, "idea", first.tree, "Idea", onto=first, made=made, by=bob, at=AT + timedelta(hours=2))
    tip, merge = tip_of(fork), {"operation": "merge", "from": idea.digest}
    history.record(
        fork, "main", tip.tree, "Both", onto=tip, merged=[idea], made=merge, by=bob, at=AT + timedelta(hours=3)
    )
    return fork


def read(fork: Repo) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(provenance.document(fork, tip_of(fork)))
    return told


def test_it_names_everybody_and_everything_through_all_ancestors(fork: Repo) -> None:
    told = read(fork)
    assert (told["format"], told["version"], told["commit"]) == ("beatflow-provenance", 1, tip_of(fork).digest)
    assert [(one["name"], one["commits"]) for one in told["authors"]] == [("alice", 2), ("bob", 2)]
    assert [(one["engine"], one["model"], one["commits"]) for one in told["engines"]] == [
        ("composer", "", 2),
        ("musicgen", "small", 1),
    ]
    assert [one["message"] for one in told["commits"]] == ["First take", "Louder", "Idea", "Both"]
    assert [one["made"].get("prompt") for one in told["commits"]] == ["night drive", "night drive", "darker", None]
    assert told["commits"][3]["made"]["operation"] == "merge"
    assert told["licence"] == "CC BY 4.0"
    assert told["origin"] == {
        "owner": "alice",
        "title": "Night Drive",
        "forked_at": told["commits"][1]["digest"],
    }


def test_every_digest_in_it_can_be_checked_by_what_stands_beside_it(fork: Repo) -> None:
    told = read(fork)
    for one in told["commits"]:
        at = datetime.fromisoformat(one["at"])
        digest = objects.commit_digest(one["tree"], one["parents"], one["author"], one["message"], at, one["made"])
        assert digest == one["digest"]
    digests = {one["digest"] for one in told["commits"]}
    assert {parent for one in told["commits"] for parent in one["parents"]} <= digests
    rows = [(entry["path"], entry["kind"], entry["digest"]) for entry in told["entries"]]
    assert objects.tree_digest(rows) == next(one["tree"] for one in told["commits"] if one["digest"] == told["commit"])


def test_it_is_the_same_each_time_and_after_the_origin_is_gone(fork: Repo, alice: User) -> None:
    before = provenance.document(fork, tip_of(fork))
    assert fork.origin is not None
    repositories.delete(fork.origin, by=alice)
    fork.refresh_from_db()
    assert provenance.document(fork, tip_of(fork)) == before


def test_an_older_version_has_no_credits_of_what_came_later(fork: Repo) -> None:
    first = fork.commits.get(message="First take")
    assert [one.name for one in provenance.authors_of(first)] == ["alice"]
    assert [one["message"] for one in json.loads(provenance.document(fork, first))["commits"]] == ["First take"]


def test_a_long_history_is_told_from_its_latest_and_says_so(fork: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "MAX_COMMITS", 2)
    told = read(fork)
    assert (told["is_complete"], [one["message"] for one in told["commits"]]) == (False, ["Idea", "Both"])
    assert sum(one["commits"] for one in told["authors"]) == 4


def test_it_asks_the_same_however_long_the_history_is(fork: Repo, bob: User, django_assert_num_queries: Any) -> None:
    for number in range(20):
        tip = tip_of(fork)
        history.record(fork, "main", tip.tree, f"More {number}", onto=tip, made={}, by=bob)
    fork, tip = Repo.objects.select_related("owner", "forked_at").get(pk=fork.pk), tip_of(fork)
    with django_assert_num_queries(5):
        assert len(json.loads(provenance.document(fork, tip))["commits"]) == 24


def test_the_database_walks_a_history_as_the_heart_does(fork: Repo) -> None:
    tip = tip_of(fork)
    walked = set(graph.history_of(tip).values_list("pk", flat=True))
    parents = graph.parents_of(fork)
    waiting, seen = [tip.pk], set()
    while waiting:
        one = waiting.pop()
        seen.add(one)
        waiting.extend(parents(one))
    assert walked == seen


def test_the_page_groups_versions_by_who_made_them(fork: Repo, client: Client) -> None:
    tip = tip_of(fork)
    home = f"{fork.get_absolute_url()}commits/{tip.digest}/"
    assert f'href="{home}credits/"' in client.get(home).content.decode()
    answer = client.get(f"{home}credits/")
    page = answer.content.decode()
    assert [(one.name, one.commits) for one in answer.context["authors"]] == [("alice", 2), ("bob", 2)]
    assert [one.subject for one, _ in answer.context["page"].object_list] == ["Both", "Idea", "Louder", "First take"]
    for words in ("musicgen", "darker", "forked from alice / Night Drive", "CC BY 4.0", "provenance.json"):
        assert words in page


def test_the_document_is_offered_for_saving(fork: Repo, client: Client) -> None:
    address = f"{fork.get_absolute_url()}commits/{tip_of(fork).digest}/provenance.json"
    answer = client.get(f"{address}?download")
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'attachment; filename="mine_provenance.json"'
    assert answer.content == provenance.document(fork, tip_of(fork))


def test_a_stranger_reads_no_credits_of_a_private_repo(fork: Repo, charlie: User, browser_of: BrowserOf) -> None:
    Repo.objects.update(visibility="private")
    home = f"{fork.get_absolute_url()}commits/{tip_of(fork).digest}/"
    for tail in ("credits/", "provenance.json"):
        assert browser_of(charlie).get(home + tail).status_code == 404


def test_the_page_asks_the_same_of_many_versions(
    fork: Repo, bob: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        tip = tip_of(fork)
        history.record(fork, "main", tip.tree, f"More {number}", onto=tip, made={}, by=bob)
    with django_assert_max_num_queries(12):
        client.get(f"{fork.get_absolute_url()}commits/{tip_of(fork).digest}/credits/")
