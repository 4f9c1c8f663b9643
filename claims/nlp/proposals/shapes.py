"""The closed shapes of answers. Unknown fields are refused, so no answer says more than was asked."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Quote = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Purpose(StrEnum):
    STATEMENT = "statement"
    QUESTIONS = "questions"
    SUMMARY = "summary"


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Statement(Shape):
    """The claim worded so that it stands alone, and the words of the material that it rests on."""

    statement: Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=400)]
    quotations: Annotated[list[Quote], Field(max_length=8)]


class Questions(Shape):
    questions: Annotated[list[Words], Field(min_length=1, max_length=8)]


class Point(Shape):
    """One sentence of a summary, with the words that it rests on and the number of their piece."""

    text: Words
    piece: Annotated[int, Field(ge=1)]
    quotation: Quote


class Summary(Shape):
    points: Annotated[list[Point], Field(min_length=1, max_length=8)]


PURPOSES: dict[Purpose, type[Shape]] = {
    Purpose.STATEMENT: Statement,
    Purpose.QUESTIONS: Questions,
    Purpose.SUMMARY: Summary,
}
