"""Searches runs with filters."""

from story import four_runs

FILTERS = [
    "metrics.loss < 0.4",
    "metrics.loss != 0.5",
    "params.lr = '0.1'",
    "params.lr != '0.1'",
    "params.lr LIKE '0.0%'",
    "tags.team = 'blue' AND metrics.loss > 0.3",
    "attributes.status = 'RUNNING'",
    "start_time > 150",
    "end_time <= 200",
    "attributes.run_name ILIKE 'A'",
    "tags.mlflow.runName = 'b'",
    "params.lr IS NULL",
    "",
]
MISTAKES = ["loss < 1", "metrics.loss < 'x'", "params.lr = 1", "metrics.loss <", "colour.x = 'y'", "params.lr > '1'"]


def script(s):
    experiment = four_runs(s)

    def names(text):
        return [run.info.run_name for run in s.client.search_runs([experiment], text)]

    for text in FILTERS + MISTAKES:
        s.attempt(text, names, text)
