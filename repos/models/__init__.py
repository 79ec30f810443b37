"""Repositories and their history."""

from repos.models.deletions import DeletedRef
from repos.models.history import Commit, CommitParent, Entry, Ref, RepoCommit, Tree
from repos.models.repository import Repo

__all__ = ["Commit", "CommitParent", "DeletedRef", "Entry", "Ref", "Repo", "RepoCommit", "Tree"]
