"""Shapes of the API: `given` is what comes in, `shown` what goes out."""
