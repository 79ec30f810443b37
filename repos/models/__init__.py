"""Repositories and their history."""

from repos.models.history import Commit, CommitParent, Entry, Ref, RepoCommit, Tree
from repos.models.repository import Repo

__all__ = ["Commit", "CommitParent", "Entry", "Ref", "Repo", "RepoCommit", "Tree"]
