"""Pages through a history, as the store behind the client does."""

from mlflow.entities import Metric


def script(s):
    run = s.client.create_run(s.experiment(), run_name="r").info.run_id
    s.client.log_batch(run, metrics=[Metric("m", step, 100 - step, step) for step in range(7)])
    store = s.client._tracking_client.store
    page = store.get_metric_history(run, "m", max_results=3)
    s.show("first", page)
    page = store.get_metric_history(run, "m", max_results=3, page_token=page.token)
    s.show("second", page)
    s.show("third", store.get_metric_history(run, "m", max_results=3, page_token=page.token))
    s.attempt("bad token", store.get_metric_history, run, "m", max_results=3, page_token="zzz")
    sampled = store.get_metric_history_bulk_interval_from_steps(run, "m", [0, 3, 6], 10)
    s.show("steps", [{"run_id": point.run_id, "step": point.step, "value": point.value} for point in sampled])
