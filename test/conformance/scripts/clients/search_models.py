"""Searches registered models with filters, orders and pages."""

NAMES = ["alpha", "Beta", "gamma", "delta", "größe"]
OWN = "name LIKE 'script-search-models-%'"
FILTERS = [
    "name = 'script-search-models-alpha'",
    "name ILIKE 'SCRIPT-search-models-b%'",
    f"{OWN} AND tags.team = 'blue'",
    f"{OWN} AND tags.team != 'blue'",
    f"{OWN} AND tags.`a b` LIKE 'x%'",
    f"{OWN} AND tags.team ILIKE 'BLUE'",
    "name IN ('script-search-models-alpha', 'script-search-models-gamma')",
    f"{OWN} AND name NOT IN ('script-search-models-alpha')",
    f"{OWN} AND tags.none = 'x'",
]
BAD = ["colour = 'x'", "name > 'a'", "name", "name = x", "tags.team = 5", "run_id = 'x'"]


def script(s):
    for at, name in enumerate(NAMES):
        tags = {"team": "blue" if at % 2 else "red", "a b": f"x{at}"}
        s.client.create_registered_model(f"script-search-models-{name}", tags=tags)
        if at < 2:
            s.client.create_model_version(f"script-search-models-{name}", "s3://bucket/model")
    for text in FILTERS:
        s.show(text, [one.name for one in s.client.search_registered_models(text)])
    for text in BAD:
        s.attempt(text, s.client.search_registered_models, text)
    for order in [["name"], ["name DESC"]]:
        pages, token = [], None
        while token != "":
            page = s.client.search_registered_models(OWN, max_results=2, order_by=order, page_token=token)
            pages.append([one.name for one in page])
            token = page.token or ""
        s.show(str(order), pages)
    s.show("versions", [[one.name, len(one.latest_versions)] for one in s.client.search_registered_models(OWN)])
    s.attempt("too many", s.client.search_registered_models, max_results=1001)
    s.attempt("bad token", s.client.search_registered_models, page_token="zzz")
    s.attempt("bad order", s.client.search_registered_models, order_by=["colour"])
