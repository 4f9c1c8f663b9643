"""Put passages into the library: cut, count their terms, make their vectors; each batch a transaction."""

from typing import Any

from claims.actions.library import (
    PARTS,
    cut,
    drop_other_vectors,
    embed_passages,
    make_index,
    shelve_batch,
    uncut,
)
from claims.jobs.progress import Progress
from claims.models import Job
from claims.said import said
from claims.search.encoders import answering

BATCH = 256  # passages a transaction: six seconds of one core, far below the lease


def shelve(job: Job, progress: Progress) -> dict[str, Any]:
    """A worker that is lost goes on where it was. Without an encoder, words alone are searched."""
    for capture in uncut().only("pk").order_by("pk").iterator():
        cut(capture)
    words = 0
    while found := shelve_batch():
        words += found
        progress(words, words, said("%(many)s passages read", many=f"{words:,}"))
    return {"passages": words, "vectors": fill(progress)}


def fill(tell: Any = lambda *_: None) -> int:
    """Make every missing vector of the model that answers. How many."""
    ready = answering()
    if ready is None:
        return 0
    make_index(ready[0])
    done = 0
    for owner in PARTS:
        last = 0
        while (found := embed_passages(*ready, owner=owner, after=last, size=BATCH)).many:
            last, done = found.last, done + found.many
            tell(done, done, said("%(many)s vectors of passages made", many=f"{done:,}"))
    drop_other_vectors(ready[0])
    return done
