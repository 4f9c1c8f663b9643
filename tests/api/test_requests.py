"""What is no proper request gets a problem document: never a page, never a 5xx."""

import json

import pytest
from django.core import signing

from claims.api.once import once
from claims.models import Claim, KeptAnswer, Tip
from tests import factories
from tests.races import together

pytestmark = pytest.mark.django_db


def problem(answer):
    assert answer["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert body["status"] == answer.status_code
    return answer.status_code, body["detail"]


TIP = {"text": "Is it true?"}
LONG = "y" * 10_000
BAD = {
    "not JSON": ("/tips", b"{", 400),
    "invalid UTF-8": ("/tips", b'{"text": "\xff\xfe"}', 400),
    "a NUL": ("/tips", {"text": "a\0b"}, 422),
    "a lone surrogate": ("/tips", b'{"text": "\\ud800"}', 422),
    "a list": ("/tips", [1], 422),
    "nothing": ("/tips", b"", 422),
    "an unknown field": ("/tips", {**TIP, "rating": "false"}, 422),
    "a number for text": ("/tips", {"text": 12}, 422),
    "text for a number": ("/claims/1/assign", {"to": "1"}, 422),
    "too long a tip": ("/tips", {"text": "x" * 10_000}, 422),
    "a claim of 10,000 characters": (
        "/claims",
        {"capture": 0, "quote": "Marlow", "text": LONG},
        409,
    ),
    "a date of zeros": ("/claims/1/embargo", {"publish_at": "0000-00-00T00:00:00Z"}, 422),
    "a date without a zone": ("/claims/{claim}/embargo", {"publish_at": "2030-01-01T00:00:00"}, 422),
    "an id beyond all": ("/claims/99999999999999999999999/take", None, 422),
    "an id of zero": ("/claims/0/take", None, 422),
    "10 MB": ("/tips", b'{"text": "' + b"x" * 10_000_000 + b'"}', 413),
    "11 MB of an article": ("/articles", b'{"text": "' + b"x" * 11_000_000 + b'"}', 413),
    "a scheme that is not fetched": ("/articles", {"address": "file:///etc/passwd"}, 409),
    "deep nesting": ("/tips", b"[" * 100_000, 400),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_body_is_answered_in_a_sentence_and_changes_nothing(program, what):
    path, body, status = BAD[what]
    claim = factories.claim("Marlow has 14 bridges.")
    if isinstance(body, dict) and "capture" in body:
        body = {**body, "capture": claim.appearances.get().capture_id}

    found, said = problem(program("paul").post(path.format(claim=claim.pk), body))

    assert found == status, said
    assert len(said) > 10
    assert (Tip.objects.count(), Claim.objects.count(), KeptAnswer.objects.count()) == (0, 1, 0)


def test_what_is_wrong_in_either_of_two_shapes_is_named_by_its_field(program):
    """A text and an address come to one place; which of the two was meant is pydantic's to say, not ours."""
    answer = program("rita").post("/articles", {"text": 12})

    assert problem(answer) == (422, "The request does not hold. body.text: Input should be a valid string.")
    places = {row["at"] for row in answer.json()["errors"]}
    assert places <= {"body.text", "body.address"}


ODD = {
    "/claims?size=-1": 422,
    "/claims?size=1000000000": 422,
    "/claims?size=x": 422,
    "/claims?after=nonsense": 400,
    "/claims?q=%00": 422,
    "/claims?q=%FF%FE": 200,
    "/claims?nonsense=1": 422,
    "/claims?size=10&size=20": 422,
    "/claims?status=lost": 422,
    "/claims/99": 404,
    "/claims/abc": 422,
    "/claims/-1": 422,
    "/publications/nonsense": 422,
    "/publications/6fa459ea-ee8a-3ca4-894e-db77e160355e": 404,
    "/nowhere": 404,
    "/": 404,
    "/claims/%F0%9F%98%80": 422,
    "/claims/%00": 422,
    "/jobs?state=lost": 422,
}


@pytest.mark.parametrize("path", ODD)
def test_odd_address_is_answered_in_a_sentence(program, path):
    answer = program("rita").get(path)

    assert answer.status_code == ODD[path]
    if answer.status_code != 200:
        problem(answer)


def test_body_of_another_kind_is_refused(program):
    answer = program("rita").post("/tips", b"text=Is+it", Content_Type="text/plain")

    assert answer.status_code in {400, 415}
    problem(answer)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_are_told_which_there_are(program, method):
    answer = program("rita")(method, "/claims")

    assert problem(answer)[0] == 405
    assert answer["Allow"] == "GET, POST"


def test_pages_meet_each_row_once_while_others_are_added(program):
    ids = {factories.claim().pk for _ in range(7)}
    ask, met, after = program("rita"), [], ""
    while True:
        page = ask.get(f"/claims?size=3&after={after}").json()
        met += [row["id"] for row in page["items"]]
        factories.claim(score=0.9)
        after = page["next"]
        if not after:
            break

    assert len(met) == len(set(met))
    assert set(met) == ids


def test_page_token_leads_on_in_its_own_list_alone(program):
    for _ in range(3):
        factories.claim()
    ask = program("rita")
    token = ask.get("/claims?size=1").json()["next"]
    jobs = signing.dumps(["/api/v1/jobs[]", "x"], salt="claims.api.pages")

    assert ask.get(f"/claims?size=2&after={token}").status_code == 200
    for path in (f"/claims?q=bridges&after={token}", f"/articles?after={token}", f"/claims?after={jobs}"):
        assert problem(ask.get(path)) == (400, "This page token is not of this list. Begin without one.")


# --- Idempotency ---------------------------------------------------------------------------------


def test_a_request_sent_twice_is_done_once(program):
    ask = program("rita")

    first = ask.post("/tips", TIP, Idempotency_Key="k-1")
    again = ask.post("/tips", TIP, Idempotency_Key="k-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert Tip.objects.count() == 1


def test_same_key_with_another_body_is_refused(program):
    ask = program("rita")
    ask.post("/tips", TIP, Idempotency_Key="k-1")

    for path, body in (("/tips", {"text": "Something else"}), ("/take-next", None)):
        status, said = problem(ask.post(path, body, Idempotency_Key="k-1"))
        assert (status, said) == (
            409,
            "This Idempotency-Key was used for another request. Choose a new one.",
        )
    assert Tip.objects.count() == 1


def test_keys_of_two_tokens_are_their_own(program):
    program("rita").post("/tips", TIP, Idempotency_Key="k-1")

    assert program("edda").post("/tips", {"text": "Another"}, Idempotency_Key="k-1").status_code == 201


@pytest.mark.parametrize("key", ["", "two words", "x" * 256, "ü"])
def test_post_without_a_proper_key_is_refused(program, key):
    assert problem(program("rita").post("/tips", TIP, Idempotency_Key=key))[0] == 400


def test_refused_request_may_be_sent_again_with_its_key(program):
    claim, ask = factories.claim(), program("rita")
    path = f"/claims/{claim.pk}/take"

    refused = ask.post(path, Idempotency_Key="k-1")
    ask.post(f"/claims/{claim.pk}/accept")
    taken = ask.post(path, Idempotency_Key="k-1")

    assert problem(refused) == (409, "The claim is candidate: it cannot be taken now.")
    assert taken.json()["status"] == "researching"


@pytest.mark.django_db(transaction=True)
def test_same_key_at_once_is_done_once(program):
    ask = program("rita")

    answers = together(*[lambda: ask.post("/tips", TIP, Idempotency_Key="k-1")] * 4)

    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert Tip.objects.count() == 1


def test_act_and_its_answer_stand_or_fall_together(program, monkeypatch):
    """A process that is killed between the two must not do the act again."""
    assert once.__doc__
    monkeypatch.setattr("claims.api.once._keep", lambda *args: 1 / 0)

    answer = program("rita").post("/tips", TIP, Idempotency_Key="k-1")

    assert answer.status_code == 500
    assert (Tip.objects.count(), KeptAnswer.objects.count()) == (0, 0)


# --- Versions ------------------------------------------------------------------------------------


def test_edit_names_the_version_that_it_was_drawn_from(program):
    claim, ask = factories.claim("Marlow has 14 bridges."), program("rita")
    path, body = f"/claims/{claim.pk}", {"text": "Marlow has fourteen bridges."}
    tag = ask.get(path)["ETag"]

    blind = ask("PATCH", path, body)
    saved = ask("PATCH", path, body, If_Match=tag)
    late = ask("PATCH", path, {"text": "Marlow has no bridges."}, If_Match=tag)

    assert problem(blind)[0] == 428
    assert (saved.status_code, saved.json()["text"]) == (200, body["text"])
    assert saved["ETag"] != tag
    assert problem(late)[0] == 412
    claim.refresh_from_db()
    assert claim.text == body["text"]


@pytest.mark.parametrize(
    ("named", "status"),
    [({}, 428), ({"If_Match": ""}, 428), ({"If_Match": "{}"}, 400), ({"If_Match": "1"}, 400)],
)
def test_edit_that_names_no_version_is_refused_before_all_else(program, named, status):
    """Nobody drafts for a claim in triage, which would be 409."""
    claim = factories.claim()
    draft = {"rating": 1, "summary": "So.", "reasoning": "So.", "opposing": "", "evidence": []}

    answer = program("paul")("PUT", f"/claims/{claim.pk}/assessment", draft, **named)

    assert problem(answer)[0] == status


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ('"a,b"', 412),
        ("W/{tag}", 412),
        ('"a", {tag}', 200),
        ("*", 200),
        (" {tag} ", 200),
        ('"a,{bare}"', 412),
    ],
)
def test_edit_may_name_several_versions(program, named, status):
    claim, ask = factories.claim("Marlow has 14 bridges."), program("rita")
    tag = ask.get(f"/claims/{claim.pk}")["ETag"]

    answer = ask(
        "PATCH",
        f"/claims/{claim.pk}",
        {"text": "Marlow has fourteen bridges."},
        If_Match=named.format(tag=tag, bare=tag.strip('"')),
    )

    assert answer.status_code == status


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_page_whose_name_holds_a_nul_is_an_invalid_argument(program, method):
    """PostgreSQL keeps no NUL: asked for one it fails."""
    answer = program("rita")(method, "/v1alpha1/pages/%00", {"pageUrl": "https://example.org/"})

    error = answer.json()["error"]
    assert (answer.status_code, error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["message"] == "The address holds a NUL, which is no text."


def test_what_has_not_changed_is_not_sent_again(program):
    claim, ask = factories.claim(), program("rita")
    first = ask.get(f"/claims/{claim.pk}")

    again = ask.get(f"/claims/{claim.pk}", If_None_Match=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")


def test_problem_carries_the_sentence_of_the_screen(program):
    claim = factories.claim()

    answer = program("olaf").post(f"/claims/{claim.pk}/accept")

    assert problem(answer) == (403, "Only a researcher can accept claims.")
