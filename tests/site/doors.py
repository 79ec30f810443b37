"""Every door of the site, and who may go through it: a new address belongs in this table.

`test_doors.py` walks it as everybody, whatever a repo's visibility.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern


class Who(IntEnum):
    """How far somebody must have come, each further than the one before."""

    ANYBODY = 0
    SIGNED_IN = 1
    READER = 2
    WRITER = 3
    ADMIN = 4
    OWNER = 5


ANYBODY, SIGNED_IN, READER, WRITER, ADMIN, OWNER = Who


@dataclass(frozen=True, slots=True)
class Door:
    """Who may look behind an address (`get`) and who may act there (`post`); None where that cannot be done.

    Behind the doors of a repo nobody comes who may not see the repo.
    """

    get: Who | None = None
    post: Who | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    """What is said, in the query or in what is posted."""
    args: Mapping[str, str] = field(default_factory=dict)
    """What stands in the address in place of the usual."""


_REQUEST = {"number": "1"}
PUBLIC_CRATE = "1000000"
REPO_DOORS: Mapping[str, Door] = {
    "repo": Door(get=ANYBODY),
    "star": Door(post=SIGNED_IN, told={"wanted": "yes"}),
    "add_to_crate": Door(get=SIGNED_IN, post=SIGNED_IN, told={"crate": "new", "title": "Late"}),
    "repo_settings": Door(get=ADMIN, post=ADMIN),
    "rename_repo": Door(post=ADMIN, told={"name": "new-name"}),
    "offer_transfer": Door(post=OWNER, told={"receiver": "eve"}),
    "withdraw_transfer": Door(post=OWNER),
    "repo_delete": Door(post=OWNER, told={"typed": "nothing"}),
    "collaborators": Door(get=READER, post=ADMIN),
    "change_role": Door(post=ADMIN, told={"role": "read"}),
    "remove_collaborator": Door(post=ADMIN),
    "branches": Door(get=ANYBODY),
    "rename_branch": Door(get=WRITER, post=WRITER, told={"name": "trunk"}),
    "delete_branch": Door(post=WRITER, told={"seen": "{digest}"}, args={"branch": "idea"}),
    "tags": Door(get=ANYBODY),
    "delete_tag": Door(post=WRITER, told={"seen": "{digest}"}),
    "bring_back": Door(post=WRITER),
    "compare": Door(get=ANYBODY),
    "merge_requests": Door(get=ANYBODY),
    "propose": Door(get=SIGNED_IN, post=SIGNED_IN),
    "merge_request": Door(get=ANYBODY, args=_REQUEST),
    "edit_merge_request": Door(get=WRITER, post=WRITER, args=_REQUEST),
    "comment": Door(post=SIGNED_IN, told={"text": "Nice"}, args=_REQUEST),
    "delete_comment": Door(post=ADMIN, args=_REQUEST),
    "approve": Door(post=WRITER, told={"seen": "{head}"}, args=_REQUEST),
    "update_merge_request": Door(post=WRITER, args=_REQUEST),
    "merge_merge_request": Door(get=WRITER, post=WRITER, told={"seen": "{head}", "onto": "{digest}"}, args=_REQUEST),
    "close_merge_request": Door(post=WRITER, args=_REQUEST),
    "reopen_merge_request": Door(post=WRITER, args=_REQUEST),
    "tree": Door(get=ANYBODY),
    "tree_window": Door(get=ANYBODY),
    "tree_commit": Door(get=ANYBODY),
    "log": Door(get=ANYBODY),
    "commit": Door(get=ANYBODY),
    "checkpoint": Door(post=WRITER),
    "branch_from": Door(get=WRITER, post=WRITER, told={"name": "mine"}),
    "tag_commit": Door(get=WRITER, post=WRITER, told={"name": "v2"}),
    "restore_commit": Door(get=WRITER, post=WRITER),
    "revert_commit": Door(get=WRITER, post=WRITER),
    "merge_commit": Door(get=WRITER, post=WRITER),
    "fork": Door(get=SIGNED_IN, post=SIGNED_IN, told={"title": "Mine", "visibility": "private"}),
    "forks": Door(get=ANYBODY),
    "sync": Door(post=WRITER),
    "preview_revert": Door(post=WRITER),
    "preview_merge": Door(post=WRITER),
    "credits": Door(get=ANYBODY),
    "provenance": Door(get=ANYBODY),
    "stems_zip": Door(get=ANYBODY),
    "arrangement.json": Door(get=ANYBODY),
    "score.json": Door(get=ANYBODY),
    "beat.mid": Door(get=ANYBODY),
    "commit_audio": Door(get=ANYBODY),
    "stem_audio": Door(get=ANYBODY),
    "master_audio": Door(get=ANYBODY, args={"level": "900", "suffix": "flac"}),
    "regenerate": Door(get=WRITER, post=WRITER),
    "extend": Door(get=WRITER, post=WRITER),
    "mix": Door(get=WRITER, post=WRITER, told={"profile": "warm"}),
    "master": Door(get=WRITER, post=WRITER, told={"preset": "club"}),
    "analysis": Door(get=ANYBODY),
    "analyse": Door(post=SIGNED_IN),
    "correct_analysis": Door(post=SIGNED_IN, told={"bpm": "93"}),
    "use_analysis": Door(post=WRITER, told={"use": "bpm"}),
    "import_stems": Door(get=WRITER, post=WRITER),
    "split_mix": Door(get=WRITER, post=WRITER, told={"preset": "drums"}),
    "split_stem": Door(get=WRITER, post=WRITER, told={"preset": "drums"}),
}
"""Below `/~owner/name/`, by the names of their routes, or by the ends of those that have none."""

GIT_DOORS = ("git", "git_refs", "git_upload_pack", "git_receive_pack")
"""For git clients, who are told in git's own way: whoever may not see a repo is asked who they are."""

OWN_DOORS: Mapping[str, Door] = {
    "generation": Door(get=OWNER),
    "hum_notes": Door(get=OWNER, post=OWNER, told={"do": "count"}),
    "hum_beat": Door(post=OWNER, told={"genre": "trap"}),
    "hum_delete": Door(post=OWNER),
    "hum_sound": Door(get=OWNER),
    "job_cancel": Door(post=OWNER),
    "job_retry": Door(post=OWNER),
    "take_keep": Door(post=OWNER),
    "accept_transfer": Door(post=OWNER),
    "decline_transfer": Door(post=OWNER),
    "revoke_token": Door(post=OWNER),
    "edit_crate": Door(get=OWNER, post=OWNER, told={"title": "Late", "visibility": "private"}),
    "delete_crate": Door(post=OWNER),
    "remove_from_crate": Door(post=OWNER),
    "move_in_crate": Door(post=OWNER, told={"to": "up"}),
    "preview_audio": Door(get=OWNER),
}
"""To what one asked for oneself: a stranger is whoever did not, whatever they may do in the repo."""

SITE_DOORS: Mapping[str, Door] = {
    "home": Door(get=ANYBODY, post=ANYBODY),
    "health": Door(get=ANYBODY, post=ANYBODY),
    "ready": Door(get=ANYBODY, post=ANYBODY),
    "profile": Door(get=ANYBODY),
    "follow": Door(post=SIGNED_IN, told={"wanted": "yes"}),
    "explore": Door(get=ANYBODY),
    "activity": Door(get=SIGNED_IN),
    "library": Door(get=SIGNED_IN),
    "crates": Door(get=SIGNED_IN, post=SIGNED_IN),
    "crate": Door(get=ANYBODY, args={"number": PUBLIC_CRATE}),
    "create": Door(get=SIGNED_IN, post=SIGNED_IN),
    "import_beat": Door(get=SIGNED_IN, post=SIGNED_IN),
    "hum": Door(get=SIGNED_IN, post=SIGNED_IN),
    "understand": Door(post=SIGNED_IN),
    "making": Door(get=SIGNED_IN),
    "settings": Door(get=SIGNED_IN, post=SIGNED_IN),
    "tokens": Door(get=SIGNED_IN, post=SIGNED_IN),
}
"""To nobody's things, or to everybody's own."""

SOCKET_DOORS: Mapping[str, Who] = {
    "ws/generations/<uuid:generation>/": OWNER,
    "ws/queue/": SIGNED_IN,
    "ws/events/": SIGNED_IN,
}
"""Web sockets: to what one asked for oneself, and to everybody's own."""

OTHERS = ("accounts/", "admin/")
"""Where other people's code guards the doors."""


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the site, before it is filled in."""

    name: str
    route: str

    @property
    def is_in_repo(self) -> bool:
        """Whether it lies below a repo."""
        return "<slug:owner>" in self.route and "<slug:name>" in self.route

    def filled(self, things: Mapping[str, str]) -> str:
        """The address with things in the places of its parameters."""
        parts = self.route.replace(">", "<").split("<")
        return "/" + "".join(things[part.split(":")[-1]] if n % 2 else part for n, part in enumerate(parts))


def routes() -> Iterator[Route]:
    """Every route of the site but those that others guard."""
    return _below(get_resolver(), "")


def _below(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for one in resolver.url_patterns:
        route = f"{prefix}{one.pattern}"
        if route.startswith(OTHERS):
            continue
        if isinstance(one, URLPattern):
            assert isinstance(one.pattern, RoutePattern), f"{route}: write its address with path()"
            yield Route(one.name or route.rsplit("/", 1)[-1], route)
        else:
            yield from _below(one, route)
