"""The markup of a page is what the page shows, field by field, as a consumer's own parser reads both."""

import extruct
import pytest
from django.conf import settings
from django.urls import reverse
from lxml import html

from claims.actions.assess import save_draft, submit
from claims.actions.publish import correct, publish
from claims.actions.review import give_review
from claims.errors import Refused
from claims.integrations.marked_up import judged_page, visible
from claims.models import Article, Publication, Rating
from tests import checks, factories

pytestmark = pytest.mark.django_db
WIKIDATA = "https://www.wikidata.org/wiki/Q1"
UNSEEN = {"@context", "@type", "@id"}
HOSTILE = "</script><script>alert(1)</script> & <b>\"quoted\"</b> 'once' \u2028 end"
MEDIA = {
    "kind": "ImageObject",
    "link": "https://social.example/p/1",
    "category": "DecontextualizedContent",
    "context": "A bridge in Hull in 2012.",
    "original": "https://hull.example/bridge.jpg",
}


def published(rita, edda, paul, *, text="Marlow has nine bridges in all.", media=None, **words):
    """A check with all that markup can hold."""
    claim = checks.drafted(rita)
    place = claim.appearances.get()
    Article.objects.filter(captures=place.capture).update(address="https://daily.example/1")
    ada = factories.speaker("Ada Ruiz", role="Mayor", same_as=WIKIDATA)
    claim.said_by.create(speaker=ada)
    claim.evidence.filter(title="Budget").update(address="https://city.example/books")
    type(claim).objects.filter(pk=claim.pk).update(text=text, made_on="2026-03-01", language="en")
    words.setdefault("summary", "The books say three.")
    words |= {"rating": checks.rating("false"), "reply_waived": "Public.", "media": media}
    save_draft(claim, by=rita, version=1, **words)
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating("false"))
    claim.refresh_from_db()
    return publish(claim, by=paul)


def page(client, publication):
    return client.get(reverse("check", args=[publication.public_id])).content.decode()


def leaves(value, path=""):
    """(path, value) of everything that the markup says."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in UNSEEN:
                yield from leaves(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def unseen(text, markup):
    """What the markup says and the page does not show: words as words, addresses as links, dates as times."""
    tree = html.document_fromstring(text, base_url=settings.PUBLIC_URL)
    tree.make_links_absolute()
    links, times = set(tree.xpath("//body//@href")), set(tree.xpath("//body//time/@datetime"))
    langs, words = set(tree.xpath("//body//@lang")), visible(tree)
    seen = {"inLanguage": langs}
    for path, value in leaves(markup):
        last = path.rpartition(".")[2]
        if last.startswith("date"):
            shown = value in times
        elif str(value).startswith("http"):
            shown = value in links or [value] == tree.xpath("//link[@rel='canonical']/@href")
        else:
            shown = value in seen.get(last, ()) or " ".join(str(value).split()) in words
        if not shown:
            yield path, value


def read(text):
    return extruct.extract(text, syntaxes=["json-ld"])["json-ld"]


@pytest.mark.parametrize("words", ["The books say three.", HOSTILE])
def test_claim_review_says_what_the_page_shows(rita, edda, paul, client, words, settings):
    settings.PUBLIC_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
    text = words if words == HOSTILE else "Marlow has nine bridges in all."
    publication = published(rita, edda, paul, text=text, summary=words)
    publication = correct(
        publication.claim, by=paul, version=1, what="x", why="y", notice=f"A year. {words}", reasoning="More."
    )

    shown = page(client, publication)
    (markup,) = read(shown)

    assert list(unseen(shown, markup)) == []
    assert {path for path, _ in leaves(markup)} == {
        "url", "claimReviewed", "author.name", "author.url", "datePublished", "dateModified", "inLanguage",
        "license",
        "reviewRating.alternateName", "reviewRating.ratingExplanation", "reviewRating.ratingValue",
        "reviewRating.bestRating", "reviewRating.worstRating", "itemReviewed.author.name",
        "itemReviewed.author.jobTitle", "itemReviewed.author.sameAs", "itemReviewed.datePublished",
        "itemReviewed.firstAppearance.url", "itemReviewed.appearance.url", "citation", "correction.text",
        "correction.datePublished",
    }  # fmt: skip


def test_media_review_stands_beside_it(rita, edda, paul, client):
    shown = page(client, published(rita, edda, paul, media=MEDIA))

    review, media = read(shown)

    assert (review["@type"], media["@type"]) == ("ClaimReview", "MediaReview")
    assert media["mediaAuthenticityCategory"] == "DecontextualizedContent"
    assert media["itemReviewed"]["mediaItemAppearance"] == [
        {"@type": "ImageObject", "contentUrl": "https://social.example/p/1"}
    ]
    assert [*unseen(shown, review), *unseen(shown, media)] == []


def test_our_own_validator_finds_the_page_whole(rita, edda, paul, client, settings):
    settings.PUBLIC_URL = "https://checks.example.org"
    publication = published(rita, edda, paul, media=MEDIA)
    address = f"https://checks.example.org/checks/{publication.public_id}/"

    judged = list(judged_page(page(client, publication).encode(), url=address))

    assert [(one.kind, one.found) for one in judged] == [("ClaimReview", []), ("MediaReview", [])]


def test_page_that_shows_something_else_is_found_out(rita, edda, paul, client):
    shown = page(client, published(rita, edda, paul))
    altered = shown.replace(" <span>False</span>", " <span>True</span>")

    (judged,) = judged_page(altered.encode())

    assert altered != shown
    assert [one.field for one in judged.errors] == ["reviewRating.alternateName"]


def test_what_readers_would_refuse_is_not_published(rita, edda, paul, monkeypatch):
    monkeypatch.setattr("claims.actions.freeze.address_of", lambda publication: "/checks/1/")

    with pytest.raises(Refused, match="needs its full address"):
        published(rita, edda, paul)
    assert not Publication.objects.exists()


def test_the_publish_screen_says_why_and_keeps_its_button_off(rita, edda, as_, monkeypatch):
    claim = checks.approved(rita, edda)
    screen = as_("paul").get(reverse("publish", args=[claim.pk])).content.decode()
    assert ("A hint." in screen, "Publish now" in screen, "disabled" in screen) == (True, True, False)

    monkeypatch.setattr("claims.actions.freeze.address_of", lambda publication: "/checks/1/")
    screen = as_("paul").get(reverse("publish", args=[claim.pk])).content.decode()
    assert ("Must be mended." in screen, screen.count("disabled")) == (True, 2)


def test_media_is_refused_unless_it_is_whole(rita):
    claim = checks.drafted(rita)
    for wrong, sentence in (
        ({"category": "Fake"}, "how authentic"),
        ({"kind": "Picture"}, "picture, a video or a sound"),
        ({"link": "javascript:alert(1)"}, "where it was passed on"),
        ({"original": "there"}, "original needs"),
    ):
        with pytest.raises(Refused, match=sentence):
            save_draft(
                claim,
                by=rita,
                version=1,
                rating=Rating.objects.first(),
                summary="x",
                media={**MEDIA, **wrong},
            )
