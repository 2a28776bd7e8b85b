"""Searches logged models with filters, data sets, orders and pages."""

import mlflow

FILTERS = [
    "name = 'tree'",
    "name LIKE 't%'",
    "name IN ('tree', 'net')",
    "params.depth = '3'",
    "params.depth != '3'",
    "tags.team = 'blue'",
    "metrics.acc > 0.6",
    "metrics.acc >= 0.9 AND params.depth = '3'",
    "model_type = 'deep'",
    "metrics.none > 0",
    "creation_timestamp > 0",
]
BAD = ["name > 'a'", "name", "params.depth > 3"]
MODELS = [("tree", "3", 0.9), ("forest", "3", 0.7), ("net", "9", 0.5), ("mlp", None, None)]


def script(s):
    experiment = mlflow.set_experiment("script-search-logged-models").experiment_id
    with mlflow.start_run(run_name="r"):
        for name, depth, acc in MODELS:
            model = mlflow.create_external_model(
                name=name,
                params={} if depth is None else {"depth": depth},
                tags={"team": "blue" if name < "n" else "red"},
                model_type="deep" if name in ["net", "mlp"] else None,
            )
            if acc is not None:
                mlflow.log_metric("acc", acc, model_id=model.model_id)
    by_name = [{"field_name": "name"}]
    for text in FILTERS:
        found = mlflow.search_logged_models([experiment], filter_string=text, order_by=by_name, output_format="list")
        s.show(text, [one.name for one in found])
    for text in BAD:
        s.attempt(text, mlflow.search_logged_models, [experiment], filter_string=text)
    for order in [
        [{"field_name": "metrics.acc", "ascending": False}, {"field_name": "name"}],
        [{"field_name": "metrics.acc"}, {"field_name": "name"}],
        [{"field_name": "name", "ascending": False}],
        [{"field_name": "creation_timestamp", "ascending": True}, {"field_name": "name"}],
    ]:
        found = mlflow.search_logged_models([experiment], order_by=order, output_format="list")
        s.show(str(order), [one.name for one in found])
    page = s.client.search_logged_models([experiment], order_by=by_name, max_results=3)
    rest = s.client.search_logged_models([experiment], order_by=by_name, max_results=3, page_token=page.token)
    s.show("pages", [[one.name for one in part] for part in [page, rest]])
    frame = mlflow.search_logged_models([experiment], order_by=by_name)
    s.show("frame", [sorted(frame.columns), frame["name"].tolist()])
    s.show("most", [one.name for one in mlflow.search_logged_models([experiment], max_results=1, order_by=by_name, output_format="list")])
    s.attempt("bad order", mlflow.search_logged_models, [experiment], order_by=[{"field_name": "colour"}])
    s.attempt("no experiment", mlflow.search_logged_models, ["987654321"], output_format="list")
