import type { Experiment, Run } from "@millrace/contract";

/** What MLflow's own commands give programs of an experiment: tags by key. */
export function experimentDocument({ tags = [], ...experiment }: Experiment): unknown {
  return { ...experiment, tags: byKey(tags) };
}

/** What MLflow's own commands give programs of a run: metrics, parameters and tags by key. */
export function runDocument({ info, data, inputs, outputs }: Run): unknown {
  const { run_uuid: _alias, ...facts } = info;
  return {
    info: facts,
    data: { metrics: byKey(data.metrics ?? []), params: byKey(data.params ?? []), tags: byKey(data.tags ?? []) },
    inputs: { model_inputs: inputs?.model_inputs ?? [], dataset_inputs: inputs?.dataset_inputs ?? [] },
    outputs: { model_outputs: outputs?.model_outputs ?? [] },
  };
}

/** An answer for programs: as it is on the wire, but for tags, which are an object by key. */
export function scriptDocument(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(scriptDocument);
  if (typeof answer !== "object" || answer === null) return answer;
  const members = Object.entries(answer).map(([name, value]: [string, unknown]) => [
    name,
    name === "tags" && isTags(value) ? byKey(value) : scriptDocument(value),
  ]);
  return Object.fromEntries(members);
}

interface Entry {
  readonly key: string;
  readonly value: unknown;
}

function byKey(entries: readonly Entry[]): object {
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}

function isTags(value: unknown): value is readonly Entry[] {
  return (
    Array.isArray(value) &&
    value.every((entry: unknown) => typeof entry === "object" && entry !== null && "key" in entry && "value" in entry)
  );
}
