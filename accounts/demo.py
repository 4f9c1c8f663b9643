"""The demo people: they exist only where FACTCHECK_MODE is demo, and production refuses them."""

from accounts.roles import Role

DEMO_PASSWORD = "newsroom-on-a-laptop"  # noqa: S105 - printed at start, refused in production
DEMO_PEOPLE: tuple[tuple[str, str, Role | None], ...] = (
    ("Rita Okafor", "rita@example.org", Role.RESEARCHER),
    ("Edda Lindqvist", "edda@example.org", Role.EDITOR),
    ("Paul Marchetti", "paul@example.org", Role.PUBLISHER),
    ("Olaf Brandt", "olaf@example.org", Role.OPERATOR),
)
