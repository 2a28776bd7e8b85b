"""Four runs that several scripts search."""

import math

RUNS = [("a", 100, 0.5, "0.1"), ("b", 200, 0.25, "0.01"), ("c", 300, math.nan, "0.1"), ("d", 400, None, None)]


def four_runs(s):
    """Makes them in an experiment of their own and gives its id: two have ended, one has no metric."""
    experiment = s.experiment()
    for name, start, loss, lr in RUNS:
        tags = {"team": "blue" if start < 250 else "red"}
        run = s.client.create_run(experiment, run_name=name, start_time=start, tags=tags).info.run_id
        if loss is not None:
            s.client.log_metric(run, "loss", loss, 1, 1)
            s.client.log_param(run, "lr", lr)
        if start < 300:
            s.client.set_terminated(run, "FINISHED", end_time=start + 50)
    return experiment
