"""What docs/api.md tells program writers to type, typed: each of its snippets against a live server."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from claims.models import Claim, Intake
from tests import factories
from tests.contract.test_google_client import known
from tests.fakes.pdf import pdf
from tests.tokens import everything

pytestmark = pytest.mark.django_db(transaction=True)
DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
SHELL = [text for language, text in BLOCKS if language == "sh"]
PYTHON = [text for language, text in BLOCKS if language == "python"]
LINES = re.findall(r"^    (curl .+)$", DOCUMENT, re.MULTILINE)
CAREFULLY = 'set -eo pipefail; curl() { command curl --fail-with-body "$@"; echo; }\n'
EXAMPLES = {"fcn_…": "TOKEN", "https://facts.example.org": "SITE"}


@pytest.fixture
def here(live_server, rita, tmp_path):
    """What a reader has: a token, the site's address, a file; and claim 12 waits in the queue."""
    factories.claim("Marlow has 14 bridges.", pk=12, status="queued")
    (tmp_path / "speech.pdf").write_bytes(pdf(["Marlow has 14 bridges, the mayor said."]))
    site = live_server.url.replace("localhost", "127.0.0.1")
    return {"TOKEN": everything(rita), "SITE": site, "PWD": str(tmp_path)}


def run(here, *command, snippet):
    """What the snippet prints, with this reader's token and site in place of the examples."""
    for example, name in EXAMPLES.items():
        snippet = snippet.replace(example, here[name])
    done = subprocess.run(
        [*command, snippet],
        cwd=here["PWD"],
        env={**os.environ, **here},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_snippet_is_tried():
    assert (len(SHELL), len(PYTHON), len(LINES), len(BLOCKS)) == (1, 2, 1, 3)


def test_the_quick_start_in_the_shell(here):
    said = run(here, "bash", "-c", snippet=CAREFULLY + SHELL[0]).splitlines()

    *answers, etag, changed = filter(None, said)
    me, claims, text, file, already, taken = map(json.loads, answers)
    assert me["person"]["name"] == "Rita Okafor"
    assert [row["id"] for row in claims["items"]] == [12]
    assert (text["kind"], file["kind"]) == ("paste", "file")
    assert Intake.objects.count() == 2
    assert already["items"] == []
    assert taken["status"] == "researching"
    assert etag.lower() == 'etag: "claim-12-1"'  # its case is the server's
    assert json.loads(changed)["speakers"][0]["name"] == "Ada Quist"
    assert Claim.objects.get().text == "Marlow has fourteen bridges."


def test_the_shell_line_about_tokens(here):
    answer = json.loads(run(here, "bash", "-c", snippet=CAREFULLY + LINES[0]))

    assert [row["id"] for row in answer["items"]] == [12]


def test_the_walk_over_pages_in_python(here):
    assert run(here, sys.executable, "-c", snippet=PYTHON[0]) == "12 Marlow has 14 bridges.\n"


def test_googles_client_in_python(here):
    check = known(1)

    printed = PYTHON[1].replace("service.claims()", "print(service.claims()") + ")"

    assert check.address in run(here, sys.executable, "-W", "ignore", "-c", snippet=printed)
