from django.urls import path

from generation import views

urlpatterns = [
    path("create/", views.create, name="create"),
    path("create/understand/", views.understand, name="understand"),
    path("generations/making/", views.making, name="making"),
    path("generations/<uuid:id>/", views.generation, name="generation"),
    path("jobs/<uuid:id>/cancel/", views.job_cancel, name="job_cancel"),
    path("jobs/<uuid:id>/retry/", views.job_retry, name="job_retry"),
]
