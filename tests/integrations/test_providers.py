"""Search providers: what they ask, what they make of answers; and that the fakes have the published shape."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from claims.integrations.errors import FetchFailed, FetchRefused
from claims.integrations.providers import PROVIDERS, by_name, configured
from tests.fakes import providers as fakes

DISCOVERY = files("googleapiclient") / "discovery_cache" / "documents" / "factchecktools.v1alpha1.json"
OFF = ["GOOGLE_FACTCHECK_API_KEY", "WIKIPEDIA_URL", "SEARXNG_URL", "BRAVE_SEARCH_TOKEN"]


@pytest.fixture
def web(settings):
    with fakes.providers() as here:
        here.settings(settings)
        yield here


def provider(settings, name):
    return next(one for one in configured(settings) if one.name == name)


def test_all_are_off_until_configured(settings):
    for name in OFF:
        setattr(settings, name, "")

    assert configured(settings) == []


def test_each_is_switched_on_by_its_own_setting(web, settings):
    assert [one.name for one in configured(settings)] == ["google", "wikipedia", "searxng", "brave"]
    settings.BRAVE_SEARCH_TOKEN = ""

    assert [one.name for one in configured(settings)] == ["google", "wikipedia", "searxng"]


@pytest.mark.parametrize(
    ("name", "title", "address", "publisher", "published", "snippet"),
    [
        ("google", "Does Marlow have nine bridges?", "https://check.example/bridges", "Valley Check",
         date(2024, 3, 5), "Marlow has nine bridges. (False)"),
        ("wikipedia", "Marlow", "https://en.wikipedia.org/w/index.php?oldid=91", "Wikipedia",
         date(2023, 11, 20), "Marlow is a town."),
        ("searxng", "Bridges counted", "https://www.valley.example/bridges", "valley.example",
         date(2024, 2, 3), "Six bridges cross the river."),
        ("brave", "Marlow's bridges", "https://news.example/bridges", "News Example",
         date(2024, 1, 2), "The bridges are six."),
    ],
)  # fmt: skip
def test_first_hit_of_each(web, settings, name, title, address, publisher, published, snippet):
    hit = provider(settings, name).search("marlow bridges")[0]

    told = (hit.title, hit.address, hit.publisher, hit.published_on, hit.snippet)
    assert told == (title, address, publisher, published, snippet)
    assert hit.raw


def test_secrets_go_in_headers_and_never_in_addresses(web, settings):
    for one in configured(settings):
        one.search("marlow bridges")

    asked = {seen["path"]: seen for seen in web.seen}
    assert asked["/v1alpha1/claims:search"]["headers"]["x-goog-api-key"] == "google-secret"
    assert asked["/res/v1/web/search"]["headers"]["x-subscription-token"] == "brave-secret"
    assert not [seen for seen in web.seen if "secret" in json.dumps(seen["query"])]


def test_what_is_not_surely_older_is_left_out(web, settings):
    found = {
        one.name: [hit.title for hit in one.search("marlow", before=date(2024, 3, 1))]
        for one in configured(settings)
    }

    assert found == {
        "google": [],
        "wikipedia": ["Marlow"],
        "searxng": ["Bridges counted"],
        "brave": ["Marlow's bridges"],
    }
    assert web.seen[-1]["query"]["freshness"] == "1990-01-01to2024-02-29"


def test_limit_is_kept_and_addresses_are_of_the_web(web, settings):
    searxng = provider(settings, "searxng")

    assert len(searxng.search("marlow", limit=1)) == 1
    assert [hit.address for hit in searxng.search("marlow")][-1] == "https://late.example/"


@pytest.mark.parametrize("name", [kind.name for kind in PROVIDERS])
@pytest.mark.parametrize(
    ("body", "code"), [(b"<html>", "no-json"), (b"[1]", "shape"), (500, "status"), (b"{}", None)]
)
def test_odd_answers_are_failures_with_a_sentence_or_no_hits(web, settings, name, body, code):
    web.answers = dict.fromkeys(web.answers, body)
    if code is None:
        assert provider(settings, name).search("x") == []
        return

    with pytest.raises(FetchFailed) as failed:
        provider(settings, name).search("x")

    assert str(failed.value).endswith(".")
    assert code in (failed.value.code, "status")


@pytest.mark.parametrize("kind", PROVIDERS)
@pytest.mark.parametrize(
    "data",
    [
        {"claims": None, "query": None, "results": None, "web": None},
        {"claims": [3, {"claimReview": [4, {}]}], "query": {"pages": [None, {}]}, "results": ["x", {}],
         "web": {"results": [None, {"url": 5, "profile": "x"}]}},
    ],
)  # fmt: skip
def test_parts_of_another_shape_are_left_out(kind, data):
    assert kind.read(json.dumps(data).encode()) == []


def test_a_private_address_needs_to_be_allowed(web, settings):
    settings.FETCH_ALLOWED_HOSTS = []

    with pytest.raises(FetchRefused):
        provider(settings, "searxng").search("x")


def test_brave_is_asked_no_longer_than_it_takes(web, settings):
    provider(settings, "brave").search("bridge " * 90)

    asked = web.seen[-1]["query"]["q"]
    assert len(asked.split()) == 50
    assert len(asked) <= 400


def conforms(schemas: dict[str, Any], name: str, value: dict[str, Any]) -> list[str]:
    """What of ``value`` the schema ``name`` of a discovery document does not know."""
    known = schemas[name]["properties"]
    wrong = [f"{name}.{key}" for key in value if key not in known]
    for key, part in value.items():
        spec = known.get(key, {})
        inner = spec.get("$ref") or spec.get("items", {}).get("$ref")
        for one in part if isinstance(part, list) else [part]:
            if inner:
                wrong += conforms(schemas, inner, one)
    return wrong


def test_google_is_asked_and_answers_as_its_discovery_document_says(web, settings):
    document = json.loads(DISCOVERY.read_text())
    method = document["resources"]["claims"]["methods"]["search"]
    provider(settings, "google").search("marlow", before=date(2030, 1, 1), limit=3)

    asked = web.seen[-1]
    assert asked["path"] == f"/{method['path']}"
    assert set(asked["query"]) <= set(method["parameters"])
    assert conforms(document["schemas"], method["response"]["$ref"], fakes.GOOGLE) == []
    assert by_name("google").name == "google"


DOCUMENTED = {
    # https://www.mediawiki.org/wiki/API:Search, API:Info, API:Revisions, Extension:TextExtracts
    "wikipedia": {"action", "format", "formatversion", "generator", "gsrsearch", "gsrlimit", "prop",
                  "exintro", "explaintext", "exlimit", "inprop", "rvprop"},
    # https://docs.searxng.org/dev/search_api.html
    "searxng": {"q", "categories", "engines", "language", "pageno", "time_range", "format", "safesearch"},
    # https://api-dashboard.search.brave.com/app/documentation/web-search/query
    "brave": {"q", "country", "search_lang", "ui_lang", "count", "offset", "safesearch", "freshness",
              "text_decorations", "spellcheck", "result_filter", "extra_snippets", "summary", "units"},
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTED)
def test_others_are_asked_in_documented_words_only(web, settings, name):
    provider(settings, name).search("marlow", before=date(2030, 1, 1), limit=300)

    assert set(web.seen[-1]["query"]) <= DOCUMENTED[name]
    sizes = {"wikipedia": "gsrlimit", "brave": "count"}
    assert name not in sizes or int(web.seen[-1]["query"][sizes[name]]) == by_name(name).most == 20
