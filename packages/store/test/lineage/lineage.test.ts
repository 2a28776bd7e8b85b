import assert from "node:assert/strict";
import { it } from "node:test";
import { ANONYMOUS, type Lineage, parseModelUri } from "@millrace/contract";
import type { LineageQuery, Store } from "@millrace/store";
import { newModel } from "../support/logged-models.ts";
import { onEveryDatabase, refusal, startRun } from "../support/stores.ts";

const DATASET = { name: "iris/a", digest: "9 c", source_type: "local", source: "{}" };
const DATASET_ID = "0/iris%2Fa/9%20c";
const CONTEXT = [{ key: "mlflow.data.context", value: "training" }];

/** Registers a version from a model URI and gives its id in a lineage. */
async function register(store: Store, name: string, uri: string, from: { run?: string; model?: string } = {}) {
  const version = await store.modelVersions.create(
    {
      ...{ name, runLink: "", description: "", tags: [] },
      source: { kind: "uri", source: uri, uri: parseModelUri(uri, "source") },
      ...{ runId: from.run ?? "", modelId: from.model ?? "" },
    },
    ANONYMOUS,
  );
  return `${name}/${version.version}`;
}

/** dataset → run → model → version 1 of a → version 1 of b; another run reads the model. */
async function story(store: Store) {
  const [run, reader] = [await startRun(store), await startRun(store)];
  await store.runs.logInputs(run, [{ dataset: DATASET, tags: CONTEXT }], []);
  const model = await newModel(store, { name: "svm", modelType: "sk", sourceRunId: run });
  await store.runs.logOutputs(run, [{ model_id: model, step: 0 }]);
  await store.runs.logInputs(reader, [], [{ model_id: model }, { model_id: "m-unknown" }]);
  for (const name of ["a", "b"]) {
    await store.registeredModels.create({ name, description: undefined, tags: [] }, ANONYMOUS);
  }
  const first = await register(store, "a", `models:/${model}`, { run, model });
  const copy = await register(store, "b", "models:/a/1");
  return { run, reader, model, first, copy };
}

/** The steps of a lineage as text. */
function steps({ edges }: Lineage): Set<string> {
  return new Set(edges.map(({ from, relation, to }) => `${from.id} ${relation} ${to.id}`));
}

const DOWN: Omit<LineageQuery, "kind" | "id"> = { direction: "down", depth: 10 };

onEveryDatabase("lineage", (open) => {
  it("leads from a dataset down to copies of versions, and back up", async (test) => {
    const store = await open(test);
    const { run, reader, model, first, copy } = await story(store);
    const down = await store.lineage({ kind: "dataset", id: DATASET_ID, ...DOWN });
    const all = [
      ...[`${DATASET_ID} input ${run}`, `${run} output ${model}`, `${model} input ${reader}`],
      ...[`${model} registered ${first}`, `${run} registered ${first}`, `${first} copied ${copy}`],
      ...[`${model} registered ${copy}`, `${run} registered ${copy}`],
    ];
    assert.deepEqual(steps(down), new Set(all));
    assert.equal(down.truncated, false);
    assert.deepEqual(down.nodes[0], {
      ...{ kind: "dataset", id: DATASET_ID, name: "iris/a", experiment_id: "0", digest: "9 c" },
    });
    assert.equal(down.edges.find((edge) => edge.from.kind === "dataset")?.context, "training");
    const up = await store.lineage({ kind: "model-version", id: copy, direction: "up", depth: 10 });
    assert.deepEqual(new Set(up.nodes.map((node) => node.id)), new Set([copy, first, model, run, DATASET_ID]));
  });

  it("tells what each thing is", async (test) => {
    const store = await open(test);
    const { run, model, first } = await story(store);
    await store.runs.delete(run);
    await store.loggedModels.delete(model);
    const { nodes } = await store.lineage({ kind: "model-version", id: first, direction: "up", depth: 10 });
    const byId = new Map(nodes.map(({ time, ...node }) => [node.id, { ...node, hasTime: time !== undefined }]));
    assert.deepEqual(byId.get(first), {
      ...{ kind: "model-version", id: first, name: "a", version: "1", status: "READY", stage: "None", hasTime: true },
    });
    const deleted = { experiment_id: "0", lifecycle_stage: "deleted", hasTime: true };
    assert.deepEqual(byId.get(run), { kind: "run", id: run, name: "test-run", status: "RUNNING", ...deleted });
    assert.deepEqual(byId.get(model), {
      ...{ kind: "logged-model", id: model, name: "svm", model_type: "sk", status: "LOGGED_MODEL_PENDING" },
      ...deleted,
    });
  });

  it("goes as far as asked, in one direction or both", async (test) => {
    const store = await open(test);
    const { run, reader, model, first, copy } = await story(store);
    const ids = async (query: Pick<LineageQuery, "direction" | "depth">) =>
      new Set((await store.lineage({ kind: "logged-model", id: model, ...query })).nodes.map((node) => node.id));
    assert.deepEqual(await ids({ direction: "up", depth: 1 }), new Set([model, run]));
    assert.deepEqual(await ids({ direction: "down", depth: 1 }), new Set([model, reader, first, copy]));
    assert.deepEqual(
      await ids({ direction: "both", depth: 10 }),
      new Set([model, run, DATASET_ID, reader, first, copy]),
    );
  });

  it("leaves out versions that were deleted", async (test) => {
    const store = await open(test);
    const { first, copy } = await story(store);
    await store.modelVersions.delete({ name: "a", version: 1 }, ANONYMOUS);
    const { nodes } = await store.lineage({ kind: "model-version", id: copy, direction: "up", depth: 10 });
    assert.equal(
      nodes.some((node) => node.id === first),
      false,
    );
    const gone = store.lineage({ kind: "model-version", id: first, ...DOWN });
    await assert.rejects(gone, refusal("RESOURCE_DOES_NOT_EXIST"));
  });

  it("ends where a circle closes", async (test) => {
    const store = await open(test);
    const run = await startRun(store);
    const model = await newModel(store, { sourceRunId: run });
    await store.runs.logInputs(run, [], [{ model_id: model }]);
    const { nodes, edges } = await store.lineage({ kind: "run", id: run, direction: "both", depth: 50 });
    assert.deepEqual(new Set(nodes.map((node) => node.id)), new Set([run, model]));
    assert.equal(edges.length, 2);
  });

  it("says when there is more than it gives", async (test) => {
    const store = await open(test);
    const run = await startRun(store);
    for (let start = 0; start < 1200; start += 600) {
      const datasets = Array.from({ length: 600 }, (_, i) => ({ dataset: { ...DATASET, name: `d${start + i}` } }));
      await store.runs.logInputs(run, datasets, []);
    }
    const lineage = await store.lineage({ kind: "run", id: run, direction: "up", depth: 1 });
    assert.equal(lineage.truncated, true);
    assert.equal(lineage.nodes.length, 1000);
    assert.equal(lineage.edges.length, 999);
  });

  it("refuses what is not there or no id", async (test) => {
    const store = await open(test);
    const outcomes = [
      ...[
        ["run", "x", "RESOURCE_DOES_NOT_EXIST"],
        ["logged-model", "x", "RESOURCE_DOES_NOT_EXIST"],
      ],
      ...[
        ["dataset", "0/a/b", "RESOURCE_DOES_NOT_EXIST"],
        ["dataset", "0/a", "INVALID_PARAMETER_VALUE"],
      ],
      ...[
        ["dataset", "x/a/b", "INVALID_PARAMETER_VALUE"],
        ["dataset", "0/%zz/b", "INVALID_PARAMETER_VALUE"],
      ],
      ...[
        ["model-version", "a/1", "RESOURCE_DOES_NOT_EXIST"],
        ["model-version", "a", "INVALID_PARAMETER_VALUE"],
      ],
    ] as const;
    for (const [kind, id, code] of outcomes)
      await assert.rejects(store.lineage({ kind, id, ...DOWN }), refusal(code), id);
  });
});
