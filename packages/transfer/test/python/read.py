"""Prints everything that the official client sees of a tracking server as JSON: read.py <server> <sql or folder>.

With `folder` it leaves out in what MLflow's own servers differ: one on a folder gives points in the order in which they
were logged, equal ones more than once, -0 as such, the step 0 for points with a dataset (those of the metric `val`), and
of a metric of a logged model the last point only.
"""

import json
import math
import sys

from mlflow.entities import ViewType
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient


FOLDER = sys.argv[2] == "folder"


def main(uri, _kind):
    client = MlflowClient(uri)
    experiments = pages(lambda token: client.search_experiments(ViewType.ALL, max_results=3, page_token=token))
    found = {
        "experiments": by(experiments, "experiment_id", experiment),
        "by name": {e.name: client.get_experiment_by_name(e.name).experiment_id for e in experiments},
        "runs": {},
        "logged models": {},
    }
    for e in experiments:
        ids = [e.experiment_id]
        runs = pages(lambda token: client.search_runs(ids, "", ViewType.ALL, 4, ["start_time", "run_name"], token))
        for r in runs:
            found["runs"][r.info.run_id] = {"found": run(r), "read": run(client.get_run(r.info.run_id), whole=True)}
            found["runs"][r.info.run_id]["metrics"] = {
                key: history([point(p) for p in client.get_metric_history(r.info.run_id, key)])
                for key in sorted(r.data.metrics)
            }
        models = pages(lambda token: client.search_logged_models(ids, page_token=token))
        for m in models:
            read = client.get_logged_model(m.model_id)
            found["logged models"][m.model_id] = {"found": logged_model(m), "read": logged_model(read)}
    found["searches"] = searches(client, [e.experiment_id for e in experiments])
    found["registered models"] = registry(client)
    print(json.dumps(found, ensure_ascii=True, sort_keys=True, default=plain))


def pages(page):
    found, token = [], None
    while True:
        batch = page(token)
        found += batch
        token = batch.token
        if not token:
            return found


def by(items, name, read):
    return {getattr(item, name): read(item) for item in items}


def experiment(e):
    return [e.name, e.artifact_location, e.lifecycle_stage, e.creation_time, e.last_update_time, e.tags]


def run(r, whole=False):
    info = r.info
    inputs = sorted(
        [i.dataset.name, i.dataset.digest, i.dataset.source_type, i.dataset.source, i.dataset.schema, i.dataset.profile,
         sorted([t.key, t.value] for t in i.tags)]
        for i in r.inputs.dataset_inputs
    )
    outputs = sorted([o.model_id, o.step] for o in (r.outputs.model_outputs if r.outputs else []))
    return {
        "info": [info.experiment_id, info.run_name, info.user_id, info.status, info.start_time, info.end_time,
                 info.artifact_uri, info.lifecycle_stage],
        "params": r.data.params,
        "tags": r.data.tags,
        "metrics": {m.key: point(m) for m in r.data._metric_objs},
        "inputs": inputs,
        "outputs": outputs,
        "models": sorted(i.model_id for i in r.inputs.model_inputs) if whole else None,
    }


def point(p):
    # As text: they can be larger than what every reader of JSON holds.
    return [str(p.timestamp), "" if FOLDER and p.key == "val" else str(p.step), number(p.value)]


def history(points):
    return sorted(map(list, set(map(tuple, points)))) if FOLDER else points


def number(value):
    # A folder's server answers Infinity where a database's answers the largest number.
    if math.isinf(value):
        value = math.copysign(sys.float_info.max, value)
    return "NaN" if math.isnan(value) else (value + 0.0).hex()


def logged_model(m):
    metrics = [[p.key, p.step, p.timestamp, number(p.value), p.run_id, p.dataset_name, p.dataset_digest] for p in m.metrics or []]
    if FOLDER:
        metrics = list({p[0]: p for p in sorted(metrics, key=lambda p: p[:3])}.values())
    return [m.experiment_id, m.name, m.artifact_location, m.creation_timestamp, m.last_updated_timestamp, m.model_type,
            m.source_run_id or "", str(m.status), m.status_message or "", m.tags, m.params, sorted(metrics)]


def searches(client, ids):
    filters = [
        "metrics.loss < 0.6", "params.kernel = 'rbf'", "tags.`größe` LIKE '%∞%'", "attributes.status = 'FAILED'",
        "tags.mlflow.parentRunId != ''", "dataset.name = 'wine'", "attributes.run_name = '1e3'", "metrics.accuracy >= 0.92",
    ]
    return {
        text: sorted(r.info.run_id for r in client.search_runs(ids, text, ViewType.ALL)) for text in filters
    }


def registry(client):
    # The client hides prompts from its calls for models; the store below it does not.
    store = client._get_registry_client().store
    found = {}
    is_prompt = "tag.`mlflow.prompt.is_prompt` = 'true'"
    models = pages(lambda token: client.search_registered_models(max_results=2, page_token=token))
    models += pages(lambda token: client.search_registered_models(is_prompt, page_token=token))
    for m in models:
        read = store.get_registered_model(m.name)
        filters = [f"name = '{m.name}'", f"name = '{m.name}' AND {is_prompt}"]
        versions = sorted(int(v.version) for text in filters for v in client.search_model_versions(text))
        found[m.name] = {
            "found": model(m),
            "read": model(read),
            "latest": sorted([v.current_stage, str(v.version)] for v in read.latest_versions),
            "versions": {v: version(store.get_model_version(m.name, v)) for v in versions},
            "by alias": {alias: str(store.get_model_version_by_alias(m.name, alias).version) for alias in read.aliases},
            "places": {v: store.get_model_version_download_uri(m.name, v) for v in versions},
        }
    found["prompts"] = [client.get_prompt_version("greeting", v).template for v in ("1", "2")]
    try:
        client.get_model_version("iris-classifier", "4")
        found["deleted version"] = "there"
    except MlflowException as error:
        found["deleted version"] = error.error_code
    return found


def model(m):
    return [m.creation_timestamp, m.last_updated_timestamp, m.description or "", m.tags, m.aliases]


def version(v):
    return [v.creation_timestamp, v.last_updated_timestamp, v.description or "", v.user_id or "", v.current_stage, v.source,
            v.run_id or "", v.run_link or "", v.status, v.status_message or "", v.tags, sorted(v.aliases)]


def plain(value):
    return value.to_dictionary() if hasattr(value, "to_dictionary") else dict(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
