"""The API held against its own document by schemathesis: no failure of any check, no 5xx ever.

``FACTCHECK_API_CASES`` is how many cases a run has at least, over all operations together; ``-s`` shows how
many there were, and what they were answered with.
"""

import json
import os
import re
from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import given as examples
from hypothesis import settings as hypothesis_settings
from requests import Request
from schemathesis import GenerationMode
from schemathesis.core import NotSet
from schemathesis.core.failures import FailureGroup
from schemathesis.transport.requests import REQUESTS_TRANSPORT

from claims.actions.comments import comment
from claims.actions.matches import suggest
from claims.actions.reply_requests import ask
from claims.actions.tips import leave_tip
from claims.api.files import FORM
from claims.api.shapes import given, given_people, people, shown
from claims.api.shapes import machine as machines
from claims.api.shapes.examples import EXAMPLES
from claims.api.urls import ROOMS
from claims.models import Job, Tip
from claims.search import Found
from tests import checks, factories, machine
from tests.tokens import everything

CASES = int(os.environ.get("FACTCHECK_API_CASES", "200"))
ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "410", "412", "429"]
"""Of what holds: also another version than the one named, and a check that is withdrawn."""
MODULES = (given, given_people, shown, people, machines)
number = count(1)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


@pytest.fixture(autouse=True)
def _one_connection():
    """Requests come in this thread and its transaction; the end of one must not close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def newsroom(rita, edda, paul):
    """Something of each kind, in states where acts succeed; its numbers by the names of rooms."""
    public = checks.published(rita, edda, paul)
    claims = [
        factories.claim(),
        factories.claim(status="queued"),
        factories.claim(status="declined"),
        checks.drafted(paul),
        checks.in_review(rita),
        checks.conflicted(rita, edda),
        checks.approved(rita, edda),
        public.claim,
    ]
    capture = claims[0].appearances.get().capture
    found = Found(None, claims[0], "", 1.0, 0.9, True, (), "words", "test")
    (match,) = suggest(claims[1], [found])
    return {
        "claims": [claim.pk for claim in claims],
        "articles": [capture.article_id],
        "captures": [capture.pk],
        "intakes": [factories.intake().pk],
        "matches": [match.pk],
        "evidence": list(claims[3].evidence.values_list("pk", flat=True)),
        "publications": [str(public.public_id)],
        "jobs": [factories.job(state=state).pk for state in (Job.State.DEAD, Job.State.WAITING)],
        "tips": [leave_tip(kind=Tip.Kind.REQUEST, text=f"So, {n}?").pk for n in range(2)],
        **beside(claims[3], paul),
    }


def beside(claim, by):
    """What stands beside a claim under research: talk, a reply asked for, what machines found."""
    suggestions = [machine.suggested(claim, n) for n in range(2)]
    words = {"addressee": "Bo", "email": "bo@example.org", "question": "Is it?"}
    reply, _ = ask(claim, by=by, deadline=timezone.now() + timedelta(days=2), **words)
    return {
        "comments": [comment(claim, by=by, body=f"Number {n}.").pk for n in range(2)],
        "replies": [reply.pk],
        "speakers": [factories.speaker(f"Ada Quist {n}").pk for n in range(3)],
        "suggestions": [row.pk for row in suggestions],
        "runs": [row.run_id for row in suggestions],
        "proposals": [machine.proposed(claim, n).pk for n in range(2)],
        "lookups": [machine.looked_up(claim).pk],
    }


def document(settings):
    app = get_wsgi_application()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.config.checks.positive_data_acceptance.expected_statuses = ACCEPTED
    return schema


def known(case, newsroom, draw):
    """Two cases of three name something that is there; a page is asked from its beginning."""
    room = case.operation.path.removeprefix("/api/v1/").partition("/")[0]
    for name in case.path_parameters or {}:
        if draw % 3:
            case.path_parameters[name] = newsroom[room][draw % len(newsroom[room])]
    if case.query and "after" in case.query:
        case.query["after"] = ""


def sent(case, key):
    """How a case is called: a form as `requests` writes it.

    Werkzeug leaves out the blank line before a part that is empty, as RFC 2046 lets it, and to Django such
    a part is not there.
    """
    if case.media_type != FORM or isinstance(case.body, (bytes, NotSet)):
        return {"headers": key}
    parts = REQUESTS_TRANSPORT.serialize_case(case, base_url="http://localhost", headers=key)
    made = Request(**parts).prepare()
    return {"headers": {**key, "Content-Type": made.headers["Content-Type"]}, "data": made.body}


@pytest.mark.django_db
@pytest.mark.timeout(3600)
def test_no_case_fails_any_check(newsroom, paul, settings):
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["*"]
    schema = document(settings)
    key = {"Authorization": f"Bearer {everything(paul)}"}
    operations = [result.ok() for result in schema.get_all_operations()]
    each = max(2, -(-CASES // len(operations) // 2))
    failed, answers = {}, Counter()
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                tried(operation, mode, each, newsroom, key, answers)
            except (Exception, FailureGroup) as error:
                failed[f"{operation.label} {mode.value}"] = str(error)[:1500]

    print(f"{answers.total()} cases of {len(operations)} operations:", dict(sorted(answers.items())))
    assert not failed, "\n\n".join(f"{name}: {why}" for name, why in failed.items())
    assert answers.total() >= CASES


def tried(operation, mode, each, newsroom, key, answers):
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

    @examples(case=operation.as_strategy(generation_mode=mode))
    @hypothesis_settings(
        max_examples=each,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=quiet,
    )
    def run(case):
        if mode == GenerationMode.POSITIVE:
            known(case, newsroom, next(number))
        response = case.call(**sent(case, key))
        answers[response.status_code] += 1
        case.validate_response(response, headers=key)

    run()


@pytest.mark.django_db
def test_document_is_of_openapi_3_1_and_names_every_room(client):
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"] == "3.1.0"
    rooms = {path.split("/")[3] for path in document["paths"]}
    assert rooms >= {
        "articles",
        "claims",
        "matches",
        "evidence",
        "reviews",
        "publications",
        "jobs",
        "tips",
    }
    assert "/api/v1/claims/{pk}/assessment" in document["paths"]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            names = {row["name"] for row in operation["parameters"]}
            assert ("Idempotency-Key" in names) == (method == "post"), path
            assert {"401", "403", "404", "422"} <= set(operation["responses"])
            assert "RateLimit" in next(iter(operation["responses"].values()))["headers"]


def test_no_name_stands_for_two_shapes():
    """The document has one name for one shape: what comes in must not overwrite what goes out."""
    names = [
        name
        for module in MODULES
        for name, row in vars(module).items()
        if isinstance(row, type) and row.__module__ == module.__name__
    ]

    assert sorted(names) == sorted(set(names))


def test_every_body_has_an_example_that_holds(client):
    """And so has the document: one of each JSON body."""
    shapes = {name: row for module in (given, given_people) for name, row in vars(module).items()}
    document = client.get("/api/v1/openapi.json").json()
    bodies = {
        name
        for methods in document["paths"].values()
        for operation in methods.values()
        for name in re.findall(r"schemas/(\w+)", json.dumps(operation.get("requestBody", {})))
    }

    assert bodies == set(EXAMPLES)
    for name, example in EXAMPLES.items():
        shapes[name].model_validate(example)
        assert document["components"]["schemas"][name]["examples"] == [example]


def test_no_address_is_in_two_rooms():
    """Django asks the first that has it, and that one knows only its own methods."""
    seen = [path for room in ROOMS for path in room.router.path_operations]

    assert sorted(seen) == sorted(set(seen))
