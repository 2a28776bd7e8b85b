"""Logs tables, adds rows, and loads them from several runs."""

import mlflow
import pandas

from folders import listing


def script(s):
    experiment = mlflow.set_experiment("script-log-table")
    table = {"question": ["one", "zwei 🦆"], "score": [1.5, None], "tags": [["a"], ["b", "c"]]}
    runs = []
    for number in range(2):
        with mlflow.start_run(run_name=f"r{number}") as run:
            mlflow.log_table(table, "table.json")
            mlflow.log_table(pandas.DataFrame({"question": ["three"], "score": [float(number)], "tags": [[]]}), "table.json")
            mlflow.log_table(pandas.DataFrame({"x": [1, 2]}), "other/x.json")
            runs.append(run.info.run_id)
    s.show("listing", [(path, is_dir) for path, is_dir, _ in listing(s.client, runs[0])])
    s.show("tag", mlflow.get_run(runs[0]).data.tags["mlflow.loggedArtifacts"])
    s.show("one run", mlflow.load_table("table.json", run_ids=[runs[0]]))
    both = mlflow.load_table("table.json", run_ids=runs, extra_columns=["run_id"])
    s.show("both", both.sort_values(["run_id", "question"]).drop(columns="run_id").shape)
    s.show("experiment", len(s.client.load_table(experiment.experiment_id, "table.json")))
    s.attempt("missing", mlflow.load_table, "nothing.json", run_ids=runs)
    s.attempt("bad kind", mlflow.log_table, 5, "table.json", run_id=runs[0])
