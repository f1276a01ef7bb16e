"""The doors to filled forms and to the records that are kept."""

from apps.records.urls.folders import folder_api_patterns, folder_patterns
from apps.records.urls.keeping import keeping_api_patterns, keeping_patterns
from apps.records.urls.slips import slip_api_patterns, slip_patterns

__all__ = ["api_patterns", "app_name", "urlpatterns"]

app_name = "records"
urlpatterns = [*folder_patterns, *keeping_patterns, *slip_patterns]
api_patterns = [*folder_api_patterns, *keeping_api_patterns, *slip_api_patterns]
