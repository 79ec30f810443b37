"""Addresses below `/~owner/name/`, and the library."""

from django.urls import path

from repos.views import audio, history, repositories

_REPO = "~<slug:owner>/<slug:name>/"
_COMMIT = f"{_REPO}commits/<slug:digest>/"

urlpatterns = [
    path("library/", repositories.library, name="library"),
    path("~<slug:owner>/", repositories.profile, name="profile"),
    path(_REPO, repositories.repo, name="repo"),
    path(f"{_REPO}settings/", repositories.settings, name="repo_settings"),
    path(f"{_REPO}delete/", repositories.delete, name="repo_delete"),
    path(_COMMIT, history.commit, name="commit"),
    path(f"{_COMMIT}stems.zip", audio.stems_zip, name="stems_zip"),
    *(path(f"{_COMMIT}{name}", audio.commit_document, {"document": name}) for name in audio.DOCUMENTS),
    path(f"{_COMMIT}<slug:sound>.<slug:suffix>", audio.commit_audio, name="commit_audio"),
    path(f"{_COMMIT}stems/<slug:track>.<slug:suffix>", audio.stem_audio, name="stem_audio"),
]
