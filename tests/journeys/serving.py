"""The real application, served to a browser from the database the test points to."""

import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings


class Web:
    """A server on a free port; each request has its own thread and database connection."""

    def __init__(self) -> None:
        with override_settings(WHITENOISE_USE_FINDERS=True):
            application = get_wsgi_application()
        self.server = make_server("127.0.0.1", 0, application, _Threads, _Silent)
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def address(self, slug: str) -> str:
        """Where a browser finds this agency, or the province's portal."""
        return f"http://{slug}.test:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def process_request_thread(self, request, client_address):  # type: ignore[no-untyped-def]
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()

    def handle_error(self, request, client_address):  # type: ignore[no-untyped-def]
        """A browser that leaves early is no news; errors of the application are logged by it."""


class _Silent(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        return
