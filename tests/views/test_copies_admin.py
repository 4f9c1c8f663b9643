"""What was kept of pages and of search providers, in the admin panel: looked at, changed by nobody."""

import html

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Archive, Look, Snapshot
from tests import checks, factories, machine
from tests.cast import CAST
from tests.views.test_query_counts import ADMIN

pytestmark = pytest.mark.django_db
# each list's own questions, whatever it shows; a filter over what the rows hold asks for that
MODELS = {"archive": 5, "look": 4, "lookup": 5, "snapshot": 4}
WORDS = "Bridges & <3 ferries '"


def kept(rita, told="It is there no more."):
    """One of each."""
    claim = checks.sourced(checks.held(rita), rita)
    evidence = claim.evidence.order_by("pk")[0]
    capture, warc = evidence.capture, b"WARC/1.0"
    digest = factories.sha256(warc.decode())
    return {
        "archive": Archive.objects.create(
            capture=capture, warc=warc, sha256=digest, size=len(warc), payload_sha256=digest
        ),
        "look": Look.objects.create(
            evidence=evidence, before=capture, outcome="gone", told=told, looked_at=timezone.now()
        ),
        "lookup": machine.looked_up(claim, next(factories.number), title=told),
        "snapshot": Snapshot.objects.create(evidence=evidence, told=told),
    }


@pytest.mark.parametrize("name", CAST)
def test_everybody_with_a_role_that_opens_the_panel_looks_and_nobody_changes(as_, rita, name):
    rows, client = kept(rita), as_(name)
    opens = name in {"edda", "paul", "olaf"}

    for model in MODELS:
        one = [rows[model].pk]
        answers = [
            client.get(reverse(f"admin:claims_{model}_changelist")).status_code,
            client.get(reverse(f"admin:claims_{model}_change", args=one)).status_code,
            client.post(reverse(f"admin:claims_{model}_change", args=one), {}).status_code,
            client.get(reverse(f"admin:claims_{model}_add")).status_code,
            client.post(reverse(f"admin:claims_{model}_delete", args=one), {"post": "yes"}).status_code,
        ]
        assert answers == ([200, 200, 403, 403, 403] if opens else [302] * 5)
        assert type(rows[model]).objects.filter(pk=one[0]).exists()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("model", MODELS)
def test_lists_ask_a_fixed_number_of_questions(as_, rita, model, count, django_assert_num_queries):
    for _ in range(count):
        kept(rita)
    client = as_("edda")

    with django_assert_num_queries(ADMIN + MODELS[model]):
        client.get(reverse(f"admin:claims_{model}_changelist"))


def test_a_stored_answer_is_read_from_its_bytes_and_shown_as_text(as_, rita):
    row = kept(rita, told=WORDS)["lookup"]

    page = as_("edda").get(reverse("admin:claims_lookup_change", args=[row.pk])).content.decode()

    assert WORDS not in page
    assert WORDS in html.unescape(page)
    assert "https://en.wikipedia.org/w/index.php?oldid=7" in page
