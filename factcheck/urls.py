"""Addresses of the whole server."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class Icon(RedirectView):
    """What a browser asks for by itself where a page names no icon: the admin's lists, a file."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        """The drawn icon; its name carries a digest, so it is looked up when asked."""
        return static("claims/img/favicon.svg")


urlpatterns = [
    path("favicon.ico", login_not_required(Icon.as_view())),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("reply/", include("claims.reply_urls")),
    path("", include("claims.public_urls")),
    path("", include("claims.api.urls")),
    path("", include("claims.api.google.urls")),
    path("", include("claims.urls")),
]

handler400 = "claims.views.errors.bad_request"
