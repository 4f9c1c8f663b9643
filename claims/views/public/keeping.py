"""Answers that a worker keeps for as long as nothing that they show has changed.

A key names all that an answer is drawn from and costs one small question, so that drawing it again is
spared. Nothing depends on it: an empty shelf is only slower.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

import django
from cachetools import TTLCache
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from claims import public_queries
from claims.states import Status

SECONDS = 60.0
"""As long as anybody else may keep an answer: of two acts that end out of turn, a list could miss the one
that is earlier by its own clock."""
ADDRESS_MAX = 500
ASIDE = ("xframe_options_exempt", "_csp_replace", "_csp_config")  # what middlewares above us look for
DRAWING = ("actions", "integrations", "static", "templates/public", "templatetags", "views/public")
HERE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Key:
    """``exact``: one key, one answer to the byte, so that it can stand for the answer (ETag)."""

    parts: tuple[Any, ...]
    exact: bool = False

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(repr(self.parts).encode()).hexdigest()[:32]}"'


Keyed = Callable[..., Key | None]


def of_site(request: HttpRequest, *args: Any, **kwargs: Any) -> Key | None:
    """An answer about many checks: it stands until any of them, or a page of the house, changes."""
    return _key(request, public_queries.stamp_of_site())


def of_check(request: HttpRequest, public_id: UUID) -> Key | None:
    """An answer about one check: its version, state and names never change without its stamp.

    One that is withdrawn is told in full every time: a 304 would stand for an answer that is 200.
    """
    stamp = public_queries.stamp_of_check(public_id)
    return _key(request, stamp, exact=Status.WITHDRAWN not in stamp) if stamp else None


def _key(request: HttpRequest, stamp: tuple[Any, ...], *, exact: bool = False) -> Key | None:
    address = request.get_full_path()
    if settings.DEBUG or len(address) > ADDRESS_MAX:
        return None
    return Key((address, stamp, *drawn_with()), exact)


def drawn_with() -> tuple[Any, ...]:
    """What else stands on a page: what the newsroom is called, its language, the program itself."""
    return (
        settings.PUBLIC_URL,
        settings.NEWSROOM_NAME,
        settings.PUBLIC_LICENSE,
        settings.PUBLIC_COPIES,
        settings.LANGUAGE_CODE,
        settings.TIME_ZONE,
        _program(),
    )


@lru_cache(maxsize=1)
def _program() -> str:
    """The digest of what draws pages: the same in every worker, another one after an update."""
    found = hashlib.sha256(django.get_version().encode())
    places = [*HERE.glob("*.py"), *(path for place in DRAWING for path in (HERE / place).rglob("*.*"))]
    words = (path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.mo"))
    for path in sorted([*places, *words]):
        if path.suffix in {".py", ".html", ".atom", ".css", ".mo"}:
            found.update(path.read_bytes())
    return found.hexdigest()


class Shelf:
    """The values that were asked for last, within ``most`` bytes, none older than ``SECONDS``."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: TTLCache[Any, tuple[Any, int]] = TTLCache(
            most, SECONDS, timer=time.monotonic, getsizeof=lambda kept: kept[1]
        )

    def get(self, key: Any) -> Any:
        """The value, None where there is none."""
        with self._lock:
            return self._kept.get(key, (None, 0))[0]

    def put(self, key: Any, value: Any, size: int) -> None:
        if size <= self._most // 4:
            with self._lock:
                self._kept[key] = (value, size)

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


shelf = Shelf(settings.PUBLIC_KEEP_BYTES)


def kept_answer(key: Key) -> HttpResponse | None:
    """A copy of the answer, for whoever adds to its headers."""
    found: HttpResponse | None = shelf.get(key.parts)
    return _copied(found) if found is not None else None


def keep_answer(key: Key, answer: HttpResponse) -> None:
    """Whole answers alone; withdrawn checks answer 410, which is one of them."""
    if answer.status_code in {200, 410}:
        shelf.put(key.parts, _copied(answer), len(answer.content) + 1_000)


def _copied(answer: HttpResponse) -> HttpResponse:
    made = HttpResponse(answer.content, status=answer.status_code, headers=dict(answer.items()))
    for name in ASIDE:
        if hasattr(answer, name):
            setattr(made, name, getattr(answer, name))
    return made


def kept_piece(key: tuple[Any, ...], make: Callable[[], SafeString]) -> SafeString:
    """A piece of a page, drawn once for each key."""
    key = (*key, *drawn_with())
    found: SafeString | None = shelf.get(key)
    if found is None:
        found = make()
        shelf.put(key, found, 2 * len(found) + 300)
    return found
