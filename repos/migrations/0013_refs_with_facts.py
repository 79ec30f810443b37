from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery

AT_ONCE = 2000


def copy_facts(apps, schema_editor):
    """What stands at the tip of each ref, some thousands at a time."""
    refs = apps.get_model("repos", "Ref").objects.using(schema_editor.connection.alias)
    trees = apps.get_model("repos", "Tree").objects.filter(commits__refs=OuterRef("pk"))
    facts = {name: Subquery(trees.values(name)[:1]) for name in ("genre", "bpm", "key")}
    for first in range(1, (refs.aggregate(last=Max("pk"))["last"] or 0) + 1, AT_ONCE):
        refs.filter(pk__gte=first, pk__lt=first + AT_ONCE).update(**facts)


class Migration(migrations.Migration):
    dependencies = [
        ("repos", "0012_repos_in_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="ref",
            name="genre",
            field=models.CharField(blank=True, default="", editable=False, max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ref",
            name="bpm",
            field=models.FloatField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="ref",
            name="key",
            field=models.CharField(blank=True, default="", editable=False, max_length=24),
            preserve_default=False,
        ),
        migrations.RunPython(copy_facts, migrations.RunPython.noop, elidable=True),
    ]
