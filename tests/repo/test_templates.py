"""What every template keeps to, so that a page reads from either side."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
META = re.compile(r'<p class="[^"]*\bmeta\b[^>]*>.*?</p>', re.DOTALL)
TURNED = re.compile(r'<(?:span|a|time)\b[^<>]* dir="auto"')


def test_what_stands_in_a_row_of_facts_leaves_the_direction_of_the_row_alone():
    """The dot behind a fact stands inside it: turned with the name, it would be on the wrong side. <bdi>!"""
    found = [
        f"{path.relative_to(ROOT)}: {turned[0]}"
        for folder in ("claims", "factcheck")
        for path in sorted((ROOT / folder).rglob("*.html"))
        for row in META.finditer(path.read_text())
        for turned in TURNED.finditer(row[0])
    ]

    assert found == []
