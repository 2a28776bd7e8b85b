import assert from "node:assert/strict";
import { test } from "node:test";
import { MillraceError } from "@millrace/contract";
import { parseProject } from "@millrace/projects";
import fc from "fast-check";
import { stringify } from "yaml";

test("MLflow's form of an MLproject file is read, with its types, defaults and environment", () => {
  const project = parseProject(`
name: iris
python_env: python_env.yaml
entry_points:
  main:
    parameters:
      data: path
      c: {type: float, default: 1.0}
      kernel: {type: string, default: linear}
      odd: {type: unheard}
    command: "python train.py {data} --c {c}"
`);
  assert.equal(project.name, "iris");
  assert.deepEqual(project.environment, { kind: "python", file: "python_env.yaml" });
  const main = project.entryPoints.get("main");
  assert.deepEqual(main && [...main.parameters], [
    ["data", { type: "path", default: undefined }],
    ["c", { type: "float", default: "1.0" }],
    ["kernel", { type: "string", default: "linear" }],
    ["odd", { type: "string", default: undefined }],
  ]);
});

test("the list form is read as the document writes it", () => {
  const project = parseProject(`name: iris-classification

conda_env: conda.yaml

entry_points:
  - path: train.py
   name: train
`);
  assert.deepEqual(project.environment, { kind: "conda", file: "conda.yaml" });
  assert.deepEqual(project.entryPoints.get("train"), {
    name: "train",
    parameters: new Map(),
    command: "python train.py",
  });
});

test("a container's image, volumes and variables are read", () => {
  const project = parseProject(`
name: boxed
docker_env:
  image: trainer:1
  volumes: ["/data:/data:ro"]
  environment: [HOME, [MODE, "fast run"]]
`);
  assert.deepEqual(project.environment, {
    kind: "docker",
    image: "trainer:1",
    volumes: ["/data:/data:ro"],
    variables: ["HOME", ["MODE", "fast run"]],
  });
});

const WRONG: readonly [what: string, text: string, message: RegExp][] = [
  ["no YAML", "entry_points: [", /no YAML/],
  ["an alias of nothing", "*x", /no YAML/],
  ["a list", "- a", /must be a mapping/],
  ["two environments", "python_env: a\nconda_env: b", /python_env and conda_env/],
  ["a command that is missing", "entry_points: {main: {}}", /command of the entry point "main"/],
  ["a docker_env without an image", "docker_env: {}", /image of docker_env/],
  [
    "two entry points with one name",
    "entry_points: [{path: a.py, name: x}, {path: b.py, name: x}]",
    /two entry points "x"/,
  ],
  ["a file that can't be run", "entry_points: [{path: a.bin, name: x}]", /can't be run/],
];

for (const [what, text, message] of WRONG) {
  test(`an MLproject file with ${what} is refused`, () => {
    assert.throws(() => parseProject(text), { name: "MillraceError", message });
  });
}

test("whatever a file says, it is read or refused with a clear error", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => stringify({ entry_points: value, docker_env: value })),
      ),
      (text) => {
        try {
          parseProject(text);
        } catch (error) {
          assert.ok(error instanceof MillraceError, String(error));
          assert.equal(error.code, "INVALID_PARAMETER_VALUE");
        }
      },
    ),
  );
});
