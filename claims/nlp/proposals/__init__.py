"""What a language model may be asked for, and what of its answer may be shown. Pure; asks nobody itself.

``ask`` builds the messages, ``read`` turns an answer into a `Proposal` or raises `BadAnswer` with a sentence.
The material (articles, evidence) is data: it travels as one JSON value in a message of its own, and nothing
in it can widen what comes back, since an answer is held to a closed shape, loses every quotation and every
number that the material does not have, and is only ever shown as a suggestion.
"""

from claims.nlp.proposals.answers import BadAnswer, Proposal, read
from claims.nlp.proposals.asking import Material, ask
from claims.nlp.proposals.shapes import PURPOSES, Purpose

__all__ = ["PURPOSES", "BadAnswer", "Material", "Proposal", "Purpose", "ask", "read"]
