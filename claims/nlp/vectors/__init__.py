"""Sentence vectors: a small encoder that runs here, and the check that its files are the right ones."""

from claims.nlp.vectors.encoder import Encoder, load
from claims.nlp.vectors.files import WEIGHTS, WeightsBroken, check

__all__ = ["WEIGHTS", "Encoder", "WeightsBroken", "check", "load"]
