import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions.runs import record_step
from claims.actions.triage import decline
from claims.models import Activity, Run
from claims.states import Status
from claims.workflow import record
from tests import factories
from tests.views.test_queue import said

HOSTILE = "<script>alert(1)</script> \u202egnp.exe & 😀 said 9 things."


def page(client, claim):
    return client.get(reverse("claim", args=[claim.pk])).content.decode()


def test_hostile_words_are_escaped_everywhere(as_):
    claim = factories.claim(HOSTILE, speakers=("<b>Ada</b>",))
    article = claim.appearances.get().capture.article_id
    client = as_("rita")

    pages = [page(client, claim), client.get("/").content.decode()]
    pages.append(client.get(reverse("article", args=[article])).content.decode())

    assert ["<script>alert" in html or "<b>Ada" in html for html in pages] == [False, False, False]
    assert ["&lt;script&gt;alert(1)" in html for html in pages] == [True, True, True]


@pytest.mark.parametrize(
    ("name", "status", "shown"),
    [
        ("rita", Status.CANDIDATE, {"accept": "", "decline": ""}),
        ("olaf", Status.CANDIDATE, {"accept": "Only a researcher", "decline": "Only a researcher"}),
        ("rita", Status.QUEUED, {"take": "", "assign": "Only an editor", "decline": ""}),
        ("rita", Status.RESEARCHING, {"assign": "Only an editor", "release": "Only the", "decline": ""}),
        ("edda", Status.RESEARCHING, {"assign": "", "release": "", "decline": ""}),
        ("rita", Status.DECLINED, {"reopen": ""}),
        ("rita", Status.PUBLISHED, {}),
    ],
)
def test_buttons_are_those_of_the_state_and_say_why_not(as_, name, status, shown):
    claim = factories.claim(status=status)

    buttons = as_(name).get(reverse("claim", args=[claim.pk])).context["buttons"]

    assert {action: bool(button.why_not) for action, button in buttons.items()} == {
        action: bool(why) for action, why in shown.items()
    }
    assert all(buttons[action].why_not.startswith(why) for action, why in shown.items())


def test_decline_without_a_reason_comes_back_open(as_):
    claim = factories.claim()

    answer = as_("rita").post(reverse("claim_move", args=[claim.pk, "decline"]), {"decline-note": "My note"})

    assert answer.status_code == 422
    assert "My note" in answer.content.decode()
    assert "This field is required." in answer.content.decode()


def test_decline_as_a_duplicate_of_no_claim_says_so(as_):
    claim = factories.claim()
    fields = {"decline-reason": "duplicate", "decline-duplicate_of": "999999"}

    answer = as_("rita").post(reverse("claim_move", args=[claim.pk, "decline"]), fields)

    assert "There is no claim with this number." in answer.content.decode()


def test_a_move_sent_twice_is_one_move(as_):
    claim = factories.claim()
    client = as_("rita")

    for _ in range(2):
        client.post(reverse("claim_move", args=[claim.pk, "accept"]))

    assert Activity.objects.filter(claim=claim, verb="accept").count() == 1


def test_a_move_that_came_too_late_goes_back_with_the_sentence(as_, edda):
    claim = factories.claim()
    decline(claim, by=edda, reason="opinion")
    where = reverse("claim", args=[claim.pk])

    answer = as_("rita").post(
        reverse("claim_move", args=[claim.pk, "decline"]),
        {"decline-reason": "prediction"},
        headers={"Referer": f"http://testserver{where}"},
        follow=True,
    )

    assert answer.redirect_chain == [(where, 302)]
    assert said(answer) == ["Edda Lindqvist was faster: the claim is declined already."]


def test_refused_without_a_page_to_go_back_to_is_a_page(as_):
    claim = factories.claim(status=Status.PUBLISHED)

    answer = as_("rita").post(reverse("claim_move", args=[claim.pk, "accept"]))

    assert answer.status_code == 409
    assert "it cannot be accepted now" in answer.content.decode()


def test_refused_for_htmx_is_a_part(as_):
    claim = factories.claim()

    answer = as_("olaf").post(reverse("claim_runs", args=[claim.pk]), headers={"HX-Request": "true"})

    assert answer.status_code == 403
    assert answer.content.startswith(b'<p class="notice')


def test_stale_edit_shows_both_versions_and_keeps_the_typed_one(as_):
    claim = factories.claim("Marlow has nine bridges.")
    url = reverse("claim_edit", args=[claim.pk])
    as_("edda").post(url, {"text": "Marlow has ten bridges.", "version": 1})
    client = as_("rita")

    stale = client.post(url, {"text": "Marlow has eleven bridges.", "version": 1})
    html = stale.content.decode()

    assert stale.status_code == 409
    assert ["Marlow has ten bridges." in html, "Marlow has eleven bridges." in html] == [True, True]
    assert stale.context["edit"]["version"].value() == 2
    claim.refresh_from_db()
    assert claim.text == "Marlow has ten bridges."

    client.post(url, {"text": "Marlow has eleven bridges.", "version": 2})
    claim.refresh_from_db()
    assert (claim.text, claim.version) == ("Marlow has eleven bridges.", 3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("short", "A claim needs at least 8 characters; this has 5."),
        ("x" * 5000, "A claim has at most 2,000 characters; this has 5,000."),
    ],
)
def test_an_edit_that_is_no_claim_keeps_what_was_typed(as_, text, sentence):
    claim = factories.claim()

    answer = as_("rita").post(reverse("claim_edit", args=[claim.pk]), {"text": text, "version": 1})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert text in answer.content.decode()


def test_whoever_loads_a_form_address_anew_is_led_to_the_claim(as_):
    claim = factories.claim()

    answer = as_("rita").get(reverse("claim_edit", args=[claim.pk]))

    assert answer["Location"] == reverse("claim", args=[claim.pk])


def test_what_is_known_is_shown_as_a_suggestion(as_):
    claim = factories.claim()
    run = Run.objects.create(claim=claim)
    near = {"id": claim.pk, "text": "A twin.", "status": "queued", "speakers": ["Ada"], "likeness": 0.91}
    record_step(
        run,
        0,
        "near_claims",
        inputs={},
        outputs={"claims": [near]},
        model="pg_trgm",
        model_version="1",
        started_at=timezone.now(),
    )

    html = page(as_("rita"), claim)

    assert "Nearly the same" in html
    assert 'class="suggestion"' in html
    assert reverse("run", args=[run.pk]) in html  # the trace is one click away
    assert "pg_trgm 1" in as_("rita").get(reverse("run", args=[run.pk])).content.decode()


def test_it_looks_again_while_a_worker_looks(as_):
    claim = factories.claim()
    job = factories.job(claim=claim)
    client = as_("rita")
    url = reverse("claim_runs", args=[claim.pk])

    during = client.get(url, headers={"HX-Request": "true"}).content.decode()
    type(job).objects.update(state="done", finished_at=timezone.now())
    after = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert ["every 2s" in during, "every 2s" in after] == [True, False]


def test_reasons_about_a_claim_in_review_stay_with_those_who_may_hear_them(as_, rita):
    claim = factories.claim(status=Status.IN_REVIEW)
    record("submit", by=rita, claim=claim, reason="It is plainly false")
    client = as_("edda")

    assert "plainly false" not in page(client, claim)
    factories.at(claim, Status.PUBLISHED)
    assert "plainly false" in page(client, claim)
