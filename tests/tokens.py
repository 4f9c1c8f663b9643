"""Keys to the API for tests."""

from accounts.models import Scope, User
from accounts.tokens import make_token


def everything(person: User) -> str:
    """The secret of a token of theirs that has every scope."""
    return make_token(person, name="All", scopes=list(Scope), days=1)[1]
