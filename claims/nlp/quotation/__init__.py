"""Is a quotation what its source says? Words are compared, typography is not."""

from .check import Finding, Verdict, check
from .differing import Change, plain

__all__ = ["Change", "Finding", "Verdict", "check", "plain"]
