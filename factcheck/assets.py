"""Our own styles and scripts as browsers get them: without comments and needless space.

One finder does it wherever they come from: `make run` and the tests, which serve what is found, and
`collectstatic`, which copies it. What packages bring is served as they ship it.
"""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from rcssmin import cssmin
from rjsmin import jsmin

OURS = Path(settings.BASE_DIR)
SHORTER = {".css": cssmin, ".js": jsmin}


def shortened(source: Path) -> bytes:
    """What the file says, in fewer bytes."""
    said: str = SHORTER[source.suffix](source.read_text("utf-8"))
    return said.encode()


def is_ours(path: Path) -> bool:
    """An environment of packages may lie inside our folder."""
    inside = path.is_relative_to(OURS) and "site-packages" not in path.parts
    return inside and path.suffix in SHORTER and path.is_file()


class ShortStorage(FileSystemStorage):
    """The files of one app, read as they will be served."""

    def open(self, name: str, mode: str = "rb") -> "File[Any]":
        source = Path(self.path(name))
        return ContentFile(shortened(source), name=name) if is_ours(source) else super().open(name, mode)


class ShortFinder(AppDirectoriesFinder):
    """Finds a shortened copy, made anew when the source's words change."""

    storage_class = ShortStorage

    def find_in_app(self, app: str, path: str) -> str | None:
        found: str | None = super().find_in_app(app, path)
        return str(_copy(Path(found))) if found and is_ours(Path(found)) else found


def _copy(source: Path) -> Path:
    """Named by what it was made of, so that an old one is never taken for a new one."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    kept = settings.DATA_DIR / "assets" / f"{source.stem}-{digest}{source.suffix}"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as made:
            made.write(shortened(source))
        Path(made.name).replace(kept)  # whole or not at all, also where two processes are asked at once
    return kept
