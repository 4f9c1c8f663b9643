"""manage.py validate_claimreview: files and addresses, errors and warnings, an exit code."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.fakes.feeds import feeds
from tests.integrations.test_validity import GOOD, MEDIA

PAGE = (
    "<!doctype html><html><head><title>x</title><script type='application/ld+json'>{}</script></head><body>"
    "<h1>Marlow has nine bridges</h1><p>Ada Ruiz</p><p>False</p><p>Marlow Checks</p></body></html>"
)


def run(source, **options):
    """(exit code, what was printed)."""
    out = io.StringIO()
    try:
        call_command("validate_claimreview", str(source), stdout=out, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def written(path, value):
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


@pytest.mark.parametrize(
    "value",
    [
        GOOD,
        [GOOD, MEDIA],
        {"@context": "https://schema.org", "@graph": [GOOD]},
        {
            "@type": "DataFeed",
            "dataFeedElement": [{"@type": "DataFeedItem", "url": GOOD["url"], "item": [GOOD]}],
        },
        f"{json.dumps(GOOD)}\n{json.dumps(GOOD)}\n",
        PAGE.format(json.dumps(GOOD)),
    ],
    ids=["one", "list", "graph", "feed", "lines", "page"],
)
def test_what_is_whole_passes(tmp_path, value):
    code, told = run(written(tmp_path / "file", value))

    assert (code, "0 errors, 0 warnings." in told) == (0, True)


def test_errors_end_with_one_and_are_named(tmp_path):
    code, told = run(written(tmp_path / "file", GOOD | {"claimReviewed": "", "inLanguage": ""}))

    assert code == 1
    assert "error  claimReviewed: The claim has no words." in told
    assert "warning  inLanguage: The language is not given." in told
    assert told.endswith("1 judged: 1 error, 1 warning.\n")


def test_a_page_that_shows_something_else_is_an_error(tmp_path):
    page = PAGE.format(json.dumps(GOOD)).replace("<p>False</p>", "<p>True</p>")

    code, told = run(written(tmp_path / "file", page))

    assert (code, "The page does not show what the markup says: “False”." in told) == (1, True)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("<html></html>", "The page has no ClaimReview."),
        ("{", "not JSON"),
        ("[1, 2]", "not an object"),
        ({"dataFeedElement": [{"item": None, "url": "https://a.example/"}]}, "The item is empty"),
        ({"dataFeedElement": [{"item": None, "dateDeleted": "2026-01-01"}]}, "what was withdrawn"),
    ],
    ids=["no markup", "broken", "numbers", "null", "deleted"],
)
def test_what_is_no_markup_is_told(tmp_path, value, sentence):
    try:
        _, told = run(written(tmp_path / "file", value))
    except CommandError as error:
        told = str(error)

    assert sentence in told


def test_json_gives_an_object_a_piece(tmp_path):
    _, told = run(written(tmp_path / "file", [GOOD, GOOD | {"url": "x"}]), json=True)

    rows = [json.loads(line) for line in told.splitlines()]
    assert [[found["field"] for found in row["findings"]] for row in rows] == [[], ["url"]]


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="no such file"):
        run(tmp_path / "nothing")


def test_an_address_is_fetched_through_the_guard(settings):
    with feeds({"/page": (PAGE.format(json.dumps(GOOD)), {})}) as base:
        with pytest.raises(CommandError):
            run(f"{base}/page")
        settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
        code, told = run(f"{base}/page")

    assert (code, "The markup names another address" in told) == (0, True)


def linked(url):
    return PAGE.format(json.dumps(GOOD | {"url": url, "author": {"name": "Marlow Checks"}}))


def test_a_page_whose_own_address_leads_on_is_an_error(settings):
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    with feeds({}) as base:
        page = linked(f"{base}/short")
        base.answers |= {"/short": ("", {"Location": "/page"}), "/page": (page, {})}
        code, told = run(f"{base}/short")
        assert (code, f"leads on to {base}/page: it must answer itself." in told) == (1, True)

        code, told = run(f"{base}/page")  # whoever does not ask for it is not sent elsewhere
        assert (code, "leads on" in told) == (0, False)
        code, told = run(f"{base}/page", visit=True)
        assert (code, "leads on" in told) == (1, True)


def test_with_visit_every_address_of_a_feed_is_asked_once(settings, tmp_path):
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    with feeds({}) as base:
        base.answers |= {"/1": ("<p>here</p>", {"Content-Type": "text/html"})}
        rows = [GOOD | {"url": f"{base}/{n}", "author": {"name": "Marlow Checks"}} for n in (1, 1, 2)]
        code, told = run(written(tmp_path / "file", rows), visit=True)

    assert (code, told.count("does not answer")) == (1, 1)
    assert [path for path, _ in base.asked] == ["/1", "/2"]
