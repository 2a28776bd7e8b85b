"""Logs a model at several steps of one run, as a training with checkpoints does."""

import mlflow

from training import log_classifier


def script(s):
    mlflow.set_experiment("script-logged-model-steps")
    with mlflow.start_run(run_name="r") as run:
        mlflow.log_params({"rate": 0.1, "epochs": 3})
        models = []
        for step in range(3):
            info = log_classifier(name="checkpoint", step=step)
            mlflow.log_metric("loss", 1 / (step + 1), step=step, model_id=info.model_id)
            models.append(info.model_id)
    found = mlflow.get_run(run.info.run_id)
    s.show("outputs", sorted([models.index(one.model_id), one.step] for one in found.outputs.model_outputs))
    for at, model_id in enumerate(models):
        model = mlflow.get_logged_model(model_id)
        s.show(f"model {at}", [model.name, model.params, [[one.key, one.value, one.step] for one in model.metrics]])
    best = mlflow.search_logged_models(
        [found.info.experiment_id], order_by=[{"field_name": "metrics.loss"}], max_results=1, output_format="list"
    )
    s.show("best", models.index(best[0].model_id))
    s.show("status", [str(one.status) for one in mlflow.search_logged_models([found.info.experiment_id], output_format="list")])
    last = mlflow.last_logged_model()
    s.show("last", last.model_id == models[-1])
    s.show("loads the last of its name", mlflow.sklearn.load_model(f"runs:/{run.info.run_id}/checkpoint").C)
