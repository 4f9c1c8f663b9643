"""The public site: cacheable, without cookies, kept up with every publication, correction, withdrawal."""

from urllib.parse import quote

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from claims import public_queries
from claims.actions.assess import submit
from claims.actions.erase import erase_person
from claims.actions.listing import list_publicly
from claims.actions.publish import correct, publish, revisit, withdraw
from claims.actions.review import give_review
from claims.models import PublicCheck, PublicFacet, PublicPage, Source, Topic
from claims.views.public.keeping import shelf
from tests import checks, factories

pytestmark = pytest.mark.django_db
WORDS = {"what": "A word.", "why": "Typo.", "notice": "We mended a word."}


@pytest.fixture
def published(rita, edda, paul):
    """A check with a topic, a speaker and an outlet."""

    def make(
        text="",
        *,
        topics=("Health",),
        speakers=("Ada Ruiz",),
        key="false",
        summary="The books say otherwise.",
    ):
        claim = checks.drafted(rita, key, summary=summary)
        if text:
            type(claim).objects.filter(pk=claim.pk).update(text=text)
            claim.refresh_from_db()
        claim.topics.set([Topic.objects.get_or_create(name=name)[0] for name in topics])
        for name in speakers:
            claim.said_by.create(speaker=factories.speaker(name))
        article = claim.appearances.get().capture.article
        article.source, _ = Source.objects.get_or_create(name="The Daily")
        article.save()
        submit(claim, by=rita)
        give_review(claim, by=edda, rating=checks.rating(key))
        claim.refresh_from_db()
        return publish(claim, by=paul)

    return make


def pages(publication):
    one = [publication.public_id]
    return [
        "/checks/", "/checks/topics/", "/checks/speakers/", "/checks/outlets/", "/checks/ratings/",
        "/checks/topics/health/", "/checks/speakers/ada-ruiz/", "/checks/outlets/the-daily/",
        "/checks/ratings/false/", "/checks/search/?q=bridges", "/checks/search/", "/checks/corrections/",
        "/about/method/", "/about/policies/", reverse("check", args=one), reverse("check_card", args=one),
        reverse("check_report", args=one), reverse("receipt", args=one), reverse("frozen", args=one),
        "/feeds/claimreview.json", "/feeds/checks.atom", "/feeds/corrections.atom",
        "/feeds/topics/health.atom",
        "/feeds/ratings/false.json", "/robots.txt", "/sitemap.xml", "/sitemap-house.xml", "/sitemap-0.xml",
        f"/oembed?url={quote('http://127.0.0.1:8000' + reverse('check', args=one), safe='')}",
    ]  # fmt: skip


def test_every_page_is_for_everybody_and_looks_at_no_cookie(published, as_):
    publication = published()
    rita = as_("rita")

    for address in pages(publication):
        with_cookie, without = rita.get(address), as_("nobody").get(address)
        assert (address, without.status_code) == (address, 200)
        assert (address, with_cookie.content) == (address, without.content)
        assert "public" in without.headers["Cache-Control"], address
        assert (without.cookies, without.headers.get("Vary", "")) == ({}, ""), address


def test_no_page_has_a_script_that_runs_or_a_style_inside(published, client):
    for address in pages(published()):
        text = client.get(address).content.decode()
        scripts = text.count("<script") - text.count('<script type="application/ld+json">')
        assert (address, scripts, "<style" in text, " style=" in text) == (address, 0, False, False)


def test_whoever_has_these_bytes_is_told_so(published, client):
    for address in pages(published()):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (address, again.status_code, again.content) == (address, 304, b"")
        assert client.head(address).status_code == 200


def test_only_reading_is_answered(published, client):
    publication = published()

    for address in pages(publication):
        if "report" not in address:
            assert client.post(address).status_code == 405, address
    assert client.put(reverse("check_report", args=[publication.public_id])).status_code == 405


def test_index_topic_speaker_outlet_and_rating_list_the_check(published, client):
    text = published().content["claim"]["text"]

    for path in ("", "topics/health/", "speakers/ada-ruiz/", "outlets/the-daily/", "ratings/false/"):
        address = f"/checks/{path}"
        assert text in client.get(address).content.decode(), address
    slugs = dict(PublicFacet.objects.filter(checks=1).values_list("kind", "slug"))
    assert slugs == {"outlet": "the-daily", "rating": "false", "speaker": "ada-ruiz", "topic": "health"}


def test_a_withdrawn_check_leaves_every_list_and_stays_at_its_address(published, paul, client):
    publication = published()
    text = publication.content["claim"]["text"]
    withdraw(publication.claim, by=paul, reason="Forged.", notice="A source was forged.")

    listed = [address for address in pages(publication)[:10] if text in client.get(address).content.decode()]
    log = client.get("/checks/corrections/").content.decode()

    assert listed == []
    assert ("A source was forged." in log, text in log) == (True, True)
    assert client.get(reverse("check", args=[publication.public_id])).status_code == 410
    assert client.get(reverse("frozen", args=[publication.public_id])).status_code == 410
    assert PublicFacet.objects.filter(checks__gt=0).count() == 0
    assert "false" not in client.get("/sitemap-0.xml").content.decode()
    assert str(publication.public_id) not in client.get("/sitemap-0.xml").content.decode()


def test_a_correction_stands_in_the_log_and_on_the_page(published, paul, client):
    publication = published()
    correct(publication.claim, by=paul, version=1, summary="New words.", **WORDS)

    for address in (
        "/checks/corrections/",
        reverse("check", args=[publication.public_id]),
        "/feeds/corrections.atom",
    ):
        assert "We mended a word." in client.get(address).content.decode(), address
    assert "New words." in client.get("/checks/").content.decode()
    assert public_queries.publications_public().get().version == 2


def test_a_check_that_is_looked_at_again_says_so_and_stays(published, edda, client):
    publication = published()
    revisit(publication.claim, by=edda, reason="New books.")

    answer = client.get(reverse("check", args=[publication.public_id]))

    assert answer.status_code == 200
    assert "We are looking at this check again" in answer.content.decode()


def test_a_name_that_is_erased_makes_the_page_a_newer_one(published, rita, olaf, client):
    publication = published()
    address = reverse("check", args=[publication.public_id])
    first = client.get(address)

    erase_person(rita, by=olaf)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert "Rita Okafor" not in again.content.decode()
    assert PublicCheck.objects.get().changed_at > publication.published_at


def test_search_finds_words_and_stems_best_first(published, client):
    inside = published("Marlow has nine old bridges today.", summary="Nothing.")
    closer = published("Bridges, bridges, bridges.", summary="Bridges.")
    published("The mayor sold the harbour.", summary="Nothing.")

    found = client.get("/checks/search/?q=bridge").context["checks"]

    assert [row.public_id for row in found] == [closer.public_id, inside.public_id]
    assert (
        client.get("/checks/search/?q=-bridges+mayor").context["checks"][0].text
        == "The mayor sold the harbour."
    )


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("es-MX", "Los hospitales de Marlow cerraron.", "cerrar"),
        ("fr", "Les enfants mangeaient du pain.", "manger"),
        ("de", "Alle Häuser in Marlow brannten.", "Haus"),
        ("pt-BR", "As escolas de Marlow fecharam.", "fechar"),
        ("ar", "المدارس في مارلو مغلقة.", "مدارس"),
    ],
)
def test_search_knows_the_stems_of_a_checks_own_language(published, client, language, text, words):
    found = published(text)

    PublicCheck.objects.update(language="en")
    as_english = list(public_queries.checks_about(words))
    PublicCheck.objects.update(language=language)

    assert as_english == []
    rows = client.get(f"/checks/search/?q={quote(words)}").context["checks"]
    assert [row.public_id for row in rows] == [found.public_id]


@pytest.mark.parametrize(
    "words", ["%00", "'; DROP TABLE", '"' * 300, "%FF%FE", "a:* & !", "x" * 5000, "(((", "\\"]
)
def test_nonsense_in_the_search_is_answered(published, client, words):
    published()

    assert client.get(f"/checks/search/?q={quote(words, safe='%')}").status_code == 200


def test_lists_page_by_keyset_without_loss_while_others_publish(published, client, monkeypatch):
    monkeypatch.setattr("claims.views.public.lists.SIZE", 2)
    first = [published().public_id for _ in range(5)]
    seen, address = [], "/checks/"

    for _ in range(3):
        answer = client.get(address)
        seen += [row.public_id for row in answer.context["checks"]]
        address = f"/checks/?after={answer.context['after']}"
        published()

    assert seen == list(reversed(first))


@pytest.mark.parametrize("after", ["nonsense", "%00", "eyJ4IjoxfQ:1:2", "x" * 3000])
def test_a_foreign_token_begins_at_the_beginning(published, client, after):
    publication = published()

    answer = client.get(f"/checks/?after={after}")

    assert [row.public_id for row in answer.context["checks"]] == [publication.public_id]


def test_what_is_not_there_is_a_page_that_leads_on(client):
    for address in (
        "/checks/topics/nothing/",
        "/about/nothing/",
        f"/checks/{'0' * 8}-0000-4000-8000-{'0' * 12}/",
    ):
        answer = client.get(address)
        assert (answer.status_code, "There is no such page." in answer.content.decode()) == (404, True)
        assert answer.cookies == {}


def test_a_list_costs_the_same_at_one_and_at_three(published, client, django_assert_num_queries):
    published()
    with django_assert_num_queries(3):
        client.get("/checks/")
    published(), published()
    with django_assert_num_queries(3):
        client.get("/checks/")
    with django_assert_num_queries(4):
        client.get("/checks/topics/health/")
    with django_assert_num_queries(4):
        client.get("/checks/search/?q=bridges")


def test_a_page_costs_the_same_whatever_stands_beside_it(published, client, django_assert_num_queries):
    publication = published()
    address = reverse("check", args=[publication.public_id])
    with django_assert_num_queries(4):
        client.get(address)
    published(), published()
    shelf.clear()
    with django_assert_num_queries(4):
        client.get(address)


def test_script_in_every_field_is_shown_as_text(published, rita, client):
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    publication = published(hostile, topics=(hostile[:80],), speakers=(hostile,), summary=hostile)

    for address in pages(publication):
        answer = client.get(address)
        if answer.headers["Content-Type"].startswith(("text/html", "application/xml", "application/atom")):
            text = answer.content.decode()
            assert ("<script>alert" in text, "<img src=x" in text) == (False, False), address


def test_house_pages_are_sanitised_and_only_editors_change_them(as_, client):
    page = PublicPage.objects.create(
        slug="funding", title="Funding", text="**Ours** <script>alert(1)</script>"
    )
    text = client.get("/about/funding/").content.decode()
    assert ("<strong>Ours</strong>" in text, "<script>alert" in text) == (True, False)

    fields = {"slug": "funding", "title": "Money", "text": "Nobody pays.", "position": 3}
    for name, allowed in (("rita", False), ("edda", True)):
        as_(name).post(reverse("admin:claims_publicpage_change", args=[page.pk]), fields)
        page.refresh_from_db()
        assert (name, page.title == "Money") == (name, allowed)
    assert [row.pgh_label for row in page.history.order_by("pgh_id")] == ["added", "changed"]


def test_a_row_of_the_lists_is_drawn_from_its_own_publication(published):
    first, second = published(), published()

    with pytest.raises(DatabaseError, match="drawn from its own publication"), transaction.atomic():
        PublicCheck.objects.filter(public_id=first.public_id).update(
            publication=None or second, claim=first.claim
        )


def test_the_database_refuses_a_publication_without_words(published):
    publication = published()
    with (
        pytest.raises(DatabaseError, match="without the words of its claim"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO claims_publication (claim_id, public_id, version, approval_id, rating_id, content,"
            " sha256, published_by_id, published_at) SELECT claim_id, public_id, version + 1, approval_id,"
            " rating_id, '{}', sha256, published_by_id, now() FROM claims_publication WHERE id = %s",
            [publication.pk],
        )


def test_listing_twice_changes_nothing(published):
    publication = published()
    before = PublicFacet.objects.values_list("kind", "slug", "checks")

    assert list(before) == list(
        list_publicly(publication) and PublicFacet.objects.values_list("kind", "slug", "checks")
    )
    assert PublicCheck.objects.count() == 1


def test_a_search_puts_the_newest_of_what_it_finds_in_order(published, client, monkeypatch):
    monkeypatch.setattr(public_queries, "WEIGHED", 2)
    made = [published() for _ in range(3)]

    shown = client.get("/checks/search/?q=bridges").content.decode()

    assert [str(row.public_id) in shown for row in made] == [False, True, True]
