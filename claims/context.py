"""What every page shows."""

from django.conf import settings
from django.http import HttpRequest


def newsroom(request: HttpRequest) -> dict[str, str | bool]:
    return {
        "newsroom_name": settings.NEWSROOM_NAME,
        "license": settings.PUBLIC_LICENSE,
        "copies": settings.PUBLIC_COPIES,
    }
