"""Admins look after users, repos and jobs."""

import pytest
from django.test import Client

from accounts.models import User
from generation import quotas, services
from generation.models import Job
from repos.models import Commit
from tests.make import make_repo


@pytest.fixture
def admin_browser(alice: User) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@example.com", "correct horse battery"))
    return client


@pytest.fixture
def job(alice: User) -> Job:
    return services.submit({"genre": "house"}, by=alice).jobs.get()


def act(browser: Client, action: str, job: Job) -> None:
    told = {"action": action, "_selected_action": [str(job.pk)]}
    assert browser.post("/admin/generation/job/", told).status_code == 302
    job.refresh_from_db()


@pytest.mark.parametrize(
    "page",
    [
        "accounts/user",
        "repos/repo",
        "repos/commit",
        "generation/generation",
        "generation/job",
        "generation/usage",
        "audio/blob",
    ],
)
def test_every_table_can_be_looked_at(admin_browser: Client, alice: User, job: Job, page: str) -> None:
    make_repo(alice)
    assert admin_browser.get(f"/admin/{page}/").status_code == 200


def test_an_admin_sets_the_quota_of_a_single_user(admin_browser: Client, alice: User) -> None:
    page = admin_browser.get(f"/admin/accounts/user/{alice.pk}/change/")
    form = page.context["adminform"].form
    told = {name: value for name, value in form.initial.items() if value is not None and name not in form.errors}
    told = {name: value for name, value in told.items() if name not in ("groups", "user_permissions", "last_login")}
    joined = told.pop("date_joined")
    told |= {"date_joined_0": f"{joined:%Y-%m-%d}", "date_joined_1": f"{joined:%H:%M:%S}"}
    quota = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-user": alice.pk, "0-seconds_per_day": "90"}
    told |= {f"quota-{name}": value for name, value in quota.items()}
    answer = admin_browser.post(f"/admin/accounts/user/{alice.pk}/change/", told)
    assert answer.status_code == 302
    assert quotas.left_of(alice).seconds == 90


def test_a_job_is_cancelled_and_a_failed_one_tried_again(admin_browser: Client, job: Job) -> None:
    act(admin_browser, "cancel", job)
    assert job.state == "cancelled"
    Job.objects.update(state="failed")
    act(admin_browser, "try_again", job)
    assert job.state == "waiting"


def test_jobs_that_have_ended_do_not_break_a_cancel(admin_browser: Client, job: Job) -> None:
    Job.objects.update(state="completed")
    act(admin_browser, "cancel", job)
    assert job.state == "completed"


@pytest.mark.parametrize("page", ["repos/commit", "audio/blob"])
def test_what_never_changes_cannot_be_changed_here_either(admin_browser: Client, page: str) -> None:
    assert admin_browser.get(f"/admin/{page}/add/").status_code == 403


def test_users_have_no_way_in(browser_of, alice: User) -> None:
    assert browser_of(alice).get("/admin/generation/job/").status_code == 302


@pytest.mark.parametrize("table", ["repos/repo", "accounts/user"])
@pytest.mark.parametrize("is_listed", [True, False])
def test_what_is_deleted_leaves_no_commits_behind(
    admin_browser: Client, alice: User, table: str, is_listed: bool
) -> None:
    pk = str({"repos/repo": make_repo(alice), "accounts/user": alice}[table].pk)
    page = f"/admin/{table}/" if is_listed else f"/admin/{table}/{pk}/delete/"
    told = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    assert admin_browser.post(page, told).status_code == 302
    assert not Commit.objects.exists()
    assert not alice.repos.exists()
