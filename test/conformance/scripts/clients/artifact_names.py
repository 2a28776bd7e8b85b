"""Files with names of any letters."""

import mlflow

from folders import folder, listing, tree

NAMES = [
    "größe.txt",
    "模型.txt",
    "🦆.txt",
    "a b.txt",
    "a+b.txt",
    "a&b=c.txt",
    "a'b.txt",
    "a(1).txt",
    "a,b;c.txt",
    "a..b.txt",
    ".hidden",
    "ümläut ordner/é/x.txt",
    "x" * 200,
]


def script(s):
    mlflow.set_experiment("script-artifact-names")
    with folder({name: name for name in NAMES}) as here, mlflow.start_run(run_name="r") as run:
        mlflow.log_artifacts(here, artifact_path="top ö")
    s.show("listing", listing(s.client, run.info.run_id))
    with folder() as there:
        mlflow.artifacts.download_artifacts(run_id=run.info.run_id, dst_path=there)
        s.show("downloaded", tree(there))
        s.show("kept", all((there / "top ö" / name).read_text() == name for name in NAMES))
