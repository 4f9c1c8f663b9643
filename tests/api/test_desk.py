"""What the desk does beside the steps of a claim, done by programs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.actions.review import give_review
from claims.models import Claim, Comment, Proposal, Topic
from tests import checks, factories, machine, matches
from tests.api.test_requests import problem
from tests.api.test_same_as_desk import asked
from tests.cast import CAST

pytestmark = pytest.mark.django_db


def test_comments_are_said_mentioned_and_taken_back(program, rita, edda):
    claim, ask = checks.held(rita), program("rita")

    said = ask.post(f"/claims/{claim.pk}/comments", {"body": "@Edda, look at this."}).json()
    nonsense = ask.post(f"/claims/{claim.pk}/comments", {"body": " \u202e "})

    assert (said["author"]["id"], said["mentions"]) == (rita.pk, [{"id": edda.pk, "name": str(edda)}])
    assert problem(nonsense)[0] == 409
    gone = ask.post(f"/comments/{said['id']}/withdraw").json()
    assert (gone["body"], gone["mentions"]) == ("", [])
    assert gone["withdrawn_at"]
    listed = ask.get(f"/claims/{claim.pk}/comments").json()
    assert (listed["items"], listed["hidden"]) == ([gone], "")


def test_blind_reviewer_reads_their_own_comments_alone(program, rita, edda):
    claim = checks.in_review(rita)
    program("rita").post(f"/claims/{claim.pk}/comments", {"body": "It is false."})
    ask = program("edda")
    ask.post(f"/claims/{claim.pk}/comments", {"body": "Where is page two?"})

    before = ask.get(f"/claims/{claim.pk}/comments").json()
    give_review(claim, by=edda, rating=checks.rating("false"))
    after = ask.get(f"/claims/{claim.pk}/comments").json()

    assert [row["body"] for row in before["items"]] == ["Where is page two?"]
    assert before["hidden"] == "Comments are shown to you once your own review is in."
    assert [row["body"] for row in after["items"]] == ["It is false.", "Where is page two?"]


def test_pages_of_comments_meet_each_once(program, rita):
    claim, ask = checks.held(rita), program("rita")
    for number in range(5):
        ask.post(f"/claims/{claim.pk}/comments", {"body": f"Number {number}."})
    first = ask.get(f"/claims/{claim.pk}/comments?size=3").json()
    rest = ask.get(f"/claims/{claim.pk}/comments?size=3&after={first['next']}").json()

    assert [row["body"] for row in [*first["items"], *rest["items"]]] == [f"Number {n}." for n in range(5)]
    assert rest["next"] == ""


def test_work_is_given_a_date_and_a_lane_and_loses_them(program):
    claim, ask = factories.claim(), program("edda")
    path = f"/claims/{claim.pk}/schedule"

    due = ask.post(path, {"due_at": "2030-01-31T09:00:00+01:00", "priority": 2}).json()
    past = ask.post(path, {"due_at": "2020-01-31T09:00:00Z", "priority": 1})
    none = ask.post(path, {"due_at": None, "priority": 0}).json()

    assert (due["due_at"], due["priority"]) == ("2030-01-31T08:00:00Z", 2)
    assert problem(past) == (409, "This date has passed. Choose one that is still to come.")
    assert (none["due_at"], none["priority"]) == (None, 0)


DATES = ["0000-00-00T00:00:00Z", "2030-02-30T00:00:00Z", 1893456000, "soon", "2030-01-31T09:00:00"]


@pytest.mark.parametrize("when", DATES)
def test_what_is_no_moment_is_refused(program, rita, when):
    claim = checks.held(rita)
    words = {"addressee": "Bo", "email": "bo@example.org", "question": "Is it?", "deadline": when}

    assert (
        problem(program("edda").post(f"/claims/{claim.pk}/schedule", {"due_at": when, "priority": 0}))[0]
        == 422
    )
    assert problem(program("edda").post(f"/claims/{claim.pk}/replies", words))[0] == 422
    assert problem(program("edda").post(f"/claims/{claim.pk}/embargo", {"publish_at": when}))[0] == 422


def test_a_claim_is_described_and_what_is_left_out_stays(program):
    claim, topic = factories.claim(speakers=("Ada Quist",)), Topic.objects.create(name="Bridges")
    ask, path = program("rita"), f"/claims/{claim.pk}"
    tag = ask.get(path)["ETag"]

    told = ask("PATCH", path, {"made_on": "2026-01-31", "topics": [topic.pk]}, If_Match=tag)
    both = ask("PATCH", path, {"text": "Other words of it.", "speakers": ["Bo Ferro"]}, If_Match=told["ETag"])
    late = ask("PATCH", path, {"made_on": None}, If_Match=tag)

    found = both.json()
    assert [row["name"] for row in told.json()["speakers"]] == ["Ada Quist"]
    assert (found["text"], found["made_on"]) == ("Other words of it.", "2026-01-31")
    assert [row["name"] for row in found["speakers"]] == ["Bo Ferro"]
    assert found["topics"] == [{"id": topic.pk, "name": "Bridges"}]
    assert problem(late)[0] == 412
    assert ask("PATCH", path, {"made_on": None}, If_Match=both["ETag"]).json()["made_on"] is None


def test_of_a_change_that_does_not_hold_nothing_is_saved(program):
    claim, ask = factories.claim(), program("rita")
    bad = [
        ({"text": "New words of it.", "topics": [99]}, 404),
        ({"text": "New words of it.", "speakers": [f"Speaker {n}" for n in range(13)]}, 409),
        ({"text": "New words of it.", "made_on": "0000-00-00"}, 422),
        ({"text": "x" * 10_000}, 409),
        ({"text": ""}, 409),
        ({"rating": 1}, 422),
    ]

    answers = [ask("PATCH", f"/claims/{claim.pk}", body, If_Match="*").status_code for body, _ in bad]

    assert answers == [status for _, status in bad]
    assert Claim.objects.get().text == claim.text


def test_claims_are_merged_and_split(program, rita):
    stays, goes = factories.claim(), factories.claim()
    ask = program("rita")

    merged = ask.post(f"/claims/{stays.pk}/merge", {"repeats": [goes.pk], "note": "One speech."})
    lost = ask.post(f"/claims/{stays.pk}/merge", {"repeats": [goes.pk, 9_999]})
    itself = ask.post(f"/claims/{stays.pk}/merge", {"repeats": [stays.pk]})

    assert merged.json()["id"] == stays.pk
    assert ask.get(f"/claims/{goes.pk}").json()["merged_into"] == stays.pk
    assert (problem(lost)[0], problem(itself)[0]) == (404, 409)
    split = ask.post(f"/claims/{goes.pk}/split", {"reason": "They differ."}).json()
    assert (split["merged_into"], split["status"]) == (None, "queued")
    assert problem(ask.post(f"/claims/{goes.pk}/split", {"reason": "Again."}))[0] == 409


def test_a_check_is_cited_once(program, rita):
    found = matches.match(checks.held(rita), matches.known(rating_words="Pants on fire"))
    ask = program("rita")

    first = ask.post(f"/matches/{found.pk}/cite", {"stance": "refutes"}).json()
    again = ask.post(f"/matches/{found.pk}/cite", {"stance": "refutes"}).json()

    assert first["id"] == again["id"]
    assert (first["publisher"], first["note"]) == ("Harbour Facts", "Rated “Pants on fire” there.")


def test_a_reply_is_asked_for_passed_on_and_written_down(program, rita, edda):
    claim, ask = checks.held(rita), program("rita")
    made = asked(claim, rita)
    path = f"/replies/{made['id']}"

    assert (made["outcome"], made["kept_by"]["id"]) == ("pending", rita.pk)
    assert "bo@example.org" not in str(ask.get(f"/claims/{claim.pk}/replies").json())
    assert ask.post(f"{path}/pass-on", {"to": edda.pk}).json()["kept_by"]["id"] == edda.pk
    assert problem(ask.post(f"{path}/revoke", {}))[0] == 403
    closed = program("edda").post(f"{path}/close", {"outcome": "answered", "answer": "Nine."}).json()
    assert (closed["outcome"], closed["answer"]) == ("answered", "Nine.")
    assert claim.evidence.get().excerpt == "Nine."


def test_speakers_are_put_right_by_editors_from_the_version_that_they_saw(program, edda):
    speaker = factories.speaker("A. Quist")
    ask, path = program("edda"), f"/speakers/{speaker.pk}"
    tag, facts = ask.get(path)["ETag"], {"name": "Ada Quist", "aliases": ["A. Quist"], "role": "Mayor"}

    saved = ask("PUT", path, facts, If_Match=tag)
    late = ask("PUT", path, {"name": "Nobody"}, If_Match=tag)

    assert saved.json() == {
        "id": speaker.pk, "name": "Ada Quist", "aliases": ["A. Quist"], "role": "Mayor", "affiliation": "",
        "same_as": "", "confirmed": True,
    }  # fmt: skip
    assert (problem(late)[0], problem(ask("PUT", path, facts))[0]) == (412, 428)
    factories.speaker("Bo Ferro")
    taken = ask("PUT", path, {"name": "bo ferro"}, If_Match=saved["ETag"])
    assert problem(taken) == (409, "Another speaker has this name: merge the two.")
    bad = ask("PUT", path, {"name": "Ada", "same_as": "javascript:alert(1)"}, If_Match=saved["ETag"])
    assert problem(bad) == (409, "This is no web address.")


def test_speakers_are_found_and_merged_by_editors(program):
    kept, gone = factories.speaker("Ada Quist"), factories.speaker("A. Quist")
    seen = {name: program(name).post(f"/speakers/{kept.pk}/merge", {"other": gone.pk}) for name in CAST}

    # Edda did it: for Paul, after her, the other is not there any more
    assert [answer.status_code for answer in seen.values()] == [403, 200, 404, 403, 403, 401]
    assert seen["edda"].json()["aliases"] == ["A. Quist"]
    ask = program("rita")
    assert [row["name"] for row in ask.get("/speakers?q=a. quist").json()["items"]] == ["Ada Quist"]
    assert ask.get("/speakers?confirmed=false").json()["items"] == []


def test_what_a_model_proposes_is_used_while_the_work_is_open(program, rita, settings):
    claim = checks.drafted(rita)
    found, ask = machine.proposed(claim), program("rita")

    assert ask.get(f"/claims/{claim.pk}/proposals").json() == {
        "items": [], "hidden": "No language model is set up here."
    }  # fmt: skip
    settings.LLM_BASE_URL = "http://127.0.0.1:1"
    (shown,) = ask.get(f"/claims/{claim.pk}/proposals").json()["items"]
    assert (shown["content"], shown["model"]) == ({"questions": ["Who counts bridge 0?"]}, "m-1")
    assert ask.post(f"/proposals/{found.pk}/use").json()["state"] == "used"
    assert "Who counts bridge 0?" in Comment.objects.get().body
    checks.submit(claim, by=rita)
    assert ask.get(f"/claims/{claim.pk}/proposals").json()["items"] == []
    assert Proposal.objects.count() == 1


def test_what_a_run_found_is_read_and_its_verdict_not_while_somebody_judges(program, rita, edda):
    claim = checks.in_review(rita)
    run = factories.run(claim)
    for position, name in enumerate(("evidence", "summary")):
        run.steps.create(
            position=position, name=name, inputs={}, inputs_digest="i", outputs={"sentence": name},
            outputs_digest="o", model="m", model_version="1", started_at=timezone.now(), duration_ms=1,
        )  # fmt: skip
    ask = program("edda")

    blind = ask.get(f"/runs/{run.pk}").json()["steps"]
    give_review(claim, by=edda, rating=checks.rating("false"))
    after = ask.get(f"/runs/{run.pk}").json()["steps"]

    assert [row["outputs"] for row in blind] == [{"sentence": "evidence"}, None]
    assert [row["outputs_digest"] for row in blind] == ["o", None]
    assert [row["outputs"] for row in after] == [{"sentence": "evidence"}, {"sentence": "summary"}]
    assert [row["id"] for row in ask.get(f"/claims/{claim.pk}/runs").json()["items"]] == [run.pk]


def test_stored_answers_of_providers_are_read(program):
    claim = factories.claim()
    kept, ask = machine.looked_up(claim), program("rita")

    (row,) = ask.get(f"/claims/{claim.pk}/lookups").json()["items"]
    whole = ask.get(f"/lookups/{kept.pk}").json()

    assert (row["provider"], row["sha256"]) == ("wikipedia", kept.sha256)
    assert whole["hits"] == [
        {
            "title": "Bridge 0",
            "address": "https://en.wikipedia.org/w/index.php?oldid=7",
            "publisher": "Wikipedia",
            "published_on": "2026-01-31",
            "snippet": "A bridge.",
        }
    ]


def test_an_embargo_is_read(program, rita, edda):
    claim, ask = checks.approved(rita, edda), program("paul")
    until = (timezone.now() + timedelta(hours=1)).isoformat()

    none = program("rita").get(f"/claims/{claim.pk}/embargo")
    held = ask.post(f"/claims/{claim.pk}/embargo", {"publish_at": until})

    assert problem(none)[0] == 404
    assert program("rita").get(f"/claims/{claim.pk}/embargo").json() == held.json()
