
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repos', '0010_crates'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='merge_request',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='repos.mergerequest'),
        ),
        migrations.AlterField(
            model_name='activity',
            name='verb',
            field=models.CharField(choices=[('begin', 'Begin'), ('commit', 'Commit'), ('merge', 'Merge'), ('fork', 'Fork'), ('star', 'Star'), ('propose', 'Propose'), ('close', 'Close')], max_length=10),
        ),
    ]
