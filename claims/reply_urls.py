"""The page of an addressee: it needs no account."""

from django.urls import path

from claims.views import reply

urlpatterns = [path("<str:token>/", reply.reply, name="reply")]
