"""A link that needs no account is a key: no line of a log shows its token."""

import io
import logging

import pytest
from structlog.stdlib import ProcessorFormatter

from factcheck.logging import hide_tokens


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("GET /reply/abc.def-123/", "GET /reply/…/"),
        ("Not Found: /reply/abc", "Not Found: /reply/…"),
        ("POST /reply/abc/?x=/reply/def", "POST /reply/…/?x=/reply/…"),
        ("GET /v1alpha1/pages?key=fcn_aB-3_x&alt=json", "GET /v1alpha1/pages?key=fcn_…&alt=json"),
        ("Authorization: Bearer fcn_aB-3_x", "Authorization: Bearer fcn_…"),
        ("GET /claims/12/", "GET /claims/12/"),
    ],
)
def test_hide_tokens_leaves_the_token_out_of_every_field(line, shown) -> None:
    assert hide_tokens(None, "info", {"event": line, "request": line, "code": 200}) == {
        "event": shown,
        "request": shown,
        "code": 200,
    }


def test_no_line_of_a_request_shows_the_token(client) -> None:
    root, seen = logging.getLogger(), io.StringIO()
    ours = next(handler for handler in root.handlers if isinstance(handler.formatter, ProcessorFormatter))
    watch = logging.StreamHandler(seen)
    watch.setFormatter(ours.formatter)
    root.addHandler(watch)
    try:
        client.get("/reply/SECRETTOKEN/")
        client.post("/reply/SECRETTOKEN/", {"text": "Twelve."})
    finally:
        root.removeHandler(watch)

    assert seen.getvalue().count("/reply/…/") == 6  # started, finished and "Not Found", twice
    assert "SECRETTOKEN" not in seen.getvalue()
