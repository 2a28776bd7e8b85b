import type { Int64 } from "@millrace/contract";
import {
  type DatasetInputRecord,
  type ForeignDatabase,
  type Int64Cell,
  type ModelLinkRecord,
  readInt64,
} from "@millrace/store/transfer";
import { entriesByOwner, rowsByOwner } from "./grouped.ts";
import type { Schema } from "./schema.ts";

interface InputRow {
  readonly owner: string;
  readonly input_uuid: string;
  readonly experiment_id: Int64Cell;
  readonly name: string;
  readonly digest: string;
}

/** The datasets that runs read, by run; the runs are given with their experiments. */
export async function readDatasetInputs(
  database: ForeignDatabase,
  runs: ReadonlyMap<string, Int64>,
): Promise<Map<string, DatasetInputRecord[]>> {
  const rows = await rowsByOwner<InputRow>(
    database,
    "SELECT inputs.destination_id AS owner, inputs.input_uuid, " +
      `${database.int64Column("datasets.experiment_id")} AS experiment_id, datasets.name, datasets.digest FROM inputs ` +
      "JOIN datasets ON datasets.dataset_uuid = inputs.source_id WHERE inputs.source_type = 'DATASET' " +
      "AND inputs.destination_type = 'RUN' AND inputs.destination_id IN @ ORDER BY owner, name, digest, experiment_id",
    [...runs.keys()],
  );
  const inputs = new Map(Array.from(rows, ([run, found]) => [run, onePerInput(found, runs.get(run))]));
  const ids = [...inputs.values()].flatMap((found) => found.map((row) => row.input_uuid));
  const tags = await entriesByOwner(
    database,
    "SELECT input_uuid AS owner, name AS key, value FROM input_tags WHERE input_uuid IN @ ORDER BY input_uuid, name",
    ids,
  );
  return new Map(
    Array.from(inputs, ([run, found]) => [
      run,
      found.map((row) => ({
        dataset: { experimentId: readInt64(row.experiment_id), name: row.name, digest: row.digest },
        tags: tags.get(row.input_uuid) ?? [],
      })),
    ]),
  );
}

/** A dataset's id can be there in several experiments, if it came from a folder: the run's own is meant then. */
function onePerInput(rows: readonly InputRow[], experimentId: Int64 | undefined): InputRow[] {
  const byInput = Map.groupBy(rows, (row) => row.input_uuid);
  return [...byInput.values()].flatMap((found) => {
    const own = found.find((row) => readInt64(row.experiment_id) === experimentId) ?? found[0];
    return own === undefined ? [] : [own];
  });
}

interface LinkRow {
  readonly owner: string;
  readonly source_type: string;
  readonly model_id: string;
  readonly step: Int64Cell;
}

/** The logged models that runs read and made, by run. */
export async function readModelLinks(
  database: ForeignDatabase,
  schema: Schema,
  runIds: readonly string[],
): Promise<Map<string, ModelLinkRecord[]>> {
  const rows = await rowsByOwner<LinkRow>(
    database,
    `SELECT source_id AS owner, source_type, destination_id AS model_id, ${schema.inputStep} AS step FROM inputs ` +
      "WHERE (source_type = 'RUN_INPUT' AND destination_type = 'MODEL_INPUT' " +
      "OR source_type = 'RUN_OUTPUT' AND destination_type = 'MODEL_OUTPUT') AND source_id IN @ " +
      "ORDER BY source_id, source_type, destination_id",
    runIds,
  );
  return new Map(Array.from(rows, ([run, links]) => [run, links.map(toLink)]));
}

function toLink(row: LinkRow): ModelLinkRecord {
  return {
    modelId: row.model_id,
    direction: row.source_type === "RUN_INPUT" ? "input" : "output",
    step: readInt64(row.step),
  };
}
