"""A run's page, running it again, what changed since, and what it suggests on the claim's page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions.runs import close_run, record_step
from claims.actions.suggestions import Offered, offer
from claims.models import Evidence, Job, Suggestion
from claims.states import Status
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "The council of Marlow spent <b>4.2</b> million crowns. Rain fell."
PASSAGE = {
    "key": "passage 1", "document": "capture 1", "text": WORDS, "article": None, "check": None,
    "title": "Bridges", "publisher": "Post", "address": "", "dated": "2020-01-01", "words": 0.5, "near": 0.5,
    "score": 1.0, "cited": False,
}  # fmt: skip


def stance(label, confidence=0.9):
    return {"key": "passage 1", "label": label, "confidence": confidence, "sentences": [[0, 54]],
            "guards": ["The number differs."]}  # fmt: skip


def stored(claim, rita, label="supports", sentence="Not enough evidence.", passages=1):
    found = factories.run(claim, requested_by=rita)
    capture = factories.article(f"{WORDS} {next(factories.number)}.").captures.get()
    rows = [{**PASSAGE, "key": f"passage {n + 1}", "capture": capture.pk} for n in range(passages)]
    told = {
        "matches": {"matches": []},
        "quotation": {"quotations": [{"quote": "We go", "verdict": "altered", "reasons": ["It says “never”."],
                                      "diff": [{"op": "missing", "quote": "", "source": "never"}]}]},
        "evidence": {"passages": rows, "elsewhere": [], "failed": []},
        "figures": {"values": [], "compared": [{"key": "passage 1", "kind": "number", "outcome": "other",
                    "ours": {"written": "9 million", "plain": "9,000,000"},
                    "theirs": {"written": "4.2 million", "plain": "4,200,000"}}]},
        "stance": {"stances": [stance(label)]},
        "summary": {"for": ["passage 1"], "against": [], "missing": ["All from one publisher."],
                    "verdict": {"label": label, "confidence": 0.9}, "suggestion": None, "sentence": sentence},
    }  # fmt: skip
    for position, (name, outputs) in enumerate(told.items()):
        record_step(found, position, name, inputs={"n": 1}, outputs=outputs, model="m",
                    model_version=f"{name}/1", started_at=timezone.now())  # fmt: skip
    return close_run(found)


@pytest.fixture
def claim():
    return factories.claim("Marlow spent 9 million crowns on bridges.")


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer.content.decode()


def test_the_page_shows_each_passage_with_its_stance_and_sentence(as_, rita, claim):
    html = page(as_("rita"), "run", stored(claim, rita).pk)

    assert "Speaks for it" in html
    assert '<b class="hit">The council of Marlow spent &lt;b&gt;4.2&lt;/b&gt; million crowns.</b>' in html
    assert "“9 million” here, “4.2 million” there (4,200,000)" in html
    assert "<del>never</del>" in html
    assert "stance/1" in html
    assert "Asked for by Rita" in html


def test_a_stranger_sees_no_run(as_, rita, claim, client):
    found = stored(claim, rita)

    assert as_("sam").get(reverse("run", args=[found.pk])).status_code == 403
    assert client.get(reverse("run", args=[found.pk])).status_code == 302
    assert as_("rita").get(reverse("run", args=[0])).status_code == 404


def test_what_changed_since_the_run_before(as_, rita, claim):
    then = stored(claim, rita, "not_enough")
    now = stored(claim, rita, "refutes", "The passages found refute the claim.")

    html = page(as_("rita"), "run_changes", now.pk)

    assert "Now: refutes. Before: not enough." in html
    assert "The passages found refute the claim. Before: Not enough evidence." in html
    assert "Nothing changed." in html
    assert "Now: refutes. Before: not enough." in page(
        as_("rita"), "run_changes", now.pk, **{"with": then.pk}
    )


def test_compare_takes_only_runs_of_the_claim(as_, rita, claim):
    now, other = stored(claim, rita), stored(factories.claim(), rita)
    url = reverse("run_changes", args=[now.pk])

    assert "There is no earlier run" in as_("rita").get(url).content.decode()
    for bad in (other.pk, "x", "9" * 40, "-1"):
        assert as_("rita").get(url, {"with": bad}).status_code == 404


def test_replay_is_asked_for_and_shown(as_, rita, claim):
    found = stored(claim, rita)

    answer = as_("rita").post(reverse("run_replay", args=[found.pk]))

    job = Job.objects.get(kind="replay")
    assert answer.headers["Location"] == reverse("run", args=[found.pk]) + "#replay"
    assert "A worker runs it again" in page(as_("rita"), "run", found.pk)
    row = {"step": "stance", "outcome": "same", "then": "a" * 64, "now": "a" * 64, "version": "1"}
    Job.objects.filter(pk=job.pk).update(state="done", result={"steps": [row]}, finished_at=timezone.now())
    assert "Every step gives the same outputs and digests." in page(as_("rita"), "run", found.pk)
    assert as_("olaf").post(reverse("run_replay", args=[found.pk])).status_code == 403


@pytest.mark.parametrize("passages", [1, 3])
def test_the_page_asks_a_fixed_number_of_questions(as_, rita, claim, passages, django_assert_num_queries):
    stored(claim, rita)
    found = stored(claim, rita, passages=passages)
    client = as_("rita")

    with django_assert_num_queries(4 + 4):  # session, person, roles, news; run, steps, run before, replay
        client.get(reverse("run", args=[found.pk]))
    with django_assert_num_queries(4 + 5):  # two runs with their steps; others to choose from
        client.get(reverse("run_changes", args=[found.pk]))


@pytest.fixture
def suggestion(claim, rita):
    found = stored(claim, rita)
    text = "The council of Marlow spent"
    capture = found.steps.get(name="evidence").outputs["passages"][0]["capture"]
    content = {"text": text, "capture": capture, "title": "Bridges", "publisher": "Post", "address": "",
               "dated": None, "sentences": [[0, 11]], "guards": ["A guard."], "rests_on": []}  # fmt: skip
    offer(found, [Offered("evidence", "capture 1", "supports", 0.93, content)])
    return Suggestion.objects.get()


def test_the_claims_page_shows_the_suggestion_with_its_confidence(as_, suggestion):
    html = page(as_("rita"), "claim", suggestion.claim_id)

    assert "Suggested by runs" in html
    assert "very likely" in html
    assert "0.93" in html
    assert "A guard." in html


def test_use_and_reject_on_the_page(as_, suggestion):
    rita = as_("rita")

    assert rita.post(reverse("suggestion_act", args=[suggestion.pk, "nonsense"])).status_code == 404
    answer = rita.post(reverse("suggestion_act", args=[suggestion.pk, "use"]))

    assert answer.headers["Location"] == reverse("claim", args=[suggestion.claim_id]) + "#suggested"
    assert Evidence.objects.get().excerpt == "The council of Marlow spent"
    again = rita.post(reverse("suggestion_act", args=[suggestion.pk, "reject"]))
    assert again.status_code == 409
    assert "It was used by Rita" in again.content.decode()


def test_a_blind_reviewer_sees_no_suggestion_and_no_verdict_of_the_machine(as_, rita, claim, suggestion):
    factories.at(claim, Status.IN_REVIEW)

    for html in (page(as_("edda"), "claim", claim.pk), page(as_("edda"), "run", suggestion.run_id)):
        assert "Suggested by runs" not in html
        assert "Not enough evidence." not in html
