"""Addresses of making, and of making more out of a commit."""

from django.urls import path

from generation.views import analysing, changing, finishing, humming, importing, making, separating

_COMMIT = "~<slug:owner>/<slug:name>/commits/<slug:digest>/"

urlpatterns = [
    path("create/", making.create, name="create"),
    path("create/understand/", making.understand, name="understand"),
    path("import/", importing.import_beat, name="import_beat"),
    path("hum/", humming.hum, name="hum"),
    path("hum/<uuid:id>/", humming.hum_notes, name="hum_notes"),
    path("hum/<uuid:id>/beat/", humming.hum_beat, name="hum_beat"),
    path("hum/<uuid:id>/hum.<slug:suffix>", humming.hum_sound, name="hum_sound"),
    path("hum/<uuid:id>/delete/", humming.hum_delete, name="hum_delete"),
    path("generations/making/", making.making, name="making"),
    path("generations/<uuid:id>/", making.generation, name="generation"),
    path("jobs/<uuid:id>/cancel/", making.job_cancel, name="job_cancel"),
    path("jobs/<uuid:id>/retry/", making.job_retry, name="job_retry"),
    path("jobs/<uuid:id>/keep/", changing.take_keep, name="take_keep"),
    path(f"{_COMMIT}stems/<slug:track>/new/", changing.regenerate, name="regenerate"),
    path(f"{_COMMIT}stems/<slug:track>/split/", separating.split_stem, name="split_stem"),
    path(f"{_COMMIT}split/", separating.split_mix, name="split_mix"),
    path(f"{_COMMIT}extend/", changing.extend, name="extend"),
    path(f"{_COMMIT}mix/", finishing.mix, name="mix"),
    path(f"{_COMMIT}master/", finishing.master, name="master"),
    path(f"{_COMMIT}analysis/", analysing.analysis, name="analysis"),
    path(f"{_COMMIT}analysis/listen/", analysing.analyse, name="analyse"),
    path(f"{_COMMIT}analysis/correct/", analysing.correct_analysis, name="correct_analysis"),
    path(f"{_COMMIT}analysis/use/", analysing.use_analysis, name="use_analysis"),
    path(f"{_COMMIT}import/", importing.import_stems, name="import_stems"),
]
