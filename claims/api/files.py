"""Files as parts of a form: exactly one, beside exactly the fields that the document has."""

from django.http import HttpRequest

from claims.api.problems import Problem
from claims.api.shapes.given import Given

FORM = "multipart/form-data"


def only_these(request: HttpRequest, fields: type[Given]) -> None:
    """Raises Problem for a part that the document does not know, or one that is there twice."""
    strange = sorted((set(request.POST) - set(fields.model_fields)) | (set(request.FILES) - {"file"}))
    if strange:
        raise Problem(422, f"There is no part {strange[0][:80]!r} here.")
    given = (request.POST, request.FILES)
    twice = sorted(name for part in given for name, values in part.lists() if len(values) > 1)
    if twice:
        raise Problem(422, f"The part {twice[0]!r} is given more than once.")
