"""Who comes through which door: every address of the site, as everybody, whatever the visibility of the repo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts.models import Token, User
from audio.models import Rendition
from generation import changes
from generation.models import Job
from repos.models import Collaborator, Crate, Repo
from repos.services import previews, refs, repositories, reviews, transfers
from tests.make import make_beat, make_blob, make_commit, make_hum, make_louder, make_repo
from tests.site import doors
from tests.site.doors import Door, Route, Who

ROLES = {Who.READER: "read", Who.WRITER: "write", Who.ADMIN: "admin"}
METHODS = ("get", "post")
CSRF = re.compile(rb"[A-Za-z0-9]{64}")
SIGN_IN = "/accounts/login/"


@dataclass(frozen=True)
class Stage:
    """A repo with all that has a door, everybody's browsers, and what stands in the addresses."""

    repo: Repo
    browsers: Mapping[Who, Client]
    things: Mapping[str, str]

    def address(self, route: Route, door: Door) -> str:
        return route.filled({**self.things, **door.args})

    def answer(self, who: Who, method: str, route: Route, door: Door) -> HttpResponse:
        """What somebody is answered; whatever it did is undone."""
        told = {name: value.format(**self.things) for name, value in door.told.items()}
        with transaction.atomic():
            answer: HttpResponse = getattr(self.browsers[who], method)(self.address(route, door), told)
            transaction.set_rollback(True)
        return answer


@pytest.fixture
def stage(alice: User, bob: User, charlie: User, browser_of: Any) -> Stage:
    repo = make_beat(alice, duration_s=1)
    first = repo.refs.get().tip
    latest = make_commit(repo, "Louder", by=alice)
    Rendition.objects.create(source=latest.tree.mix, recipe="master-900", blob=make_blob(90))
    refs.tag(repo, "v1", at=latest, by=alice)
    for name in ("idea", "gone"):
        refs.branch(repo, name, at=latest, by=alice)
    deleted = refs.delete_branch(repo, "gone", seen=latest, by=alice)
    item = Crate.objects.create(pk=deleted.pk, owner=alice, title="Late").items.create(repo=repo, position=1)
    Crate.objects.create(pk=int(doors.PUBLIC_CRATE), owner=alice, title="Early", visibility="public")
    Token.objects.create(pk=deleted.pk, user=alice, name="git")
    make_commit(repo, "Latest", by=alice, hz=150)
    eve = User.objects.create_user("eve")
    Collaborator.objects.create(repo=repo, user=eve)
    make_louder(repo, "bass", 100, by=eve, branch="idea")
    request = reviews.open(repo, source=repo, source_branch="idea", target_branch="main", title="Louder bass", by=eve)
    remark = reviews.comment(request, "Listen", by=eve)
    changes.extend(first, 4, "after", repo=repo, branch="main", by=alice)
    browsers = {Who.OWNER: browser_of(alice), Who.SIGNED_IN: browser_of(charlie), Who.ANYBODY: Client()}
    for who, role in ROLES.items():
        user = bob if role == "read" else User.objects.create_user(f"dora-{role}")
        Collaborator.objects.create(repo=repo, user=user, role=role)
        browsers[who] = browser_of(user)
    job = Job.objects.get()
    make_hum(alice, pk=job.pk)
    things = {"owner": "alice", "name": repo.name, "digest": latest.digest, "person": "eve", "number": str(deleted.pk)}
    things |= {"branch": "main", "tag": "v1", "track": "bass", "sound": "mix", "suffix": "peaks", "uuid": str(job.pk)}
    things |= {"head": request.head.digest, "item": str(item.pk), "remark": str(remark.pk)}
    things |= {"id": str(job.pk), "generation": str(job.generation_id)}
    things |= {"ticket": previews.ticket(repo, make_blob(), by=alice)}
    offered = transfers.offer(make_repo(eve, stems=["bass"]), "alice", by=eve)
    things["transfer"] = str(offered.pk)
    return Stage(repo, dict(sorted(browsers.items())), things)


def _in(table: Mapping[str, Door]) -> Iterator[tuple[Route, Door]]:
    return ((route, table[route.name]) for route in doors.routes() if route.name in table)


def test_no_address_is_forgotten_here() -> None:
    """Add new ones to the tables in doors.py."""
    in_repo = {*doors.REPO_DOORS, *doors.GIT_DOORS}
    assert {route.name for route in doors.routes()} == {*in_repo, *doors.OWN_DOORS, *doors.SITE_DOORS}
    assert {route.name for route in doors.routes() if route.is_in_repo} == in_repo


@pytest.mark.parametrize("visibility", Repo.Visibility.values)
def test_each_door_of_a_repo_opens_to_whom_it_is_for(stage: Stage, visibility: str) -> None:
    Repo.objects.update(visibility=visibility)
    wrong = [
        (route.name, method, who.name, answer.status_code)
        for route, door in _in(doors.REPO_DOORS)
        for who in stage.browsers
        for method in METHODS
        if _is_worth_it(getattr(door, method), who, visibility)
        if not _is_right(answer := stage.answer(who, method, route, door), getattr(door, method), who, visibility)
    ]
    assert wrong == []


def _is_worth_it(least: Who | None, who: Who, visibility: str) -> bool:
    """What cannot be done is tried by two; an unlisted repo is to who takes part in it what a private one is."""
    if least is None:
        return who in (Who.ANYBODY, Who.OWNER)
    return visibility != Repo.Visibility.UNLISTED or who <= Who.READER


def _is_right(answer: HttpResponse, least: Who | None, who: Who, visibility: str) -> bool:
    must_sign_in = answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)
    is_seen = visibility != Repo.Visibility.PRIVATE or who >= Who.READER
    if who is Who.ANYBODY and least is not Who.ANYBODY and must_sign_in:
        return True
    if least is None:
        return answer.status_code in (405, *([] if is_seen else [404]))
    if not is_seen:
        return answer.status_code == 404
    return _is_in(answer) and not must_sign_in if who >= least else answer.status_code == 403


def _is_in(answer: HttpResponse) -> bool:
    return answer.status_code in (200, 204, 302, 422)


@pytest.mark.parametrize("visibility", ["private", "unlisted"])
def test_search_engines_are_told_to_leave_alone_what_is_not_public(stage: Stage, visibility: str) -> None:
    Repo.objects.update(visibility=visibility)
    for route, door in _in(doors.REPO_DOORS):
        answer = stage.answer(Who.OWNER, "get", route, door) if door.get is not None else None
        if answer is None or answer.status_code != 200:
            continue
        told = answer.get("X-Robots-Tag", "") or ("" if answer.streaming else answer.content.decode())
        assert "noindex" in told, route


def test_a_stranger_cannot_tell_a_private_repo_from_a_missing_one(stage: Stage, alice: User) -> None:
    strangers = (Who.SIGNED_IN, Who.ANYBODY)

    git = Door(told={"service": "git-upload-pack"})

    def told() -> list[object]:
        return [
            (route.name, who.name, method, *_told(stage.answer(who, method, route, door)))
            for route, door in (*_in(doors.REPO_DOORS), *_in(dict.fromkeys(doors.GIT_DOORS, git)))
            for who in strangers
            for method in METHODS
        ]

    private = told()
    repositories.delete(stage.repo, by=alice)
    assert told() == private


def test_a_digest_opens_nothing_through_a_repo_that_does_not_hold_it(stage: Stage, charlie: User) -> None:
    own = make_repo(charlie, "Mine", stems=["bass"])
    elsewhere = Stage(own, stage.browsers, {**stage.things, "owner": "charlie", "name": own.name})
    opened = [
        (route.name, method, answer.status_code)
        for route, door in _in(doors.REPO_DOORS)
        if "digest>" in route.route
        for method in METHODS
        if getattr(door, method) is not None
        if (answer := elsewhere.answer(Who.SIGNED_IN, method, route, door)).status_code != 404
    ]
    assert opened == []


def _told(answer: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    return answer.status_code, dict(answer.headers), CSRF.sub(b"", answer.content)


def test_what_somebody_asked_for_opens_to_nobody_else(stage: Stage) -> None:
    Repo.objects.update(visibility=Repo.Visibility.PUBLIC)
    for route, door in _in(doors.OWN_DOORS):
        own = stage.things["generation" if route.name == "generation" else "id"]
        here = Door(door.get, door.post, args={"id": own})
        for who in stage.browsers:
            for method in METHODS:
                answer = stage.answer(who, method, route, here)
                least = getattr(door, method)
                if who is Who.ANYBODY:
                    assert answer["Location"].startswith(SIGN_IN), (route, method)
                elif least is None:
                    assert answer.status_code == 405, (route, method)
                elif who is not Who.OWNER:
                    assert answer.status_code == 404, (route, method, who)
                elif route.name != "take_keep":
                    assert _is_in(answer), (route, method)


def test_the_rest_of_the_site_opens_to_visitors_or_to_who_is_signed_in(stage: Stage) -> None:
    for route, door in _in(doors.SITE_DOORS):
        for who in (Who.SIGNED_IN, Who.ANYBODY):
            for method in METHODS:
                answer, least = stage.answer(who, method, route, door), getattr(door, method)
                must_sign_in = answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)
                is_refused = must_sign_in or answer.status_code == 405
                assert is_refused == (least is None or who < least), (route, method, who, answer.status_code)
                assert is_refused or _is_in(answer), (route, method, who, answer.status_code)
