"""Django's admin: users, repos, and jobs that can be tried again or cancelled."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import Quota, User
from audio.models import Blob
from generation import services
from generation.models import Generation, Job, Usage
from repos.models import Commit, Repo
from repos.services import repositories

admin.site.site_header = admin.site.site_title = "BeatFlow"


class QuotaOfUser(admin.StackedInline):
    """What one user may have made; where nothing is set, as everybody."""

    model = Quota
    extra = 0


@admin.register(User)
class Users(UserAdmin):
    inlines = [QuotaOfUser]
    list_display = ["username", "email", "display_name", "is_staff", "date_joined"]
    fieldsets = [*(UserAdmin.fieldsets or ()), ("Profile", {"fields": ["display_name", "about"]})]

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        for repo in obj.repos.all():
            repositories.delete(repo, by=obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            self.delete_model(request, user)


@admin.register(Repo)
class Repos(admin.ModelAdmin):
    list_display = ["title", "owner", "visibility", "updated_at"]
    list_filter = ["visibility"]
    list_select_related = ["owner"]
    search_fields = ["title", "name", "owner__username"]
    raw_id_fields = ["owner", "origin"]

    def delete_model(self, request: HttpRequest, obj: Repo) -> None:
        """By the service, which forgets the commits too: without it their sound would never be pruned."""
        repositories.delete(obj, by=obj.owner)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Repo]) -> None:
        for repo in queryset:
            self.delete_model(request, repo)


@admin.register(Generation)
class Generations(admin.ModelAdmin):
    list_display = ["name", "user", "engine", "created_at"]
    list_select_related = ["user"]
    search_fields = ["name", "prompt", "user__username"]
    raw_id_fields = ["user", "repo"]


@admin.register(Job)
class Jobs(admin.ModelAdmin):
    list_display = ["id", "type", "user", "state", "percent", "engine", "attempts", "created_at", "finished_at"]
    list_filter = ["state", "queue", "type", "engine"]
    list_select_related = ["user"]
    search_fields = ["id", "user__username"]
    actions = ["cancel", "try_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False

    @admin.action(description="Cancel", permissions=["delete"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        for job in queryset:
            services.cancel(job, by=job.user)
        messages.success(request, "The jobs are being cancelled.")

    @admin.action(description="Try again", permissions=["delete"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        for job in queryset.filter(state=Job.State.FAILED):
            services.retry(job, by=job.user)
        messages.success(request, "The failed jobs wait for a worker again.")


@admin.register(Usage)
class Usages(admin.ModelAdmin):
    """What was made for whom, and what it cost where that is known; the admin only looks."""

    list_display = ["user", "at", "engine", "seconds", "cost_amount", "cost_unit"]
    list_filter = ["engine", "at"]
    list_select_related = ["user"]
    search_fields = ["user__username"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Usage | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Usage | None = None) -> bool:
        return False


@admin.register(Commit)
class Commits(admin.ModelAdmin):
    """Commits never change; the admin only looks."""

    list_display = ["digest", "author_name", "subject", "created_at"]
    search_fields = ["digest", "message"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Commit | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Commit | None = None) -> bool:
        return False


@admin.register(Blob)
class Blobs(admin.ModelAdmin):
    list_display = ["digest", "media_type", "size_bytes", "created_at"]
    list_filter = ["media_type"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Blob | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Blob | None = None) -> bool:
        return False
