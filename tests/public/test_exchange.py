"""Out of one newsroom and into an empty one: the public pages are the same to the byte."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from claims.actions.assess import save_draft, submit
from claims.actions.erase import erase_person
from claims.actions.publish import correct, publish, revisit, withdraw
from claims.actions.review import give_review
from claims.errors import Denied, Refused
from claims.exchange.beside import export_at
from claims.exchange.kinds import KINDS
from claims.exchange.restore import restore
from claims.exchange.written import lines, table, write_folder, zipped
from claims.ledger.audit import audit
from claims.models import (
    Archive,
    Claim,
    Publication,
    PublicCheck,
    PublicFacet,
    PublicPage,
    Topic,
)
from claims.states import Status
from tests import checks, factories
from tests.database import empty
from tests.public.kept import by_panel, kept

WORDS = {"what": "A word.", "why": "Typo.", "notice": "We mended a word."}
NOTES = {"severity": "verdict", "what": "The rating.", "why": "New books.", "notice": "We now rate it true."}


def newsroom(rita, edda, paul, olaf):
    """Checks of every kind that the public can see, and work that it cannot."""
    plain = kept(rita, edda, paul)
    by_panel(rita, edda, paul)
    corrected = checks.published(rita, edda, paul)
    correct(corrected.claim, by=paul, version=1, summary="New words.", **WORDS)
    gone = checks.published(rita, edda, paul)
    withdraw(gone.claim, by=paul, reason="Forged.", notice="A source was forged.")
    again = checks.published(rita, edda, paul)
    claim = revisit(again.claim, by=edda, reason="New books.")
    save_draft(claim, by=rita, version=1, rating=checks.rating("true"), summary="True.", reply_waived="No.")
    submit(claim, by=rita)
    give_review(claim, by=edda, rating=checks.rating("true"))
    publish(claim, by=paul, correction=NOTES)
    waiting = checks.published(rita, edda, paul)
    revisit(waiting.claim, by=edda, reason="Newer books.")
    topical = checks.approved(rita, edda)
    topical.topics.add(Topic.objects.create(name="Health"))
    topical.said_by.create(speaker=factories.speaker("Ada Ruiz"))
    publish(topical, by=paul)
    erased = factories.person("Vera Wells", Role.RESEARCHER)
    by_somebody = checks.published(erased, edda, paul)
    erase_person(erased, by=olaf)
    hidden = checks.in_review(rita, summary="A secret verdict.")
    PublicPage.objects.create(slug="funding", title="Funding", text="**Ours**", position=9)
    return [plain, corrected, gone, again, waiting, by_somebody], hidden


def public_pages(client):
    """Every public address and what it answers, but for what proves acts of this one server."""
    fixed = ["/checks/", "/checks/topics/", "/checks/speakers/", "/checks/outlets/", "/checks/ratings/",
             "/checks/topics/health/", "/checks/speakers/ada-ruiz/", "/checks/ratings/false/",
             "/checks/ratings/true/", "/checks/corrections/", "/about/funding/", "/checks/search/?q=bridges",
             "/feeds/claimreview.json", "/feeds/checks.atom", "/feeds/corrections.atom",
             "/feeds/ratings/false.atom", "/feeds/topics/health.json", "/robots.txt",
             "/sitemap.xml", "/sitemap-house.xml", "/sitemap-0.xml"]  # fmt: skip
    ids = PublicCheck.objects.order_by("public_id").values_list("public_id", flat=True)
    names = ("check", "check_card", "frozen", "check_report")
    own = [reverse(name, args=[one]) for one in ids for name in names]
    own += [f"/oembed?url={settings.PUBLIC_URL}/checks/{one}/" for one in ids]
    answers = {address: client.get(address) for address in fixed + own}
    return {address: (answer.status_code, answer.content) for address, answer in answers.items()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(400)
def test_public_pages_are_the_same_to_the_byte(rita, edda, paul, olaf, client, monkeypatch, tmp_path):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)
    made, hidden = newsroom(rita, edda, paul, olaf)
    before = public_pages(client)
    facets = list(
        PublicFacet.objects.filter(checks__gt=0)
        .values_list("kind", "slug", "name", "checks")
        .order_by("slug")
    )
    packed = tmp_path / "export.zip"
    packed.write_bytes(b"".join(zipped()))
    told = list(lines())

    empty()
    assert client.get("/checks/").context["checks"] == []
    with export_at(packed) as (found, files):
        done = restore(found, by=factories.person("Olga Operator", Role.OPERATOR), files=files)

    assert done.counts["publication"] == Publication.objects.count() == 10
    assert public_pages(client) == before
    assert facets == list(
        PublicFacet.objects.filter(checks__gt=0)
        .values_list("kind", "slug", "name", "checks")
        .order_by("slug")
    )
    assert Claim.objects.get(text=hidden.text).status == Status.QUEUED
    assert audit().broken is None
    assert not any("A secret verdict." in line for line in told)

    correct(
        Claim.objects.get(publications__public_id=made[0].public_id),
        by=paul_again(),
        version=1,
        summary="Mended.",
        **WORDS,
    )
    assert "Mended." in client.get(reverse("check", args=[made[0].public_id])).content.decode()


def paul_again():
    return factories.person("Paul Again", Role.PUBLISHER)


@pytest.mark.django_db
def test_restore_goes_into_an_empty_newsroom_only_and_is_an_operators(rita, olaf, edda):
    told = list(lines())
    with pytest.raises(Denied, match="Only an operator"):
        restore(told, by=edda)
    factories.claim()
    with pytest.raises(Refused, match="empty newsroom"):
        restore(told, by=olaf)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([], "This is no export"),
        (["{}\n"], "This is no export"),
        (["nonsense\n"], "Line 1 is no JSON"),
        (['{"format": "factcheck.export.1"}\n', "[1]\n"], "Line 2 is no record"),
    ],
)
def test_what_is_no_export_is_refused(olaf, told, sentence):
    with pytest.raises(Refused, match=sentence):
        restore(told, by=olaf)


@pytest.mark.django_db
def test_altered_content_is_found_out(rita, edda, paul, olaf):
    checks.published(rita, edda, paul)
    told = [line.replace("The books say otherwise.", "The books agree.") for line in lines()]
    with pytest.raises(Refused):
        restore(told, by=olaf)


@pytest.mark.django_db
def test_drafts_under_review_stay_with_those_who_may_see_them(rita, edda, paul):
    checks.in_review(rita, summary="A secret verdict.")
    told = {
        name: [row["summary"] for row in KINDS["draft"](who)]
        for name, who in (("rita", rita), ("edda", edda))
    }

    assert told == {"rita": ["A secret verdict."], "edda": []}
    assert list(KINDS["draft"](None)) == []
    assert not any("A secret verdict." in line for line in lines(edda))
    assert not any("A secret verdict." in piece for kind in KINDS for piece in table(kind, edda))


@pytest.mark.django_db
def test_csv_holds_a_row_a_record_and_runs_no_formula(rita, edda, paul):
    claim = factories.claim('=HYPERLINK("http://evil.example")')
    rows = list(csv.DictReader(io.StringIO("".join(table("claim")))))

    assert [row["text"] for row in rows] == [f"'{claim.text}"]
    assert json.loads(rows[0]["appearances"])[0]["exact"] == claim.text


@pytest.mark.django_db
def test_folder_and_zip_have_lines_a_table_for_each_kind_and_files(rita, edda, paul, tmp_path):
    kept(rita, edda, paul)
    folder = tmp_path / "out"

    count = write_folder(folder)
    call_command("export", str(tmp_path / "out.zip"), stdout=io.StringIO())

    written = {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    archive = Archive.objects.get()
    assert set(written) == {
        "export.jsonl",
        *(f"{kind}.csv" for kind in KINDS),
        f"archives/{archive.sha256}.warc.gz",
        f"files/{hashlib.sha256(b'%PDF-1').hexdigest()}",
    }
    assert count == len(written)
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name) for name in packed.namelist()} == written
    with pytest.raises(CommandError, match="not an empty folder"):
        call_command("export", str(tmp_path / "out"))


@pytest.mark.django_db
def test_only_editors_download_it_and_as_what_they_may_see(as_, rita):
    checks.in_review(rita, summary="A secret verdict.")
    for name, status in (
        ("rita", 403),
        ("edda", 200),
        ("paul", 200),
        ("olaf", 403),
        ("sam", 403),
        ("nobody", 302),
    ):
        answer = as_(name).get(reverse("export", args=["export.jsonl"]))
        assert (name, answer.status_code) == (name, status)
        if status == 200:
            assert b"A secret verdict." not in b"".join(answer.streaming_content)
    assert as_("edda").get(reverse("export", args=["user.csv"])).status_code == 404
