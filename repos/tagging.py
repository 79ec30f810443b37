"""The words that go into the files of a commit when somebody takes them away."""

from __future__ import annotations

import json
from dataclasses import replace

from django.urls import reverse

from audio.tags.words import Tags
from repos import provenance
from repos.models import Commit, Repo

MAX_NAMED = 20
"""How many authors a file names; the document names all."""
MASTER = "master"


def tags_of(repo: Repo, commit: Commit) -> Tags:
    """What all files of a commit say: who made it, what, when, where from, under which licence. Two queries."""
    authors = [author.name for author in provenance.authors_of(commit)]
    tree = commit.tree
    return Tags(
        title=repo.title,
        artist=_named(authors),
        album=repo.title,
        date=commit.created_at.date().isoformat(),
        genre=tree.genre,
        bpm=f"{tree.bpm:g}" if tree.bpm else "",
        key=_short(tree.key),
        comment=reverse("commit", args=[repo.owner.username, repo.name, commit.digest]),
        licence=repo.licence_name,
        provenance=_provenance(commit, authors[:MAX_NAMED]),
    )


def titled(tags: Tags, part: str) -> Tags:
    """The words of one file: of a stem by its track, of the "mix", or of the "master", which is the beat itself."""
    return tags if part == MASTER else replace(tags, title=f"{tags.title} ({part})")


def _named(authors: list[str]) -> str:
    more = len(authors) - MAX_NAMED
    return ", ".join(authors[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")


def _short(key: str) -> str:
    """ "C minor" as players write it: "Cm"."""
    note, _, mode = key.partition(" ")
    return note + "m" * (mode == "minor")


def _provenance(commit: Commit, authors: list[str]) -> str:
    """What the document begins with. The commit's digest stands for everything that it rests on."""
    told = {
        "format": provenance.FORMAT,
        "version": provenance.VERSION,
        "commit": commit.digest,
        "authors": authors,
        "engines": [one.name for one in provenance.engines_of(commit)[:MAX_NAMED]],
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
