"""Has this been checked before? One function for the job, the page, the API and the command line.

Candidates come from three directions: sentence vectors near the question's (HNSW), heads that share
its rare terms, and passages of bodies that do (GIN); the bounds on each keep the work from growing
with the collection. Features of the candidates are then put together by `claims.nlp.ranking`.
"""

from claims.search.candidates import Scope, Telling, beyond
from claims.search.find import Relevant, find, find_many, relevant
from claims.search.found import Found

__all__ = ["Found", "Relevant", "Scope", "Telling", "beyond", "find", "find_many", "relevant"]
