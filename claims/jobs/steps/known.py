"""Has this been checked before?"""

from claims import search
from claims.actions.matches import suggest
from claims.jobs.match import look_up, plain
from claims.jobs.steps.step import Context, Inputs, Outputs, Step, day
from claims.models import Claim
from claims.nlp.guard import differences
from claims.said import said
from claims.search.find import SAME, engine

VERSION = "guard/1"


def gather(context: Context) -> Inputs:
    """What the search finds. The likely ones are suggested as matches, which is a search's own affair."""
    found = look_up(context.claim)
    suggest(context.claim, found)
    return {**context.said, "found": [_stored(context.claim, one) for one in found]}


def _stored(claim: Claim, one: search.Found) -> dict[str, object]:
    other = one.check or one.claim
    dated = (one.check.made_on or one.check.reviewed_on) if one.check else one.claim and one.claim.made_on
    words = one.check.claim if one.check else str(other)
    against = [each.sentence for each in differences(claim.text, words)]
    signs = [sentence for sentence in one.why if sentence not in against]
    return plain(one) | {"words": words, "dated": dated.isoformat() if dated else None, "signs": signs}


def answer(inputs: Inputs) -> Outputs:
    """What is near, and whether it is the same claim: likely, and different in nothing that matters."""
    return {"matches": [_judged(inputs, row) for row in inputs["found"]]}


def _judged(inputs: Inputs, row: dict[str, object]) -> dict[str, object]:
    found = differences(inputs["text"], str(row["words"]), a_date=day(inputs["made_on"]),
                        b_date=day(row["dated"]))  # type: ignore[arg-type]  # fmt: skip
    against = [each.sentence for each in found]
    kept = {name: row[name] for name in ("check", "claim", "text", "publisher", "rating", "probability")}
    signs: list[str] = list(row["signs"])  # type: ignore[call-overload]
    likely = float(str(row["probability"])) >= SAME
    return kept | {"same_claim": likely and not against, "why": [*against, *signs]}


def version() -> str:
    return f"{engine().version}, {VERSION}"


KNOWN = Step("matches", said("Looking for earlier checks"), "claims.search", version, gather, answer)
