"""Our own styles and scripts reach the browser without comments, however they are served."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finder

from factcheck.assets import ShortFinder, is_ours

SHEET = "claims/css/parts.css"
OURS = sorted(path for path in Path(settings.BASE_DIR).glob("*/static/**/*") if is_ours(path))


def test_sheet_is_found_without_its_comments():
    found = Path(finders.find(SHEET)).read_text()

    assert "/*" not in found
    assert ".visually-hidden{position:absolute;" in found


def test_what_a_package_ships_is_served_as_it_is():
    found = Path(finders.find("django_htmx/htmx-2.min.js"))

    assert "site-packages" in found.parts


def test_what_is_collected_is_what_is_found():
    storage = get_finder("factcheck.assets.ShortFinder").storages["claims"]

    with storage.open(SHEET) as collected:
        assert collected.read() == Path(finders.find(SHEET)).read_bytes()


def test_changed_source_is_found_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("factcheck.assets.OURS", tmp_path)
    sheet = tmp_path / "a.css"
    found = []
    for words in ("a { color: red }", "a { color: blue }"):
        sheet.write_text(words)
        finder = ShortFinder()
        finder.storages["claims"].base_location = tmp_path
        vars(finder.storages["claims"]).pop("location", None)
        finder.storages["claims"].__dict__["location"] = str(tmp_path)
        found.append(Path(finder.find_in_app("claims", "a.css")).read_text())

    assert found == ["a{color:red}", "a{color:blue}"]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_nothing_is_longer_than_its_source(path):
    found = finders.find(str(path.relative_to(path.parents[[p.name for p in path.parents].index("static")])))

    assert 0 < Path(found).stat().st_size < path.stat().st_size
