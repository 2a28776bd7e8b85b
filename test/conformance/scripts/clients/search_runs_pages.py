"""Searches runs page by page, in orders."""

from story import four_runs

ORDERS = [
    ["metrics.loss ASC"],
    ["metrics.loss DESC"],
    ["params.lr", "start_time"],
    ["tags.team DESC", "attributes.start_time ASC"],
    ["attributes.end_time"],
    ["attributes.run_name DESC"],
    None,
]


def script(s):
    experiment = four_runs(s)
    for order in ORDERS:
        pages = []
        token = None
        while True:
            page = s.client.search_runs([experiment], order_by=order, max_results=3, page_token=token)
            pages.append([run.info.run_name for run in page])
            token = page.token
            if not token:
                break
        s.show(str(order), pages)
    s.attempt("bad order", s.client.search_runs, [experiment], order_by=["colour"])
    s.attempt("bad token", s.client.search_runs, [experiment], page_token="zzz")
    s.attempt("too many", s.client.search_runs, [experiment], max_results=50_001)
    s.attempt("none", s.client.search_runs, [experiment], max_results=0)
