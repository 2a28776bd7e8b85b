"""MLflow's schema revisions: `revisions.py list` prints them in their order; `revisions.py make <folder>` makes a SQLite
database with a few rows for each of the newest forty-six and prints them."""

import json
import os
import sqlite3
import sys

import mlflow
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

RUN = "0123456789abcdef0123456789abcdef"
ROWS = [
    "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage) VALUES (0, 'Default', '/a/0', 'active')",
    "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, "
    f"source_version, lifecycle_stage, artifact_uri, experiment_id) VALUES ('{RUN}', 'run', 'UNKNOWN', '', '', 'ada', "
    "'FINISHED', 1000, '', 'active', '/a/0/run/artifacts', 0)",
    f"INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 0.5, 1, '{RUN}', 0, 0)",
    f"INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 0, 2, '{RUN}', 1, 1)",
    "INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES ('iris', 1, 2)",
    "INSERT INTO model_versions (name, version, creation_time, current_stage, source, status) "
    "VALUES ('iris', 1, 1, 'None', 's3://bucket/1', 'READY')",
]


def config(file):
    settings = Config()
    folder = os.path.join(os.path.dirname(mlflow.__file__), "store", "db_migrations")
    settings.set_main_option("script_location", folder)
    settings.set_main_option("sqlalchemy.url", f"sqlite:///{file}")
    return settings


def revisions():
    scripts = ScriptDirectory.from_config(config("none.db"))
    return [script.revision for script in scripts.walk_revisions()][::-1]


def make(folder):
    """One database is brought up revision by revision; each step is kept as a copy with rows."""
    from mlflow.store.tracking.dbmodels.initial_models import Base
    from sqlalchemy import create_engine

    file = os.path.join(folder, "work.db")
    Base.metadata.create_all(create_engine(f"sqlite:///{file}"))
    chosen = revisions()[-46:]
    for revision in chosen:
        command.upgrade(config(file), revision)
        copy = os.path.join(folder, f"{revision}.db")
        with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
            source.backup(target)
            for row in ROWS:
                target.execute(row)
    return chosen


if __name__ == "__main__":
    print(json.dumps(revisions() if sys.argv[1] == "list" else make(sys.argv[2])))
