"""Addresses that anybody may ask for. They are permanent: a withdrawn check answers at its own for ever."""

from django.urls import URLPattern, path, re_path

from claims.views.public import check, feeds, lists, machine, report

MANY = r"(?P<many>topics|speakers|outlets|ratings)"
FEEDS = r"(?P<many>topics|ratings)/(?P<slug>[^/]+)"

urlpatterns: list[URLPattern] = [
    path("checks/", lists.index, name="checks"),
    path("checks/search/", lists.search, name="checks_search"),
    path("checks/corrections/", lists.corrections, name="checks_corrections"),
    path("checks/<uuid:public_id>/", check.check, name="check"),
    path("checks/<uuid:public_id>/receipt.json", check.receipt, name="receipt"),
    path("checks/<uuid:public_id>/frozen.json", check.frozen, name="frozen"),
    path("checks/<uuid:public_id>/copies/<str:sha256>.txt", check.copy, name="check_copy"),
    path("checks/<uuid:public_id>/card/", check.card, name="check_card"),
    path("checks/<uuid:public_id>/report/", report.report, name="check_report"),
    re_path(rf"^checks/{MANY}/$", lists.directory, name="checks_directory"),
    re_path(rf"^checks/{MANY}/(?P<slug>[^/]+)/$", lists.under, name="checks_under"),
    path("about/<slug:slug>/", lists.house, name="public_page"),
    path("feeds/claimreview.json", feeds.claimreview, name="feed_claimreview"),
    path("feeds/checks.atom", feeds.atom, name="feed_checks"),
    path("feeds/corrections.atom", feeds.corrections, name="feed_corrections"),
    re_path(rf"^feeds/{FEEDS}\.json$", feeds.claimreview, name="feed_claimreview_under"),
    re_path(rf"^feeds/{FEEDS}\.atom$", feeds.atom, name="feed_checks_under"),
    path("oembed", machine.oembed, name="oembed"),
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("sitemap-house.xml", machine.sitemap_of_house, name="sitemap_house"),
    path("sitemap-<int:start>.xml", machine.sitemap_part, name="sitemap_part"),
]
