"""Who is to know a version, who has read it, and the copies that were handed out."""

from django.urls import path

from apps.documents.views import copies, meetings, readers, reading

reading_patterns = [
    path("reading/", readers.overview, name="reading"),
    path("reading/export/", readers.export, name="reading-export"),
    path("reading/mine/", reading.mine, name="to-read"),
    path("reading/meetings/new/", meetings.new, name="new-meeting"),
    path("reading/meetings/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("reading/meetings/<uuid:pk>/minutes/", meetings.minutes, name="meeting-minutes"),
    path("versions/<uuid:pk>/read/", reading.read, name="read"),
    path("versions/<uuid:pk>/readers/", readers.readers, name="readers"),
    path("versions/<uuid:pk>/readers/remind/", readers.remind, name="remind"),
    path("versions/<uuid:pk>/readers/pdf/", readers.pdf, name="readers-pdf"),
    path("versions/<uuid:pk>/copies/", copies.of_version, name="copies"),
    path("copies/", copies.register, name="all-copies"),
    path("copies/export/", copies.export, name="copies-export"),
    path("copies/recall/", copies.recall, name="recall-copies"),
    path("copies/<uuid:pk>/pdf/", copies.pdf, name="copy-pdf"),
    path("copies/<uuid:pk>/end/", copies.end, name="end-copy"),
]
