"""A newsroom's public site as a reader may meet it: checks with all that a page can show, for pictures."""

from datetime import date

from django.utils import timezone

from claims.actions.assess import save_draft, submit
from claims.actions.evidence import add_evidence
from claims.actions.publish import correct, publish
from claims.actions.review import give_review
from claims.models import Article, Claim, Evidence, Snapshot, Topic
from tests import checks, factories, steps
from tests.archives import archived

BRIDGE = "The new harbour bridge will pay for itself within nine years."
REASONING = """The mayor's sum counts 14,000 cars a day. **The transport office's own forecast has 6,000.**

At the toll that the council voted for in March, 6,000 cars bring in 2.1 million euros a year. The bridge \
costs 48 million. Interest left aside, that is 23 years.

## What the mayor's office says

The office told us that the forecast is “out of date”, and named no newer one.
"""
OTHERS = [
    ("The old tunnel was closed on 112 days last year.", "true", "The operator's log has 112 days."),
    ("Traffic through the tunnel has halved since 2019.", "mostly-false", "It has fallen by 30 percent."),
    ("No other city of this size has a toll bridge.", "unproven", "Nobody keeps such a list."),
]


def site(rita, edda, paul):
    """The check that is shown, corrected once; three others stand beside it."""
    for text, key, summary in OTHERS:
        brief(rita, edda, paul, text, key, summary)
    return bridge(rita, edda, paul)


def brief(rita, edda, paul, text, key, summary):
    claim = checks.sourced(checks.held(rita, text), rita)
    about(claim, "Transport", "Ines Carvalho")
    save_draft(claim, by=rita, version=0, rating=checks.rating(key), summary=summary, reply_waived="Public.")
    return reviewed(claim, rita, edda, paul, key)


def bridge(rita, edda, paul):
    claim = checks.held(rita, BRIDGE)
    place = claim.appearances.get().capture
    Article.objects.filter(captures=place).update(
        address="https://harbourpost.example/bridge",
        title="Council votes for the harbour bridge",
        source=factories.source("The Harbour Post"),
        published_on=date(2026, 11, 2),
    )
    about(claim, "Public money", "Ines Carvalho")
    Claim.objects.filter(pk=claim.pk).update(made_on=date(2026, 11, 2), language="en")
    source(claim, rita, "Traffic forecast 2027–2036", "Transport Office", "refutes", "primary",
           "We expect 6,000 vehicles a day on the bridge, and 6,400 in 2036.", kept=True)  # fmt: skip
    source(claim, rita, "Minutes of the council, 2 November", "City Council", "supports", "secondary",
           "The mayor puts the return at nine years.")  # fmt: skip
    steps.run(claim, ("matches", "quotation", "evidence", "figures", "stance", "summary"))
    summary = "The transport office expects 6,000 cars a day. At that rate it takes at least 23 years."
    save_draft(claim, by=rita, version=0, rating=checks.rating("false"), summary=summary,
               reasoning=REASONING, reply_waived="Answered by telephone.")  # fmt: skip
    made = reviewed(claim, rita, edda, paul, "false")
    notice = "We first wrote that the toll was voted for in May. It was in March."
    return correct(made.claim, by=paul, version=1, what="The month.", why="A slip.", notice=notice,
                   reasoning=REASONING.replace("At the toll", "At the car toll"))  # fmt: skip


def about(claim, topic, name, role="Mayor"):
    claim.topics.add(Topic.objects.get_or_create(name=topic)[0])
    claim.said_by.create(speaker=factories.speaker(name, role=role))


def source(claim, by, title, publisher, stance, kind, excerpt, kept=False):
    address = f"https://{publisher.lower().replace(' ', '-')}.example/{stance}"
    capture = archived(f"{excerpt} So the paper says.", f"<p>{excerpt}</p>", address)
    piece = add_evidence(claim, by=by, title=title, publisher=publisher, stance=stance, kind=kind,
                         capture=capture, excerpt=excerpt)  # fmt: skip
    Evidence.objects.filter(pk=piece.pk).update(address=address)
    if kept:
        Snapshot.objects.create(evidence=piece, state="verified", kept=1.0, ended_at=timezone.now(),
                                address=f"https://web.archive.org/web/2026/{address}")  # fmt: skip


def reviewed(claim, rita, edda, paul, key):
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating(key))
    claim.refresh_from_db()
    return publish(claim, by=paul)
