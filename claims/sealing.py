"""Secrets that must be read again, sealed so that the database alone does not give them away.

The key is made of SECRET_KEY, which is in no database. SECRET_KEY_FALLBACKS still open what was sealed
with them; ``manage.py reseal`` seals it anew, and then they may go. Fernet: AES-128-CBC and HMAC-SHA256.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"claims.sealing"
SEALED = "gAAAAA"
"""How everything that is sealed begins: Fernet's version and the high bytes of its time."""


class Unreadable(Exception):
    """Sealed with a key that is not among the settings, or damaged."""


def seal(words: str) -> str:
    return seal_bytes(words.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises Unreadable."""
    return unseal_bytes(sealed.encode()).decode()


def seal_bytes(raw: bytes) -> bytes:
    """About a third longer than ``raw``; twice is two different seals."""
    return _box().encrypt(raw)


def unseal_bytes(sealed: bytes) -> bytes:
    """Raises Unreadable."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken as error:
        raise Unreadable("It was sealed with a SECRET_KEY that is not known here.") from error


def reseal(sealed: str) -> str:
    """The same under the key of today. Raises Unreadable."""
    try:
        return _box().rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("It was sealed with a SECRET_KEY that is not known here.") from error


def _box() -> MultiFernet:
    return _boxed((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _boxed(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    """A key for this purpose alone: what signs sessions opens nothing here."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(made)
