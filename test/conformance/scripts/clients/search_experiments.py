"""Searches experiments with filters, orders and pages."""

import mlflow
from mlflow.entities import ViewType

OWN = "name LIKE 'script-found-%'"


def script(s):
    for name, team in [("b", "blue"), ("a", "red"), ("c", "blue"), ("D", "Blue")]:
        s.client.create_experiment(f"script-found-{name}", tags={"team": team})
    gone = s.client.create_experiment("script-found-gone")
    s.client.delete_experiment(gone)

    def names(**kwargs):
        found = mlflow.search_experiments(**{"filter_string": OWN, "order_by": ["name"], **kwargs})
        return [experiment.name for experiment in found]

    s.show("all", names())
    s.show("newest first", names(order_by=None))
    s.show("backwards", names(order_by=["name DESC"]))
    s.show("blue", names(filter_string=f"{OWN} AND tags.team = 'blue'"))
    s.show("any blue", names(filter_string=f"{OWN} AND tags.team ILIKE 'blue'"))
    s.show("not blue", names(filter_string=f"{OWN} AND tags.team != 'blue'"))
    s.show("deleted", names(view_type=ViewType.DELETED_ONLY))
    s.show("deleted too", names(view_type=ViewType.ALL))
    s.show("first two", names(max_results=2))
    page = s.client.search_experiments(filter_string=OWN, order_by=["name"], max_results=3)
    s.show("page", [experiment.name for experiment in page])
    rest = s.client.search_experiments(filter_string=OWN, order_by=["name"], max_results=3, page_token=page.token)
    s.show("rest", [experiment.name for experiment in rest])
    s.attempt("bad filter", names, filter_string="colour = 'x'")
    s.attempt("bad order", names, order_by=["colour"])
