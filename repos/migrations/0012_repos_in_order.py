from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('repos', '0011_merge_requests_as_activity'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='repo',
            index=models.Index(fields=['-updated_at', 'id'], name='repos_by_change'),
        ),
        migrations.AddIndex(
            model_name='repo',
            index=models.Index(fields=['-created_at', 'id'], name='repos_by_age'),
        ),
    ]
