import re

from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Job
from tests import factories
from tests.views.test_queue import found


def page(client, article):
    return client.get(reverse("article", args=[article.pk])).content.decode()


def test_every_claim_is_marked_in_place_and_linked_both_ways(as_):
    article = factories.article("“We built 9 bridges”, Ada said.\n\nThey cost 4 million.")
    capture = article.captures.get()
    for quote in ("We built 9 bridges”, Ada said", "9 bridges", "They cost 4 million."):
        factories.claim(quote, within=capture)

    html = page(as_("rita"), article)

    marked = set(re.findall(r'<mark data-places="[\d ]+" id="m(\d+)"', html))
    cards = set(re.findall(r'id="c(\d+)"', html))
    assert marked == cards
    assert all(f'href="#m{place}"' in html for place in cards)
    text = found(r'(id="article-text".*?</div>)', html)
    assert "“We built 9 bridges”, Ada said.They cost 4 million." in re.sub(
        r"\s*\n\s*|<[^>]+>", "", text.partition(">")[2]
    )


def test_text_has_its_own_language_and_direction(as_):
    article = factories.article("مرحبا بالعالم", language="ar")

    assert re.search(r'id="article-text"[^>]*dir="auto"[^>]*lang="ar"', page(as_("rita"), article))


def test_an_older_version_can_be_looked_at(as_):
    article = factories.article("The first words of it.")
    first = article.captures.get()
    factories.capture(article, "The second words of it.")
    client = as_("rita")

    newest = page(client, article)
    older = client.get(reverse("article", args=[article.pk]), {"capture": first.pk}).content.decode()

    assert ["The second words" in newest, "The first words" in older] == [True, True]
    assert client.get(reverse("article", args=[article.pk]), {"capture": 10**6}).status_code == 404


def test_progress_ends_when_the_work_is_done(as_):
    article = factories.article()
    job = factories.job("extract", article=article, state="running", total_units=2, done_units=1)
    client = as_("rita")
    url = reverse("article_progress", args=[article.pk])
    ask = {"HX-Request": "true"}

    during = client.get(url, headers=ask)
    Job.objects.filter(pk=job.pk).update(state="done", lease_until=None, finished_at=timezone.now())
    after = client.get(url, headers=ask)

    assert ["every 2s" in during.content.decode(), during.get("HX-Trigger")] == [True, None]
    assert ["every 2s" in after.content.decode(), after.get("HX-Trigger")] == [False, "work-ended"]


def test_a_failed_job_shows_its_sentence_and_can_be_tried_again(as_):
    article = factories.article()
    job = factories.job("extract", article=article, state="dead", error="The text is too long.")

    html = page(as_("rita"), article)

    assert "The text is too long." in html
    assert reverse("job_retry", args=[job.pk]) in html


def test_a_claim_is_added_at_its_place(as_):
    article = factories.article("Nine bridges.\r\nNine bridges.\nAnd more.".replace("\r\n", "\n"))
    capture = article.captures.get()
    fields = {"quote": "Nine bridges.", "start": 14, "capture": capture.pk, "text": "Marlow has 9 bridges."}

    answer = as_("rita").post(reverse("add_claim", args=[article.pk]), fields)

    place = Claim.objects.get().appearances.get()
    assert (place.start, place.exact) == (14, "Nine bridges.")
    assert answer["Location"].endswith(f"#m{place.pk}")


def test_words_that_are_not_in_the_text_are_refused_and_kept(as_):
    article = factories.article()
    fields = {"quote": "Never said at all", "capture": article.captures.get().pk, "text": "Typed by hand"}

    answer = as_("rita").post(reverse("add_claim", args=[article.pk]), fields)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "These words are not in the stored text, letter for letter." in html
    assert ["Never said at all" in html, "Typed by hand" in html] == [True, True]
