"""The trained reader of English news: who said what in a paragraph, and what of it is worth checking.

Weights are in ``claims/nlp/weights/reader/`` with their digests; how they came about is in ``training/``.
"""
