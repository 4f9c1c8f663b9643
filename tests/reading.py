"""What a person reads of a page: its text and the attributes that are shown or spoken."""

from html.parser import HTMLParser

UNREAD = {"script", "style", "pre", "code", "svg", "template"}
SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-words", "data-confirm")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
BUTTONS = {"submit", "button", "reset"}


class Reader(HTMLParser):
    """``heard`` are the words in the page's own language: not code, not what bears a language of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = tag != "html" and ("lang" in given or given.get("translate") == "no")
        deaf = tag in UNREAD or foreign or self._is_deaf
        if tag not in VOID:
            self._open.append((tag, deaf))
        if not deaf:
            spoken = [given.get(name) for name in SPOKEN]
            spoken += [given.get("value")] if tag == "input" and given.get("type") in BUTTONS else []
            self.heard += [words for words in spoken if words]

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._is_deaf and (words := " ".join(data.split())):
            self.heard.append(words)

    @property
    def _is_deaf(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def heard(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.heard
