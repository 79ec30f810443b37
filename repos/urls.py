"""Addresses below `/~owner/name/`, and the library."""

from django.urls import path, register_converter

from repos.views import (
    audio,
    branches,
    checkpoints,
    collaborators,
    comparing,
    crates,
    explore,
    forks,
    git,
    history,
    log,
    people,
    provenance,
    repositories,
    reviews,
    settings,
    transfers,
    tree,
    versions,
)


class RefConverter:
    """What a branch or tag may be called, slashes and all; nothing else gets as far as the database."""

    regex = "[A-Za-z0-9_][A-Za-z0-9._/-]{0,99}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RefConverter, "ref")
_REPO = "~<slug:owner>/<slug:name>/"
_GIT = "~<slug:owner>/<slug:name>.git/"
_COMMIT = f"{_REPO}commits/<slug:digest>/"
_CRATE = "crates/<int:number>/"
_REQUESTS = f"{_REPO}merge-requests/"
_REQUEST = f"{_REQUESTS}<int:number>/"

urlpatterns = [
    path("activity/", people.activity, name="activity"),
    path("crates/", crates.crates, name="crates"),
    path(_CRATE, crates.crate, name="crate"),
    path(f"{_CRATE}edit/", crates.edit, name="edit_crate"),
    path(f"{_CRATE}delete/", crates.delete, name="delete_crate"),
    path(f"{_CRATE}items/<int:item>/remove/", crates.remove, name="remove_from_crate"),
    path(f"{_CRATE}items/<int:item>/move/", crates.move, name="move_in_crate"),
    path("explore/", explore.explore, name="explore"),
    path("library/", repositories.library, name="library"),
    path("previews/<str:ticket>.<slug:suffix>", audio.preview_audio, name="preview_audio"),
    path("transfers/<int:transfer>/accept/", transfers.accept, name="accept_transfer"),
    path("transfers/<int:transfer>/decline/", transfers.decline, name="decline_transfer"),
    path("~<slug:owner>/", people.profile, name="profile"),
    path("~<slug:owner>/follow/", people.follow, name="follow"),
    path(_REPO, repositories.repo, name="repo"),
    path(f"{_REPO}crates/", crates.add, name="add_to_crate"),
    path(f"{_REPO}star/", people.star, name="star"),
    path(_GIT, git.page, name="git"),
    path(f"{_GIT}info/refs", git.info_refs, name="git_refs"),
    path(f"{_GIT}git-upload-pack", git.upload_pack, name="git_upload_pack"),
    path(f"{_GIT}git-receive-pack", git.receive_pack, name="git_receive_pack"),
    path(f"{_REPO}forks/", forks.forks, name="forks"),
    path(f"{_REPO}sync/", forks.sync, name="sync"),
    path(f"{_REPO}settings/", settings.settings, name="repo_settings"),
    path(f"{_REPO}rename/", settings.rename, name="rename_repo"),
    path(f"{_REPO}transfer/", transfers.offer, name="offer_transfer"),
    path(f"{_REPO}transfer/withdraw/", transfers.withdraw, name="withdraw_transfer"),
    path(f"{_REPO}delete/", settings.delete, name="repo_delete"),
    path(f"{_REPO}collaborators/", collaborators.collaborators, name="collaborators"),
    path(f"{_REPO}collaborators/<slug:person>/role/", collaborators.change, name="change_role"),
    path(f"{_REPO}collaborators/<slug:person>/remove/", collaborators.remove, name="remove_collaborator"),
    path(f"{_REPO}branches/", branches.branches, name="branches"),
    path(f"{_REPO}branches/<ref:branch>/rename/", branches.rename, name="rename_branch"),
    path(f"{_REPO}branches/<ref:branch>/delete/", branches.delete, name="delete_branch"),
    path(f"{_REPO}tags/", branches.tags, name="tags"),
    path(f"{_REPO}tags/<ref:tag>/delete/", branches.delete_tag, name="delete_tag"),
    path(f"{_REPO}deleted/<int:number>/", branches.bring_back, name="bring_back"),
    path(f"{_REPO}compare/", comparing.compare, name="compare"),
    path(f"{_REPO}tree/", tree.tree, name="tree"),
    path(f"{_REPO}tree/window/", tree.window, name="tree_window"),
    path(f"{_REPO}tree/commits/<slug:digest>/", tree.commit, name="tree_commit"),
    path(f"{_REPO}commits/", log.log, name="log"),
    path(_REQUESTS, reviews.merge_requests, name="merge_requests"),
    path(f"{_REQUESTS}new/", reviews.propose, name="propose"),
    path(_REQUEST, reviews.merge_request, name="merge_request"),
    path(f"{_REQUEST}edit/", reviews.edit, name="edit_merge_request"),
    path(f"{_REQUEST}comment/", reviews.comment, name="comment"),
    path(f"{_REQUEST}comments/<int:remark>/delete/", reviews.take_back, name="delete_comment"),
    path(f"{_REQUEST}approve/", reviews.approve, name="approve"),
    path(f"{_REQUEST}update/", reviews.update, name="update_merge_request"),
    path(f"{_REQUEST}merge/", reviews.merge, name="merge_merge_request"),
    path(f"{_REQUEST}close/", reviews.close, name="close_merge_request"),
    path(f"{_REQUEST}reopen/", reviews.reopen, name="reopen_merge_request"),
    path(_COMMIT, history.commit, name="commit"),
    path(f"{_COMMIT}checkpoint/", checkpoints.checkpoint, name="checkpoint"),
    path(f"{_COMMIT}branch/", versions.branch, name="branch_from"),
    path(f"{_COMMIT}tag/", versions.tag, name="tag_commit"),
    path(f"{_COMMIT}restore/", versions.restore, name="restore_commit"),
    path(f"{_COMMIT}revert/", versions.revert, name="revert_commit"),
    path(f"{_COMMIT}merge/", versions.merge, name="merge_commit"),
    path(f"{_COMMIT}fork/", forks.fork, name="fork"),
    path(f"{_COMMIT}revert/preview/", versions.preview_revert, name="preview_revert"),
    path(f"{_COMMIT}merge/preview/", versions.preview_merge, name="preview_merge"),
    path(f"{_COMMIT}credits/", provenance.credits, name="credits"),
    path(f"{_COMMIT}provenance.json", provenance.document, name="provenance"),
    path(f"{_COMMIT}stems.zip", audio.stems_zip, name="stems_zip"),
    *(path(f"{_COMMIT}{name}", audio.commit_document, {"document": name}) for name in audio.DOCUMENTS),
    path(f"{_COMMIT}<slug:sound>.<slug:suffix>", audio.commit_audio, name="commit_audio"),
    path(f"{_COMMIT}masters/<int:level>.<slug:suffix>", audio.master_audio, name="master_audio"),
    path(f"{_COMMIT}stems/<slug:track>.<slug:suffix>", audio.stem_audio, name="stem_audio"),
]
