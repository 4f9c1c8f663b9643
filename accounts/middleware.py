"""The interface in each person's own language and time."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts.own import zone_called


class OwnLanguageAndTime:
    """After `LocaleMiddleware`, which goes by what the browser asks for, and after sign-in: what the
    person has chosen wins. Whoever has chosen nothing keeps the browser's language, the house's time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = user.language if user.is_authenticated else ""
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        zone = user.time_zone if user.is_authenticated else ""
        # Of this request alone: the next one in this thread is somebody else's.
        with timezone.override(zone_called(zone)):
            return self.get_response(request)
