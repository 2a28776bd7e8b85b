"""Batches at and beyond the limits."""

from mlflow.entities import Metric, Param, RunTag


def script(s):
    experiment = s.experiment()

    def sizes(metrics=0, params=0, tags=0):
        run = s.client.create_run(experiment, run_name="r").info.run_id
        s.client._tracking_client.store.log_batch(
            run,
            metrics=[Metric(f"m{number}", number, 1, 0) for number in range(metrics)],
            params=[Param(f"p{number}", "v") for number in range(params)],
            tags=[RunTag(f"t{number}", "v") for number in range(tags)],
        )
        data = s.client.get_run(run).data
        return [len(data.metrics), len(data.params), len(data.tags)]

    s.attempt("1000 metrics", sizes, metrics=1000)
    s.attempt("1001 metrics", sizes, metrics=1001)
    s.attempt("100 params", sizes, params=100)
    s.attempt("101 params", sizes, params=101)
    s.attempt("100 tags", sizes, tags=100)
    s.attempt("101 tags", sizes, tags=101)
    s.attempt("1000 in all", sizes, metrics=800, params=100, tags=100)
    s.attempt("1001 in all", sizes, metrics=801, params=100, tags=100)
    run = s.client.create_run(experiment, run_name="split").info.run_id
    s.client.log_batch(run, metrics=[Metric(f"m{number}", number, 1, 0) for number in range(1500)])
    s.show("split by the client", len(s.client.get_run(run).data.metrics))
