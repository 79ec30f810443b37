"""Repositories, their history, and who has to do with them."""

from repos.models.activity import Activity
from repos.models.addresses import OldAddress
from repos.models.crates import Crate, CrateItem
from repos.models.deletions import DeletedRef
from repos.models.git import GitObject
from repos.models.history import Commit, CommitParent, Entry, Ref, RepoCommit, Tree
from repos.models.people import Collaborator, Star
from repos.models.repository import Repo, Topic
from repos.models.reviews import MergeRequest, Remark
from repos.models.transfers import Transfer

__all__ = [
    "Activity",
    "Collaborator",
    "Commit",
    "CommitParent",
    "Crate",
    "CrateItem",
    "DeletedRef",
    "Entry",
    "GitObject",
    "MergeRequest",
    "OldAddress",
    "Ref",
    "Remark",
    "Repo",
    "RepoCommit",
    "Star",
    "Topic",
    "Transfer",
    "Tree",
]
