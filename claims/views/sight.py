"""What the person who asks may see of a claim, as its screens name it."""

from claims.visibility import Sight, sight_of

__all__ = ["Sight", "sight_of"]
