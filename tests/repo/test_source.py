"""The repository about itself: directions of imports, sizes, and what is never committed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LONGEST = {"tests": 500}  # lines; 400 elsewhere
ADDRESSES = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|pypi\.org/simple|/simple/?\s*$", re.MULTILINE
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
GENERATED = re.compile(r"(^|/)migrations/|\.lock$|^docs/(states|screenshots)")
BINARY = {".png", ".jpg", ".pdf", ".woff2", ".ico", ".gz", ".onnx", ".warc"}


def tracked() -> list[Path]:
    """Files of the repository; without Git (an unpacked archive) whatever lies in its folders."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if found.returncode == 0:
        return [ROOT / name for name in found.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    folders = ("accounts", "claims", "factcheck", "tests", "seeds", "docs")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.*") if path.is_file()]


def texts() -> list[tuple[str, str]]:
    """(path inside the repository, text) of each file that people write."""
    paths = [path for path in tracked() if path.suffix not in BINARY]
    named = [(str(path.relative_to(ROOT)), path) for path in paths]
    return [(name, path.read_text(errors="replace")) for name, path in named]


def test_imports_go_down_only():
    """The contracts of pyproject.toml, as `make check` asks them."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ, check=False)

    assert asked.returncode == 0, asked.stdout[-3000:] + asked.stderr[-2000:]


def test_no_file_is_too_long_to_read():
    lines = {
        name: text.count("\n")
        for name, text in texts()
        if name.endswith((".py", ".html", ".js")) and not GENERATED.search(name)
    }
    long = {name: many for name, many in lines.items() if many > LONGEST.get(name.split("/")[0], 400)}

    assert long == {}


def test_no_file_names_a_package_index():
    named = {
        name: found[0]
        for name, text in texts()
        if not name.startswith("tests/repo/") and (found := ADDRESSES.findall(text))
    }

    assert named == {}


@pytest.mark.parametrize("folder", ["accounts", "claims", "factcheck", "seeds"])
def test_nothing_is_left_to_do_in_the_code(folder):
    left = {
        name: found.group()
        for name, text in texts()
        if name.startswith(f"{folder}/") and (found := UNFINISHED.search(text))
    }

    assert left == {}


def test_no_import_hides_in_a_function():
    """But in `ready()`, which Django calls once the models are there."""
    indented = re.compile(r"^[ \t]+(?:from [\w.]+ import |import \w)", re.MULTILINE)
    hidden = [
        name
        for name, text in texts()
        if name.endswith(".py")
        and name.startswith(("accounts/", "claims/", "factcheck/"))
        and not name.endswith("apps.py")
        and indented.search(text)
    ]

    assert hidden == []


def test_the_newsroom_is_no_package_of_scripts_from_elsewhere():
    """Third-party scripts and styles come from packages, never copied in."""
    copied = [name for name, _ in texts() if re.search(r"\.min\.(js|css)$|/vendor/|node_modules", name)]

    assert copied == []
