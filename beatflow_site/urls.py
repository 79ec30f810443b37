"""The site's addresses."""

from django.contrib import admin
from django.urls import include, path

from beatflow_site import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("health", health.alive, name="health"),
    path("health/ready", health.ready, name="ready"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("generation.urls")),
    path("", include("accounts.urls")),
    path("", include("repos.urls")),
]
handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
