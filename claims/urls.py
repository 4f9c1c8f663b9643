"""Addresses of the newsroom's pages."""

from django.urls import URLPattern, path

from claims.views import articles, claims, intake, jobs, moves, queue

urlpatterns: list[URLPattern] = [
    path("", queue.queue, name="queue"),
    path("bulk/", queue.bulk, name="bulk"),
    path("take-next/", queue.take_next, name="take_next"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/peek/", claims.peek, name="claim_peek"),
    path("claims/<int:pk>/runs/", claims.runs, name="claim_runs"),
    path("claims/<int:pk>/edit/", claims.edit, name="claim_edit"),
    path("claims/<int:pk>/<slug:action>/", moves.move, name="claim_move"),
    path("articles/", articles.articles, name="articles"),
    path("articles/add/", intake.add, name="add_article"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/progress/", articles.progress, name="article_progress"),
    path("articles/<int:pk>/claims/", articles.add_claim, name="add_claim"),
    path("intakes/<int:pk>/", intake.intake, name="intake"),
    path("intakes/<int:pk>/progress/", intake.progress, name="intake_progress"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/retry/", jobs.retry, name="job_retry"),
    path("jobs/<int:pk>/cancel/", jobs.cancel, name="job_cancel"),
]
