"""One way of answering: JSON, or the file that was asked for, whatever else a client accepts."""

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation


class OneWay(BaseContentNegotiation):
    """No 406: a client that accepts only PDF gets the PDF, and reads the problem where it fails."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        named = request.content_type.partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == named), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type
