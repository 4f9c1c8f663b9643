"""Every page that a person can open, each with something on it: what the walks over all pages go through."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts import actions as people
from accounts.models import User
from accounts.roles import Role
from accounts.tokens import make_token
from claims.actions.comments import comment
from claims.actions.matches import confirm, reject
from claims.actions.publish import correct, withdraw
from claims.actions.reply_requests import ask
from claims.actions.review import give_review
from claims.actions.saved import save_view
from claims.actions.triage import accept, decline
from claims.actions.webhooks import add_endpoint
from claims.jobs import runner
from claims.models import Claim, Job, PublicPage, Speaker, Topic
from claims.states import Status
from tests import checks, factories, matches
from tests.archives import changed
from tests.e2e.walk import TEXT

Pages = dict[str, str]
BRIDGE = "The new harbour bridge will cost 48 million euros"


def newsroom(rita: User, edda: User, paul: User, olaf: User) -> dict[str, Pages]:
    """Addresses by name, for each who opens them; "nobody" has not signed in."""
    olaf.is_staff = olaf.is_superuser = True
    olaf.save()
    people.set_roles(olaf, [Role.OPERATOR, Role.EDITOR])
    held = _researched(rita, edda)
    return {
        "rita": _desk(edda, held) | _claims(rita, edda) | _articles(rita, held) | _looks(rita),
        "paul": _judged(rita, edda, paul),
        "olaf": _operated(olaf) | _admin(),
        "nobody": _doors(olaf) | _public(rita, edda, paul) | _asked(rita),
    }


def _researched(rita: User, edda: User) -> Claim:
    """A claim in the middle of its research, with all that can stand on its page."""
    for n in range(30):
        factories.claim(f"Marlow has {n + 10} bridges over the river and no ferry.", score=n / 40)
    article = factories.article(TEXT, source=factories.source("The Harbour Post"), added_by=rita)
    factories.passage(article.captures.get())
    claim = factories.claim(BRIDGE, within=article.captures.get(), speakers=("Ines Carvalho",))
    factories.at(accept(claim, by=rita), Status.RESEARCHING, holder=rita)
    checks.sourced(claim, rita)
    Claim.objects.filter(pk=claim.pk).update(due_at=timezone.now() + timedelta(hours=5), priority=2)
    claim.topics.add(Topic.objects.create(name="Transport"))
    newer = factories.capture(article, f"{TEXT}\nIt was corrected later.")
    factories.appearance(claim, newer, BRIDGE)
    factories.claim("fallen by 30 percent since 2019", within=newer)
    matches.match(claim, matches.known(rating_words="False", address="https://facts.example/1"))
    confirm(matches.match(claim), by=edda)
    reject(matches.match(claim, factories.claim()), by=edda)
    comment(claim, by=edda, body="Look at the books, @Rita.")
    for job in Job.objects.filter(kind="verify"):
        runner.run(job.pk, worker="test")
    return claim


def _desk(edda: User, held: Claim) -> Pages:
    save_view(by=edda, name="Big ones", query="score=0.7", shared=True)
    waiting = Claim.objects.filter(status=Status.CANDIDATE).values_list("pk", flat=True)[:2]
    return {
        "queue": "/",
        "everything": "/?status=all",
        "nothing": "/?q=nowhere",
        "board": "/?view=board",
        "merge": reverse("merge") + "?" + "&".join(f"claim={pk}" for pk in waiting),
        "already": reverse("already") + "?text=Marlow+has+seven+bridges",
        "work": reverse("work"),
        "reviews": reverse("reviews"),
        "notifications": reverse("notifications"),
        "preferences": reverse("preferences"),
        "palette": reverse("palette") + "?q=bridge",
        "dashboard": reverse("board"),
        "thresholds": reverse("thresholds"),
        "jobs": reverse("jobs"),
        "nowhere": "/nowhere/",
        "offline": reverse("offline"),
        "refused": reverse("people"),
        "account": reverse("mfa_index"),
        "totp": reverse("mfa_activate_totp"),
        "passkey": reverse("mfa_add_webauthn"),
        "password": reverse("account_change_password"),
        "email": reverse("account_email"),
        "tokens": reverse("tokens"),
        "language": reverse("language"),
        "signing out": reverse("account_logout"),
    } | {f"claim {name}": reverse(name, args=[held.pk]) for name in ("claim", "draft", "claim_score")}


def _claims(rita: User, edda: User) -> Pages:
    """Claims in their other states, as a researcher meets them."""
    gone = decline(factories.claim(), by=rita, reason="opinion")
    waits, ready = accept(factories.claim(), by=rita), checks.drafted(rita)
    sent, disputed = checks.in_review(rita), checks.conflicted(rita, edda)
    states = {"candidate": factories.claim(), "declined": gone, "queued": waits, "drafted": ready}
    states |= {"in review": sent, "in conflict": disputed}
    run = ready.runs.create()
    return {name: reverse("claim", args=[claim.pk]) for name, claim in states.items()} | {
        "run": reverse("run", args=[run.pk]),
        "proposals": reverse("proposals", args=[ready.pk]),
        "versions of a draft": reverse("draft", args=[ready.pk]),
        "matches": reverse("claim_matches", args=[ready.pk]),
        "all evidence": reverse("claim_evidence", args=[ready.pk]),
        "evidence": reverse("evidence", args=[ready.evidence.first().pk]),
    }


def _articles(rita: User, held: Claim) -> Pages:
    article = held.appearances.order_by("pk").first().capture.article
    old, new = article.captures.order_by("pk")
    place = held.appearances.order_by("pk").last()
    factories.job("extract", article=article, state="dead", error="It failed.", error_detail="Traceback")
    intake = factories.intake(added_by=rita)
    failed = factories.job("read", intake=intake, state="dead", error="It cannot be read.")
    return {
        "articles": reverse("articles"),
        "article": reverse("article", args=[article.pk]),
        "old article": reverse("article", args=[article.pk]) + f"?capture={old.pk}",
        "capture": reverse("capture", args=[new.pk]),
        "compared": reverse("claim", args=[held.pk]) + f"?place={place.pk}&against={old.pk}",
        "add article": reverse("add_article"),
        "intake": reverse("intake", args=[intake.pk]),
        "job": reverse("job", args=[failed.pk]),
    }


def _looks(rita: User) -> Pages:
    """A page that changed under a claim."""
    look = changed(rita)
    return {"looks": reverse("looks"), "look": reverse("look", args=[look.pk])}


def _judged(rita: User, edda: User, paul: User) -> Pages:
    """What a publisher sees who reviews, sits on panels and publishes."""
    seen = checks.in_review(rita)
    give_review(seen, by=paul, rating=checks.rating("true"))
    out = checks.published(rita, edda, paul).claim
    asked = {
        "review": checks.in_review(rita),
        "panel": checks.conflicted(rita, edda),
        "publish": checks.approved(rita, edda),
        "correct": out,
    }
    return {name: reverse(name, args=[claim.pk]) for name, claim in asked.items()} | {
        "reviewed": reverse("review", args=[seen.pk]),
        "published": reverse("claim", args=[out.pk]),
    }


def _operated(olaf: User) -> Pages:
    endpoint = add_endpoint("https://example.org/hook", by=olaf, families=["claim"])
    make_token(olaf, name="Search", scopes=["search"], days=30)
    return {
        "people": reverse("people"),
        "person": reverse("person", args=[olaf.pk]),
        "webhooks": reverse("webhooks"),
        "webhook": reverse("webhook", args=[endpoint.pk]),
        "tips": reverse("tips"),
        "exports": reverse("exports"),
        "jobs of all": reverse("jobs") + "?state=all",
        "own tokens": reverse("tokens"),
    }


def _admin() -> Pages:
    """The admin's pages of ours, and one of each kind of Django's."""
    weights = reverse("admin:claims_weights_changelist")
    speaker = Speaker.objects.order_by("pk").first()
    return {
        "admin": reverse("admin:index"),
        "admin speakers": reverse("admin:claims_speaker_changelist"),
        "admin speaker": reverse("admin:claims_speaker_change", args=[speaker.pk]),
        "admin feed": reverse("admin:claims_feed_add"),
        "admin jobs": reverse("admin:claims_job_changelist"),
        "admin record": reverse("admin:claims_activity_changelist"),
        "admin scale": reverse("admin:claims_scale_add"),
        "admin weights": weights,
        "admin new weights": reverse("admin:claims_weights_add"),
        "admin state": reverse("admin:claims_workerseen_changelist"),
    }


def _doors(olaf: User) -> Pages:
    _, token = people.invite("new@example.org", [Role.EDITOR], by=olaf)
    return {
        "sign in": reverse("account_login"),
        "forgotten": reverse("account_reset_password"),
        "sent": reverse("account_reset_password_done"),
        "invitation": reverse("invitation", args=[token]),
        "no invitation": reverse("invitation", args=["nothing"]),
        "closed": reverse("account_signup"),
    }


def _public(rita: User, edda: User, paul: User) -> Pages:
    PublicPage.objects.create(slug="ours", title="How we check", text="We **look**.\n\n## Twice\n\n1. First")
    found = checks.published(rita, edda, paul)
    found.claim.topics.add(Topic.objects.create(name="Bridges"))
    words = {"what": "A year.", "why": "Typo.", "notice": "A year was wrong."}
    correct(found.claim, by=paul, version=1, summary="Three bridges.", **words)
    gone = checks.published(rita, edda, paul, "true")
    withdraw(gone.claim, by=paul, reason="Forged.", notice="A source was forged.")
    lists = (
        "",
        "topics/",
        "ratings/",
        "speakers/",
        "outlets/",
        "corrections/",
        "search/?q=bridges",
        "topics/none/",
    )
    own = ("check", "check_report", "check_card")
    return {f"checks {part}": f"/checks/{part}" for part in lists} | {
        **{name: reverse(name, args=[found.public_id]) for name in own},
        "withdrawn check": reverse("check", args=[gone.public_id]),
        "house": reverse("public_page", args=["ours"]),
    }


def _asked(rita: User) -> Pages:
    claim = checks.held(rita, "Marlow has 12 bridges.")
    soon = timezone.now() + timedelta(days=3)
    question = "How many bridges are there?"
    _, token = ask(
        claim, by=rita, addressee="Mayor Lee", email="lee@example.org", question=question, deadline=soon
    )
    return {"reply": reverse("reply", args=[token])}


def doors(pages: dict[str, Pages]) -> Iterator[tuple[str, str, str]]:
    """Who, which page, where."""
    for who, theirs in pages.items():
        for name, address in theirs.items():
            yield who, name, address
