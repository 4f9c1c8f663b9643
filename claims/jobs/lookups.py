"""Ask a search provider in its turn, and keep what it answered.

For steps of verification runs: ``look_up`` is the one door. It sleeps and waits for the network, so
it is called outside transactions.
"""

import time
from datetime import date, timedelta

from claims.actions.lookups import hits_of, keep_answer, kept_answer, take_turn
from claims.integrations.providers import Hit, Provider
from claims.models import Claim, Lookup

FRESH = timedelta(hours=1)  # a job that is run again asks nobody twice


def look_up(
    provider: Provider,
    query: str,
    *,
    before: date | None = None,
    limit: int = 10,
    claim: Claim | None = None,
    fresh: timedelta = FRESH,
) -> tuple[Lookup, list[Hit]]:
    """The kept answer and its hits; the same request within ``fresh`` is answered from what is kept.

    Raises FetchFailed or FetchRefused, as the provider does, also when its limit is met.
    """
    query = " ".join(query.split())
    asked = provider.asked(query, before=before, limit=limit)
    kept = kept_answer(provider, asked.address, within=fresh)
    if kept is None:
        wait = take_turn(provider)
        if wait:
            time.sleep(wait)
        answer = provider.fetch(asked)
        # What cannot be read is no answer: it raises here and is not kept.
        provider.read(answer.body, before=before, limit=limit)
        kept = keep_answer(provider, answer, query=query, before=before, limit=limit, claim=claim)
    if (kept.before, kept.most) == (before, limit):
        return kept, hits_of(kept)
    return kept, provider.read(bytes(kept.body), before=before, limit=limit)
