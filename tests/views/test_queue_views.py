"""Orders, counts, the board, saved views and merging: what the queue shows and keeps."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from claims import queries, queue_queries
from claims.actions.saved import VIEWS_MAX, save_view
from claims.models import Claim, SavedView
from claims.states import Status
from claims.templatetags.newsroom import at_most
from tests import checks, factories

pytestmark = pytest.mark.django_db
CLAIM = "Marlow has nine bridges."


def shown(client, query):
    return [row.pk for row in client.get(f"/?{query}").context["page"].rows]


def test_orders(as_):
    old, dated, often = (factories.claim(score=score) for score in (0.1, 0.2, 0.9))
    Claim.objects.filter(pk=dated.pk).update(due_at=timezone.now() + timedelta(days=1))
    Claim.objects.filter(pk__in=[often.pk, old.pk]).update(cluster=old)
    client = as_("rita")

    assert shown(client, "") == [often.pk, dated.pk, old.pk]
    assert shown(client, "sort=age") == [old.pk, dated.pk, often.pk]
    assert shown(client, "sort=due") == [dated.pk]
    assert shown(client, "sort=demand") == [often.pk, old.pk]


@pytest.mark.parametrize("sort", ["age", "due", "demand"])
def test_each_order_goes_on_where_the_page_ended(as_, sort, monkeypatch):
    found = [factories.claim(due_at=timezone.now() + timedelta(days=n)) for n in range(45)]
    Claim.objects.filter(pk__in=[row.pk for row in found]).update(cluster=found[0])
    client = as_("rita")

    first = client.get(f"/?sort={sort}").context["page"]
    second = client.get("/", {"sort": sort, "after": first.after}).context["page"]

    assert (len(first.rows), len(second.rows)) == (24, 21)
    assert {row.pk for row in [*first.rows, *second.rows]} == {row.pk for row in found}


def test_counts_follow_the_filter_and_stop_where_they_say(as_, monkeypatch):
    for n in range(3):
        factories.claim(f"Marlow has {n + 2} bridges over the river.")
    factories.claim("It rained in Sund for nine days.")
    client = as_("rita")

    assert client.get("/").context["counts"]["candidate"] == 4
    assert client.get("/?q=bridges").context["counts"]["candidate"] == 3
    monkeypatch.setattr(queue_queries, "CAP", 2)
    assert b">2+</span>" in client.get("/").content


def test_both_ways_of_counting_count_the_same():
    for n, status in enumerate(Status):
        for _ in range(n):
            factories.claim("Marlow has nine bridges.", status=status)
    rows = Claim.objects.all()

    by_state, gone_through = queue_queries.counts(rows), queue_queries.counts(rows, scattered=True)

    assert by_state == gone_through == {status.value: n for n, status in enumerate(Status)}
    assert queue_queries.total(by_state.values()) == sum(range(len(Status)))


def test_counts_that_were_not_finished_say_so(monkeypatch):
    for status in (Status.CANDIDATE, Status.CANDIDATE, Status.QUEUED):
        factories.claim(status=status)
    monkeypatch.setattr(queue_queries, "LOOKED", 2)

    found = queue_queries.counts(Claim.objects.all(), scattered=True)

    assert all(isinstance(count, queue_queries.AtLeast) for count in found.values())
    assert queue_queries.total(found.values()) == 3
    assert at_most(queue_queries.total(found.values())) == "3+"
    assert at_most(queue_queries.total([2, 1])) == "3"


def test_speakers_are_found_the_same_whether_they_are_few_or_many(as_, monkeypatch):
    found = [factories.claim(speakers=(name,)) for name in ("Ada Quist", "ADA Ferro", "Bo Vega")]
    factories.speaker("Cy Lund", aliases=["ada"])
    found.append(factories.claim(speakers=("Cy Lund",)))
    client = as_("rita")
    few = shown(client, "speaker=ada")
    monkeypatch.setattr(queries, "FEW", 1)

    assert few == shown(client, "speaker=ada") == [found[3].pk, found[1].pk, found[0].pk]


def test_counts_of_nothing_are_none():
    for scattered in (False, True):
        assert set(queue_queries.counts(Claim.objects.none(), scattered=scattered).values()) == {0}


def test_board_has_a_column_for_each_open_state_and_no_other(as_):
    factories.claim(status=Status.QUEUED)
    factories.claim(status=Status.DECLINED)

    columns = as_("rita").get("/?view=board").context["columns"]

    assert [(column.status.value, column.count) for column in columns] == [
        ("candidate", 0),
        ("queued", 1),
        ("researching", 0),
        ("in_review", 0),
        ("conflicted", 0),
        ("approved", 0),
    ]


def test_a_view_is_saved_as_the_filter_reads_it(as_, rita):
    answer = as_("rita").post(
        "/views/", {"name": "  Big  ones ", "query": "score=0.7&after=x&nonsense=1&status=queued&type=nope"}
    )

    view = SavedView.objects.get()
    assert (view.name, view.query, view.owner) == ("Big ones", "status=queued&score=0.7", rita)
    assert answer["Location"] == "/?status=queued&score=0.7"


def test_only_editors_save_for_the_desk(as_):
    refused = as_("rita").post("/views/", {"name": "Ours", "query": "status=queued", "shared": "on"})
    as_("edda").post("/views/", {"name": "Ours", "query": "status=queued", "shared": "on"})

    assert refused.status_code == 403
    assert [str(view) for view in as_("rita").get("/").context["views"]] == ["Ours"]
    assert SavedView.objects.get().owner is None


def test_nobody_sees_or_removes_what_somebody_else_saved(as_, rita):
    view = save_view(by=rita, name="Mine", query="")

    other = as_("edda")
    refused = other.post(f"/views/{view.pk}/remove/")

    assert (refused.status_code, other.get("/").context["views"]) == (403, [])
    as_("rita").post(f"/views/{view.pk}/remove/")
    assert not SavedView.objects.exists()


def test_a_view_of_the_same_name_is_saved_anew(rita):
    save_view(by=rita, name="Mine", query="status=queued")
    save_view(by=rita, name="MINE", query="status=all")

    assert list(SavedView.objects.values_list("name", "query")) == [("MINE", "status=all")]


@pytest.mark.parametrize(("name", "query"), [("", ""), (" \u202e ", ""), ("Long", "q=" + "x" * 700)])
def test_what_cannot_be_saved_says_so(as_, name, query):
    if query:
        query = f"{query[:190]}&speaker={'y' * 190}&status=queued&sort=age&q={'%E2%82%AC' * 190}"
    answer = as_("rita").post(
        "/views/", {"name": name, "query": query}, headers={"Referer": "http://testserver/"}
    )

    assert (answer.status_code, SavedView.objects.count()) == (302, 0)


def test_views_are_so_many_and_no_more(rita, as_):
    for n in range(VIEWS_MAX):
        save_view(by=rita, name=f"View {n}", query="")

    client = as_("rita")
    client.post("/views/", {"name": "More"}, headers={"Referer": "http://testserver/work/"})

    assert SavedView.objects.count() == VIEWS_MAX
    assert b"There are 30 views already" in client.get("/work/").content


def test_postgres_keeps_names_apart(rita):
    SavedView.objects.create(name="Desk", made_by=rita)
    for name in ("DESK", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedView.objects.create(name=name, made_by=rita)


@pytest.mark.django_db(transaction=True)
def test_saving_twice_at_once_is_one_view(rita):
    start = Barrier(2)

    def save():
        start.wait()
        try:
            save_view(by=rita, name="Mine", query="")
        finally:
            connection.close()

    threads = [Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert SavedView.objects.count() == 1


def test_merge_shows_what_would_become_of_each(as_):
    one, two = factories.claim(CLAIM), factories.claim("Marlow has ten bridges.", status=Status.QUEUED)
    settled = factories.claim("Marlow has eleven bridges.", status=Status.IN_REVIEW)

    answer = as_("rita").get("/merge/", {"claim": [one.pk, two.pk, settled.pk]})

    rows = answer.context["rows"]
    assert answer.context["stays"] == settled
    assert [bool(row.may_go) for row in rows] == [True, True, False]
    assert b"Marlow has <mark>nine</mark> bridges." in answer.content
    assert Claim.objects.filter(status=Status.DECLINED).count() == 0


def test_claims_to_merge_are_asked_for_by_their_numbers_alone(as_):
    one, two = factories.claim(), factories.claim()
    form = {"act": "merge", "claim": [one.pk, two.pk], "csrfmiddlewaretoken": "secret", "note": "Mine."}

    answer = as_("rita").post(reverse("bulk"), form | {"next": "/?q=x"})

    assert (answer.status_code, answer["Location"]) == (302, f"/merge/?claim={one.pk}&claim={two.pk}")
    assert "formmethod" not in as_("rita").get("/").content.decode()


def test_merge_shows_evidence_and_what_makes_claims_differ(as_, rita):
    rich = checks.sourced(checks.held(rita, "The bridge in Marlow cost 48 million euros."), rita)
    other = factories.claim("The bridge in Marlow cost 50 million euros.")
    same = factories.claim("The bridge in Marlow cost €48 million.")

    answer = as_("rita").get("/merge/", {"claim": [rich.pk, other.pk, same.pk], "into": rich.pk})

    rows = {row.claim: row for row in answer.context["rows"]}
    assert {claim: row.evidence for claim, row in rows.items()} == {rich: 2, other: 0, same: 0}
    differs = [(one.here, one.there) for one in rows[other].differs]
    assert differs == [("50 million euros", "48 million euros")]
    assert (rows[same].differs, rows[rich].differs) == ([], [])
    text = answer.content.decode()
    assert "2 pieces of evidence" in text
    assert "“50 million euros” here, “48 million euros” in the one that stays" in text


def test_merged_claims_repeat_the_one_that_stays(as_):
    one, two, three = (factories.claim(f"{CLAIM} ({n})") for n in range(3))

    as_("rita").post("/merge/", {"claim": [one.pk, two.pk, three.pk], "into": two.pk})

    assert sorted(Claim.objects.filter(merged_into=two).values_list("pk", flat=True)) == [one.pk, three.pk]


def test_merging_is_all_or_nothing(as_):
    one, two = factories.claim(CLAIM), factories.claim(f"{CLAIM} Again.")
    settled = factories.claim(f"{CLAIM} Settled.", status=Status.IN_REVIEW)

    as_("rita").post("/merge/", {"claim": [one.pk, two.pk, settled.pk], "into": two.pk})

    assert not Claim.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("ids", [[], ["1"], ["x", "-1"], ["9" * 40]])
def test_fewer_than_two_lead_back_to_the_queue(as_, ids):
    assert as_("rita").get("/merge/", {"claim": ids})["Location"] == "/"


def test_strangers_merge_nothing(as_):
    one, two = factories.claim(CLAIM), factories.claim(f"{CLAIM} Again.")

    for name, status in (("sam", 403), ("olaf", 403)):
        assert as_(name).post("/merge/", {"claim": [one.pk, two.pk], "into": two.pk}).status_code == status
    assert not Claim.objects.exclude(merged_into=None).exists()
