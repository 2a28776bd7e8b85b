"""Logs texts and reads them back."""

import mlflow

from folders import listing


def script(s):
    mlflow.set_experiment("script-log-text")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_text("line 1\nline 2\n", "a.txt")
        mlflow.log_text("größe 🦆", "b/größe 🦆.txt")
        mlflow.log_text("<p>x</p>", "page.html")
        mlflow.log_text("", "empty.txt")
        mlflow.log_text("again", "a.txt")
        uri = run.info.artifact_uri
    s.show("listing", listing(s.client, run.info.run_id))
    for name in ["a.txt", "b/größe 🦆.txt", "page.html", "empty.txt"]:
        s.show(name, mlflow.artifacts.load_text(f"{uri}/{name}"))
    s.attempt("missing", mlflow.artifacts.load_text, f"{uri}/nothing.txt")
