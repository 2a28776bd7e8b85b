import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Writes files below a folder, by their paths. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The files of an `mlruns` folder that an old and a new MLflow wrote, with all that such a folder can hold. */
export const OLD_AND_NEW = {
  "0/meta.yaml": "artifact_location: /old/mlruns/0\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n",
  "0/run1/meta.yaml":
    "artifact_uri: /old/mlruns/0/run1/artifacts\nend_time: 2000\nentry_point_name: ''\nexperiment_id: '0'\n" +
    "lifecycle_stage: active\nname: ''\nrun_id: run1\nrun_uuid: run1\nsource_name: ''\nsource_type: 4\n" +
    "start_time: 1000\nstatus: 3\ntags: []\nuser_id: ada\n",
  "0/run1/tags/mlflow.runName": "old run",
  "0/run1/tags/deep/er": "1",
  "0/run1/params/C": "0.5",
  "0/run1/params/empty": "",
  "0/run1/metrics/two": "1000 0.5\n1001 nan\n",
  "0/run1/metrics/three": "1000 inf 9007199254740993\n1000 1.0 -5\n1000 1.0 -5\n",
  "0/run1/metrics/five/of": "1000 0.25 7 iris abc\n",
  "0/run1/artifacts/note.txt": "hello",
  "853250408107817808/meta.yaml":
    "artifact_location: /old/mlruns/853250408107817808\ncreation_time: 10\nexperiment_id: '853250408107817808'\n" +
    "last_update_time: 20\nlifecycle_stage: active\nname: Ziffern – 数字\n",
  "853250408107817808/tags/team": "botany",
  "853250408107817808/datasets/d1/meta.yaml":
    "digest: abc\nname: iris\nprofile: null\nschema: '{}'\nsource: '{}'\nsource_type: local\n",
  "853250408107817808/models/m-1/meta.yaml":
    "artifact_location: /old/mlruns/m/m-1/artifacts\ncreation_timestamp: 5\nexperiment_id: '853250408107817808'\n" +
    "last_updated_timestamp: 6\nmodel_id: m-1\nmodel_type: null\nname: svm\nsource_run_id: run2\nstatus: 2\nstatus_message: null\n",
  "853250408107817808/models/m-1/params/C": "1",
  "853250408107817808/models/m-1/tags/t": "2",
  "853250408107817808/models/m-1/metrics/acc": "1 0.5 0 run2 iris abc\n1 0.5 0 run2 iris abc\n2 0.75 1 run2\n",
  "853250408107817808/run2/meta.yaml":
    "artifact_uri: /old/run2/artifacts\ndeleted_time: 99\nend_time: null\nexperiment_id: '853250408107817808'\n" +
    "lifecycle_stage: deleted\nrun_id: run2\nrun_name: 1e3\nstart_time: 1000\nstatus: 1\nuser_id: ada\n",
  "853250408107817808/run2/inputs/i1/meta.yaml":
    "destination_id: d1\ndestination_type: RUN\nsource_id: d1\nsource_type: DATASET\ntags:\n  mlflow.data.context: eval\n",
  "853250408107817808/run2/inputs/i2/meta.yaml":
    "destination_id: m-0\ndestination_type: RUN\nsource_id: m-0\nsource_type: MODEL\ntags: {}\n",
  "853250408107817808/run2/outputs/m-1/meta.yaml":
    "destination_id: m-1\ndestination_type: MODEL_OUTPUT\nsource_id: m-1\nsource_type: RUN_OUTPUT\nstep: 3\ntags: {}\n",
  ".trash/5/meta.yaml":
    "artifact_location: /old/mlruns/5\ncreation_time: 1\nexperiment_id: '5'\nlast_update_time: 30\n" +
    "lifecycle_stage: deleted\nname: abandoned\ntags:\n  why: x\n",
  "models/iris/meta.yaml":
    "aliases:\n  champion: '1'\ncreation_timestamp: 1\ndescription: null\nlast_updated_timestamp: 2\nname: iris\n",
  "models/iris/tags/task": "classify",
  "models/iris/aliases/champion": "1",
  "models/iris/version-1/meta.yaml":
    "creation_timestamp: 1\ncurrent_stage: Production\ndescription: first\nlast_updated_timestamp: 2\nmodel_id: m-1\n" +
    "name: iris\nrun_id: run1\nrun_link: null\nsource: /old/mlruns/0/run1/artifacts/model\nstatus: READY\n" +
    "status_message: null\nstorage_location: null\nuser_id: null\nversion: 1\n",
  "models/iris/version-1/tags/number": "one",
  "models/iris/version-2/meta.yaml":
    "creation_timestamp: 1\ncurrent_stage: Deleted_Internal\nlast_updated_timestamp: 2\nname: iris\nrun_id: run1\n" +
    "source: x\nstatus: READY\nversion: 2\n",
} as const;
