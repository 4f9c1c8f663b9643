"""Web archives: other people's tools read ours, and find in them what came over the wire."""

import gzip
import hashlib
import json
import subprocess
import sys
import zipfile
from argparse import Namespace
from pathlib import Path

import pytest
from surt import surt as reference
from warcio.checker import Checker

from claims.integrations.http import Fetcher, FetchPolicy
from claims.integrations.wacz import Part, surt, write_wacz
from claims.integrations.warc import records, warc_of, warc_of_file
from tests.archives import AT, exchange
from tests.fakes.pdf import pdf
from tests.fakes.site import ARTICLE, site

PATHS = ["/once", "/gzip", "/article?b=2&a=1", "/wrong-charset"]


@pytest.fixture(scope="module")
def pages():
    """What the fake site sent for each of PATHS."""
    with site() as base:
        fetcher = Fetcher(FetchPolicy(allowed_hosts=frozenset([base.removeprefix("http://")])))
        return [fetcher.get(base + path) for path in PATHS]


def written(page):
    return warc_of(page.exchanges, about={"title": "Rain\r\nInjected: yes", "empty": ""}, contact="x")


def kinds(warc):
    return [record.rec_type for record in records(warc.body)]


def sound(path: Path) -> bool:
    """Whether `warcio check` finds every digest of the file right."""
    checker = Checker(Namespace(inputs=[str(path)], verbose=False))
    checker.process_all()
    return checker.exit_value == 0


def test_request_answer_and_what_we_made_of_it_are_kept(pages):
    warc = written(pages[0])

    assert kinds(warc) == ["warcinfo", "response", "request", "response", "request", "metadata"]
    assert warc.status == 200
    assert warc.sha256 == hashlib.sha256(warc.body).hexdigest()
    assert warc.payload_sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()


def test_answer_has_its_headers_and_comes_from_where_it_came(pages):
    answer = [record for record in records(written(pages[0]).body) if record.rec_type == "response"][1]

    assert answer.http_headers.get_header("Content-Type") == "text/html; charset=utf-8"
    assert answer.rec_headers.get_header("WARC-IP-Address") == "127.0.0.1"
    assert answer.rec_headers.get_header("WARC-Target-URI") == pages[0].url_final


def test_request_is_the_one_that_was_sent(pages):
    request = next(record for record in records(written(pages[2]).body) if record.rec_type == "request")
    lines = request.http_headers.to_str().splitlines()

    assert lines[0] == "GET /article?b=2&a=1 HTTP/1.1"
    assert [line for line in lines if line.startswith("User-Agent: factcheck-newsroom/")]
    assert f"Host: {pages[2].url.split('/')[2]}" in lines


def test_packed_body_is_kept_packed(pages):
    page = pages[1]

    answer = next(record for record in records(written(page).body) if record.rec_type == "response")

    assert gzip.decompress(page.exchanges[-1].body) == page.body == ARTICLE.encode()
    assert answer.content_stream().read() == page.body


def test_metadata_cannot_be_given_lines_of_its_own(pages):
    told = next(record for record in records(written(pages[0]).body) if record.rec_type == "metadata")

    assert told.content_stream().read() == b"title: Rain Injected: yes\r\n"


def test_unframed_body_promises_no_frame():
    chunked = exchange("https://a.example/", b"body", headers=(("Transfer-Encoding", "chunked"),))

    warc = warc_of([chunked], about={}, contact="x")
    answer = next(record for record in records(warc.body) if record.rec_type == "response")

    assert answer.http_headers.get_header("Transfer-Encoding") is None
    assert answer.http_headers.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"
    assert answer.content_stream().read() == b"body"


def test_every_digest_is_right_to_the_reference_tool(pages, tmp_path):
    made = [written(page) for page in pages]
    of_file = {"address": "https://x.example/a.pdf", "media_type": "application/pdf", "at": AT}
    made.append(warc_of_file(pdf(["Hello"]), **of_file, about={"title": "T"}, contact="x"))
    file = tmp_path / "all.warc.gz"

    file.write_bytes(b"".join(warc.body for warc in made))
    assert sound(file)
    file.write_bytes(
        gzip.compress(gzip.decompress(made[0].body).replace(b"about 1,200 people", b"about 1,300 people"))
    )
    assert not sound(file)


def tool(name: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """A public tool, as anybody runs it."""
    program = Path(sys.executable).with_name(name)
    return subprocess.run([program, *words], capture_output=True, text=True, check=False, timeout=90)


@pytest.fixture
def collection(pages, tmp_path):
    parts = [Part(written(page).body, f"Page {n}", "Words of it, ü") for n, page in enumerate(pages)]
    path = tmp_path / "claim.wacz"
    with path.open("wb") as out:
        count = write_wacz(out, [*parts, parts[0]], title="Claim 1", description="Evidence", at=AT)
    assert count == len(pages)
    return path


def test_public_validator_accepts_the_collection_and_notices_a_change(collection, tmp_path):
    assert tool("wacz", "validate", "-f", str(collection)).returncode == 0
    broken = tmp_path / "broken.wacz"
    with zipfile.ZipFile(collection) as old, zipfile.ZipFile(broken, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(info, body + b"{}\n" if info.filename.endswith(".jsonl") else body)

    assert tool("wacz", "validate", "-f", str(broken)).returncode == 1


def test_collection_is_laid_out_as_the_format_says(collection):
    with zipfile.ZipFile(collection) as file:
        how = {info.filename: info.compress_type for info in file.infolist()}
        package = json.loads(file.read("datapackage.json"))
        lines = [json.loads(line) for line in file.read("pages/pages.jsonl").decode().splitlines()]

    assert how["archive/data.warc.gz"] == how["indexes/index.cdx.gz"] == zipfile.ZIP_STORED
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    assert package["mainPageUrl"] == lines[1]["url"]
    assert lines[0]["format"] == "json-pages-1.0"
    assert [line["title"] for line in lines[1:]] == ["Page 0", "Page 1", "Page 2", "Page 3"]


def test_index_leads_to_the_records_as_the_reference_indexer_has_it(collection, tmp_path):
    with zipfile.ZipFile(collection) as file:
        ours = gzip.decompress(file.read("indexes/index.cdx.gz")).decode().splitlines()
        archive = file.read("archive/data.warc.gz")
    path = tmp_path / "data.warc.gz"
    path.write_bytes(archive)
    reference_lines = tool("cdxj-indexer", "--sort", str(path)).stdout.splitlines()

    def entries(lines):
        split = [line.split(" ", 2) for line in lines]
        keys = ("url", "status", "digest", "length", "offset", "filename")
        found = [(key, time, json.loads(data)) for key, time, data in split]
        return sorted((key, time, *(data.get(name) for name in keys)) for key, time, data in found)

    assert entries(ours) == entries(reference_lines)
    assert ours == sorted(ours)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://www.example.org/",
        "http://example.org:80/A/B/",
        "https://example.org:8443/x?b=2&a=1",
        "https://example.org/x%20y?Q=%C3%BC",
        "https://xn--mnchen-3ya.example/a#part",
        "http://10.1.2.3/x",
    ],
)
def test_key_of_the_index_is_the_one_that_players_look_for(url):
    assert surt(url) == reference(url)
