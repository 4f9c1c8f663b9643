"""Browsers ask for an icon wherever a page names none."""


def test_favicon_leads_to_the_drawn_one(client):
    answer = client.get("/favicon.ico")

    assert answer.status_code == 302
    assert answer["Location"].endswith("claims/img/favicon.svg")
