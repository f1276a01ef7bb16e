"""Where the living style page is mounted when settings.CHUAN_GALLERY says so."""

from django.urls import path
from django.views.decorators.http import require_GET
from django.views.generic import RedirectView

from kernel.ui.views import gallery

app_name = "ui"
urlpatterns = [
    path("", require_GET(RedirectView.as_view(url="parts/")), name="gallery"),
    path("<slug:page>/", gallery, name="gallery-page"),
]
