"""Published here, read there: a second newsroom with a database of its own finds our checks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from claims.actions.mirror import mirror_publications
from claims.actions.publish import correct, withdraw
from tests import checks
from tests.beside import newsroom_beside
from tests.tokens import everything

FEED = "/feeds/claimreview.json"
SECOND = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
from accounts.roles import Role
from tests import factories
from tests.tokens import everything
setup_test_environment()
path, *questions = sys.argv[1:]
call_command("import_claimreviews", path, feed="Theirs", stdout=sys.stderr)
key = everything(factories.person("Nora", Role.RESEARCHER))
answers = [Client().get("/v1alpha1/claims:search", {"query": q, "key": key}).json() for q in questions]
print(json.dumps(answers))
"""


@pytest.fixture
def second(transactional_db):
    """The environment of a newsroom beside this one: an empty database and a queue of its own."""
    with newsroom_beside("factcheck_second", like=settings.DATABASES["default"]["NAME"]) as environment:
        yield environment


def searched_there(second, path, *questions):
    """What the other newsroom answers once it has read our feed."""
    command = [sys.executable, "-c", SECOND, str(path), *questions]
    done = subprocess.run(command, env=second, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def searched_here(client, key, question):
    return client.get("/v1alpha1/claims:search", {"query": question, "key": key}).json()


@pytest.mark.timeout(600)
def test_what_we_publish_is_found_elsewhere(second, rita, edda, paul, client, tmp_path, monkeypatch):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)
    first, other = checks.published(rita, edda, paul), checks.published(rita, edda, paul, "true")
    words = {"what": "A word.", "why": "Typo.", "notice": "We mended a word."}
    correct(first.claim, by=paul, version=1, summary="Three bridges.", **words)
    gone = checks.published(rita, edda, paul)
    withdraw(gone.claim, by=paul, reason="Forged.", notice="A source was forged.")
    mirror_publications()
    questions = [row.content["claim"]["text"] for row in (first, other, gone)]
    key = everything(rita)
    ours = [searched_here(client, key, question) for question in questions]
    path = tmp_path / "feed.json"
    path.write_bytes(client.get(FEED).content)

    theirs = searched_there(second, path, *questions)

    assert [texts(answer) for answer in theirs] == [texts(answer) for answer in ours]
    for row, answer in ((first, theirs[0]), (other, theirs[1])):
        found = best(answer, row.content["claim"]["text"])
        (review,) = found["claimReview"]
        assert review["url"] == f"{settings.PUBLIC_URL}{reverse('check', args=[row.public_id])}"
        assert review["textualRating"] == row.content["rating"]["label"]
        assert review["publisher"]["name"] == settings.NEWSROOM_NAME
        assert review["reviewDate"] == f"{row.published_at.date()}T00:00:00Z"
    assert not any(gone.content["claim"]["text"] in texts(answer) for answer in theirs)


def texts(answer):
    return {row["text"] for row in answer.get("claims", [])}


def best(answer, text):
    """The first of an answer is the one that was asked for."""
    assert answer["claims"][0]["text"] == text
    return answer["claims"][0]
