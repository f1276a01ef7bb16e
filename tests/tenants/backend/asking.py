"""Where a connection is, and who answers there."""

from django.conf import settings
from django.db import connection

from accounts.models import User

PATH = "SELECT current_setting('search_path')"


def path_now():
    with connection.cursor() as cursor:
        cursor.execute(PATH)
        return cursor.fetchone()[0]


def path_of(house):
    return f"{getattr(house, 'schema_name', house)}, ext"


class Undone(Exception):
    """Something went wrong in the middle."""


def url_of(database):
    return settings.TEST_DATABASE_URL.rpartition("/")[0] + "/" + database


def own_person():
    return User.objects.get(username__startswith="rieng.").username
