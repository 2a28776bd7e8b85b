"""Everything in one batch."""

from mlflow.entities import Metric, Param, RunTag


def script(s):
    run = s.client.create_run(s.experiment(), run_name="r").info.run_id
    s.client.log_batch(
        run,
        metrics=[Metric("loss", 0.5, 10, 0), Metric("loss", 0.4, 20, 1), Metric("acc", 0.9, 10, 0)],
        params=[Param("lr", "0.1"), Param("model", "svm")],
        tags=[RunTag("team", "blue"), RunTag("team", "red")],
    )
    s.client.log_batch(run)
    s.client.log_batch(run, metrics=[Metric("loss", 0.5, 10, 0)])
    s.show("run", s.client.get_run(run))
    s.show("history", s.client.get_metric_history(run, "loss"))
    s.attempt("changed param", s.client.log_batch, run, params=[Param("lr", "0.2")])
    s.attempt("twice the same", s.client.log_batch, run, params=[Param("x", "1"), Param("x", "1")])
    s.attempt("unknown run", s.client.log_batch, "0" * 32, metrics=[Metric("m", 1, 1, 1)])
    s.attempt("bad run", s.client.log_batch, "no run", metrics=[Metric("m", 1, 1, 1)])
