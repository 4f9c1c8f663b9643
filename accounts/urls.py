"""Addresses of people's own pages that allauth does not have."""

from django.urls import URLPattern, path

from accounts import token_views, views

urlpatterns: list[URLPattern] = [
    path("language/", views.language, name="language"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/deactivate/", views.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", views.reactivate, name="reactivate"),
    path("invitations/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", token_views.revoke, name="token_revoke"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
