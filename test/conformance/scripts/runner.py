"""Runs client scripts one after another in this process, against the server that MLFLOW_TRACKING_URI names.

Arguments: the paths of the scripts. Prints one line of JSON for each on standard output: its name and what it showed,
or the traceback that ended it.
"""

import contextlib
import importlib.util
import json
import sys
import traceback
from pathlib import Path

import mlflow

from session import Session


def run_script(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    session = Session(path.stem)
    failure = None
    try:
        spec.loader.exec_module(module)
        module.script(session)
    except Exception:
        failure = traceback.format_exc()
    finally:
        forget_everything()
    return {"script": path.stem, "lines": session.lines, "failure": failure}


def forget_everything():
    """Leaves no run and no experiment active for the next script."""
    while mlflow.active_run() is not None:
        mlflow.end_run()
    mlflow.tracking.fluent._active_experiment_id = None


def main():
    answers = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        for name in sys.argv[1:]:
            told = run_script(Path(name))
            print(json.dumps(told), file=answers, flush=True)


main()
