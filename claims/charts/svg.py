"""Elements of SVG. Plain text is escaped here and nowhere else."""

from dataclasses import dataclass
from html import escape

WIDTH = 360


class Svg(str):
    """Markup that is whole already; templates leave it as it is."""

    def __html__(self) -> str:
        return self


def tag(name: str, *inside: str, **attributes: object) -> Svg:
    """An element. ``class_`` is class, ``text_anchor`` text-anchor; a None attribute is left out."""
    named = (
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = "".join(part if isinstance(part, Svg) else escape(part) for part in inside)
    return Svg(f"<{name}{''.join(named)}>{body}</{name}>")


def _plain(value: object) -> str:
    """Numbers with two digits at most: 12.50 as 12.5, 12.0 as 12."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every picture has: a name for its ids, a title, a sentence that says what it shows."""

    key: str
    title: str
    sentence: str
    rtl: bool = False

    def x(self, start: float, width: float = 0) -> float:
        """Where something that begins ``start`` after the side where reading starts has its left edge."""
        return WIDTH - start - width if self.rtl else start

    def drawn(self, height: float, *inside: str) -> Svg:
        return tag(
            "svg",
            tag("title", self.title, id=f"{self.key}-title"),
            tag("desc", self.sentence, id=f"{self.key}-sentence"),
            *inside,
            class_="chart",
            viewBox=f"0 0 {WIDTH} {_plain(float(height))}",
            role="img",
            aria_labelledby=f"{self.key}-title",
            aria_describedby=f"{self.key}-sentence",
        )

    def words(self, text: str, start: float, y: float, anchor: str = "start", class_: str = "") -> Svg:
        """``anchor`` is start, middle or end, as the page's direction has them."""
        return tag("text", text, x=self.x(start), y=float(y), text_anchor=anchor, class_=class_ or None)

    def box(self, start: float, y: float, width: float, height: float, class_: str) -> Svg:
        return tag(
            "rect",
            x=float(self.x(start, width)),
            y=float(y),
            width=float(width),
            height=float(height),
            rx=2,
            class_=class_,
        )


def short(text: str, most: int) -> str:
    """At most ``most`` characters, cut with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
