"""The text engine: pure functions over text, no Django, no network."""
