"""Sentence vectors: a small encoder that runs here, and the check that its files are the right ones."""

from claims.nlp.vectors.encoder import Encoder, as_text, load
from claims.nlp.vectors.files import WEIGHTS, WeightsBroken, check

__all__ = ["WEIGHTS", "Encoder", "WeightsBroken", "as_text", "check", "load"]
