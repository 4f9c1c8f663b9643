"""Catalogues of translations, read out of the sources and compiled with Babel: no gettext tools needed.

The .po files in `locale/` are what translators edit; the .mo files beside them are what Django reads.
Both are committed, and a test holds them against the sources.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
FOLDERS = ("accounts", "claims", "factcheck")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# How each language counts. Arabic has forms for none, one, two, a few, many, and hundreds.
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5;",
}
SAID = {"said": (1,)}  # what machines write down: `claims.retold` looks for it under a context of its own
SAID_CONTEXT = "said"
THEN = datetime(2026, 1, 1, tzinfo=UTC)  # always the same, or no two compilations would be alike
HEAD = """msgid ""
msgstr ""
"Project-Id-Version: Factcheck\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def marked() -> Catalog:
    """Every marked string of the sources, with the files that it stands in."""
    found = Catalog()
    for path in _sources():
        text = path.read_text()
        name = str(path.relative_to(ROOT))
        if path.suffix == ".html":
            text = "\n".join(map(str.strip, templatize(text, origin=name).split("\n")))  # no indents
        options = {"encoding": "utf-8"}
        for keywords, of in ((KEYWORDS, None), (SAID, SAID_CONTEXT)):
            for _line, message, _comments, context in extract(
                "python", BytesIO(text.encode()), keywords, (), options
            ):
                found.add(message, locations=[(name, 0)], context=context or of, flags=_flags(message))
    return found


def _sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html"} and "migrations" not in path.parts:
                yield path


def _flags(message: str | tuple[str, ...]) -> tuple[str, ...]:
    words = message if isinstance(message, str) else " ".join(message)
    return ("python-format",) if re.search(r"%\(\w+\)s", words) else ()


def kept(language: str) -> Catalog:
    """What has been translated so far."""
    path = po(language)
    text = path.read_text() if path.exists() else HEAD.format(language=language, plurals=PLURALS[language])
    return read_po(StringIO(text), locale=language)


def update(language: str) -> list[Message]:
    """Write both files anew; what has no translation is left empty and returned."""
    catalogue = kept(language)
    catalogue.update(marked(), no_fuzzy_matching=True)
    path = po(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(language, catalogue))
    path.with_suffix(".mo").write_bytes(compiled(language))
    return missing(language)


def _written(language: str, catalogue: Catalog) -> bytes:
    """Ours is the head: Babel's has the minute in it, and no two runs would be alike."""
    body = BytesIO()
    for message in list(catalogue):
        message.locations = sorted({(name, 0) for name, _ in message.locations})
    write_po(
        body,
        catalogue,
        width=110,
        ignore_obsolete=True,
        include_lineno=False,
        omit_header=True,
        sort_output=True,
    )
    return HEAD.format(language=language, plurals=PLURALS[language]).encode() + body.getvalue().lstrip()


def compiled(language: str) -> bytes:
    """The .mo file of the .po file that is there."""
    out, catalogue = BytesIO(), read_po(StringIO(po(language).read_text()), locale=language)
    catalogue.creation_date = catalogue.revision_date = THEN
    write_mo(out, catalogue)
    return out.getvalue()


def missing(language: str) -> list[Message]:
    """Marked strings without a translation, or with a plural form left out."""
    have = kept(language)
    return [one for one in marked() if one.id and not _whole(have.get(one.id, one.context))]


def _whole(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)
