"""The API as its OpenAPI 3.1 document says it, and what the door reads there.

What holds for every operation (problems, limits, keys of idempotency) is written once, here.
"""

import re
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI

from claims.api import problems
from claims.api.files import FORM
from claims.api.problems import MEDIA_TYPE
from claims.api.shapes.examples import EXAMPLES
from claims.api.shapes.shown import Problem as ProblemShape

Json = dict[str, Any]
PREFIX = "api/v1/"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
EVERYWHERE = (400, 401, 403, 404, 405, 422, 429, 500, 503)
CHANGING = (409, 413, 415)
EDITS = {"change_claim", "write_draft", "correct_claim", "put_speaker_right"}
"""Operations that are drawn from a version: they need If-Match."""
LIMIT_HEADERS = {
    "RateLimit": {"schema": {"type": "string"}, "description": "What is left of the token's window."},
    "RateLimit-Policy": {"schema": {"type": "string"}, "description": "The token's limit and its window."},
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "The same key with the same request is answered, not done, a second time.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that the change was drawn from.",
    "schema": {"type": "string", "pattern": '^(\\*|"[!#-~]+")$'},
}
DESCRIPTION = (
    "Everything that the newsroom's screens do, for programs: the same rules, roles and sentences. "
    "Errors are problem documents (RFC 9457)."
)


class Newsroom(NinjaAPI):
    """The API with our document, and problems in place of exceptions."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        document: Json = super().get_openapi_schema(path_prefix=PREFIX)
        shape = ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"] |= {**shape.pop("$defs"), "Problem": shape}
        document["components"]["securitySchemes"] = {"Bearer": {"type": "http", "scheme": "bearer"}}
        for name, example in EXAMPLES.items():
            document["components"]["schemas"][name]["examples"] = [example]
        for path in document["paths"].values():
            for method, operation in path.items():
                _complete(method, operation)
        return document

    def on_exception(self, request: HttpRequest, exc: Any) -> Any:
        """A problem document, or the exception itself for the door to log and answer."""
        problem = problems.of(exc, request)
        if problem is None:
            raise exc
        return problems.document(problem)

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)


def _complete(method: str, operation: Json) -> None:
    edits = operation["operationId"] in EDITS
    responses = operation["responses"] = {str(code): row for code, row in operation["responses"].items()}
    for row in responses.values():
        row.setdefault("headers", {}).update(LIMIT_HEADERS)
    codes = EVERYWHERE + (CHANGING if method != "get" else ()) + ((412, 428) if edits else ())
    if operation["operationId"] == "get_publication":
        codes += (410,)
    for code in codes:
        responses[str(code)] = {
            "description": problems.TITLES[code],
            "content": {MEDIA_TYPE: {"schema": PROBLEM}},
        }
    operation["security"] = [{"Bearer": []}]
    if FORM in (content := operation.get("requestBody", {}).get("content", {})):
        content[FORM]["schema"]["additionalProperties"] = False  # `files.only_these`
    operation["parameters"] += [KEY] * (method == "post") + [IF_MATCH] * edits


class Known:
    """Methods, parameters and headers of each address, as the document has them."""

    def __init__(self, document: Json) -> None:
        self._paths = document["paths"]

    def methods(self, route: str) -> set[str]:
        return {method.upper() for method in self._paths.get(_template(route), {})}

    def headers(self, route: str, method: str) -> set[str]:
        """Those that it needs."""
        operation = self._paths.get(_template(route), {}).get(method.lower(), {})
        return {row["name"] for row in operation.get("parameters", ()) if row["in"] == "header"}

    def media(self, route: str, method: str) -> set[str]:
        """Media types of a body; JSON where the operation takes none."""
        body = self._paths.get(_template(route), {}).get(method.lower(), {}).get("requestBody", {})
        return set(body.get("content", ())) or {"application/json"}

    def parameters(self, route: str, method: str) -> set[str]:
        operation = self._paths.get(_template(route), {}).get(method.lower(), {})
        return {row["name"] for row in operation.get("parameters", ()) if row["in"] == "query"}


def _template(route: str) -> str:
    """Django's "api/v1/claims/<pk>" as OpenAPI's "/api/v1/claims/{pk}"."""
    return "/" + re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", route)


@lru_cache(maxsize=1)
def known(api: Newsroom) -> Known:
    """Read once: the document of a process does not change."""
    return Known(api.get_openapi_schema())
