from django.db import migrations, models

CHUNK = 2000


def free_an_address(apps, schema_editor):
    """`/~owner/follow/` follows the owner now: a repo that was to be found there gets a number, as if it were new."""
    repos = apps.get_model("repos", "Repo").objects.using(schema_editor.connection.alias)
    for pk, owner in repos.filter(name="follow").values_list("pk", "owner"):
        taken = set(repos.filter(owner=owner, name__startswith="follow-").values_list("name", flat=True))
        free = next(name for n in range(2, len(taken) + 3) if (name := f"follow-{n}") not in taken)
        repos.filter(pk=pk).update(name=free)


def remember(apps, schema_editor):
    """What was committed so far, in its order, in the repo that held it first."""
    alias = schema_editor.connection.alias
    commits, activities, holdings = (
        apps.get_model("repos", name).objects.using(alias) for name in ("Commit", "Activity", "RepoCommit")
    )
    Activity = activities.model
    first = models.Subquery(holdings.filter(commit=models.OuterRef("pk")).order_by("pk").values("repo")[:1])
    known = commits.filter(author__isnull=False).order_by("created_at", "pk")
    rows = known.annotate(home=first, parents_count=models.Count("parents")).values_list(
        "pk", "author", "created_at", "home", "parents_count"
    )
    batch = []
    for pk, author, at, home, count in rows.iterator(chunk_size=CHUNK):
        if home is not None:
            verb = "merge" if count > 1 else "commit" if count else "begin"
            batch.append(Activity(actor_id=author, repo_id=home, verb=verb, commit_id=pk, happened_at=at))
        if len(batch) == CHUNK:
            activities.bulk_create(batch)
            batch = []
    activities.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("repos", "0008_what_people_do")]

    operations = [
        migrations.RunPython(free_an_address, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(remember, migrations.RunPython.noop, elidable=True),
    ]
