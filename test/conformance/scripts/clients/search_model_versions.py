"""Searches versions with filters, orders and pages."""

NAME = "script-search-versions"
FILTERS = [
    f"name = '{NAME}'",
    f"name = '{NAME}' AND run_id = 'run-1'",
    f"name = '{NAME}' AND run_id IN ('run-0', 'run-2')",
    f"name = '{NAME}' AND tags.even = 'yes'",
    f"name = '{NAME}' AND tags.even != 'yes'",
    f"name = '{NAME}' AND version_number >= 3",
    f"name = '{NAME}' AND source_path LIKE '%/model-1'",
    "run_id = 'run-none'",
]
BAD = ["colour = 'x'", "version = '1'", "name", "run_id IN ()", "version_number = 'x'"]


def script(s):
    s.client.create_registered_model(NAME)
    for number in range(5):
        s.client.create_model_version(
            NAME, f"s3://bucket/model-{number % 3}", run_id=f"run-{number % 3}", tags={"even": "yes" if number % 2 else "no"}
        )
    for text in FILTERS:
        found = s.client.search_model_versions(text, order_by=["version_number ASC"])
        s.show(text, [one.version for one in found])
    for text in BAD:
        s.attempt(text, s.client.search_model_versions, text)
    pages, token = [], None
    while token != "":
        page = s.client.search_model_versions(
            f"name = '{NAME}'", max_results=2, order_by=["version_number DESC"], page_token=token
        )
        pages.append([one.version for one in page])
        token = page.token or ""
    s.show("pages", pages)
    s.attempt("too many", s.client.search_model_versions, max_results=200_001)
    s.attempt("bad order", s.client.search_model_versions, order_by=["stage"])
