"""Parameters of addresses."""

from typing import Annotated

from ninja import Path

from claims.api.shapes.given import ID_MAX

Pk = Annotated[int, Path(ge=1, le=ID_MAX)]
