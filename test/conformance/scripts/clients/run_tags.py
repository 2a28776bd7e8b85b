"""Sets and deletes tags of a run."""

import mlflow


def script(s):
    mlflow.set_experiment("script-run-tags")
    with mlflow.start_run(run_name="r") as run:
        mlflow.set_tag("one", "1")
        mlflow.set_tag("one", "2")
        mlflow.set_tags({"number": 5, "float": 0.5, "none": None, "list": [1, 2]})
        mlflow.delete_tag("float")
        s.attempt("absent", mlflow.delete_tag, "float")
        s.attempt("bad key", mlflow.set_tag, "a=b", "x")
        s.attempt("long key", mlflow.set_tag, "k" * 251, "x")
        mlflow.set_tag("long", "x" * 9000)
    tags = mlflow.get_run(run.info.run_id).data.tags
    s.show("length", len(tags.pop("long")))
    s.show("tags", tags)
