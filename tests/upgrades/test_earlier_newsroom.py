"""A newsroom that was begun with earlier tables comes along, with all that is in it.

``newsroom-0019.sql.xz`` is a dump of the seeded newsroom as migration 0019 of ``claims`` left it, with a
published check and a webhook, made by PostgreSQL's ``pg_dump --inserts``; passwords and vectors are left
out. Migrations that pass over empty tables prove nothing about these.
"""

import json
import lzma
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.beside import newsroom_beside

DUMP = Path(__file__).with_name("newsroom-0019.sql.xz")
ROOT = Path(__file__).parents[2]
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # of an endpoint where nobody listens
VISIT = """
import json
import django
django.setup()
from django.contrib.auth import get_user_model
from django.test import Client
from django.test.utils import setup_test_environment
from claims.models import Claim, PublicCheck, WebhookEndpoint
from claims.sealing import unseal
setup_test_environment()
edda = Client()
edda.force_login(get_user_model().objects.get(email="edda@example.org"))
claims = Claim.objects.order_by("pk").values_list("pk", flat=True)
work = ["/", "/articles/", *(f"/claims/{pk}/" for pk in claims[::8])]
checks = [f"/checks/{one.public_id}/" for one in PublicCheck.objects.all()]
print(json.dumps({
    "secrets": [unseal(secret) for endpoint in WebhookEndpoint.objects.all() for secret in endpoint.sealed],
    "claims": len(claims),
    "checks": len(checks),
    "lost": [page for page in work if edda.get(page).status_code != 200],
    "gone": [page for page in checks if Client().get(page).status_code != 200],
}))
"""


@pytest.fixture
def earlier(transactional_db):
    """The environment of a newsroom whose database is the dump."""
    with newsroom_beside("factcheck_earlier") as environment:
        with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as filled:
            filled.execute(lzma.decompress(DUMP.read_bytes()))
        yield environment


def run(environment, *words):
    done = subprocess.run([sys.executable, *words], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.timeout(600)
def test_an_earlier_newsroom_is_brought_along(earlier):
    run(earlier, "manage.py", "migrate", "--noinput")

    ledger = json.loads(run(earlier, "manage.py", "verify_ledger", "--json"))
    found = json.loads(run(earlier, "-c", VISIT))

    assert (ledger["ok"], ledger["claims"]) == (True, 80)
    assert found == {"secrets": [SECRET], "claims": 80, "checks": 1, "lost": [], "gone": []}
