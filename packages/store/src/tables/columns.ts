import { invalidParameter, type MillraceError } from "@millrace/contract";
import { AGGREGATES, type MetricField, type ParamField, type RunAttribute, type TagField } from "@millrace/filter";

/** Attributes of a run beside those that searches know. */
export type InfoName = RunAttribute | "experiment_id" | "lifecycle_stage";

/** A column of a run table by its name, such as `metrics.loss.min`. */
export interface TableColumn {
  readonly name: string;
  readonly field: MetricField | ParamField | TagField | { readonly kind: "info"; readonly name: InfoName };
}

const INFO_NAMES: readonly InfoName[] = [
  "run_id",
  "run_name",
  "experiment_id",
  "status",
  "user_id",
  "artifact_uri",
  "start_time",
  "end_time",
  "lifecycle_stage",
];

/**
 * Reads the name of a column: a namespace, a dot, and the key as it was logged. A metric's key can be followed by a dot
 * and an aggregate; it is the last value without.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a name that no column has.
 */
export function parseColumn(name: string): TableColumn {
  const dot = name.indexOf(".");
  const key = name.slice(dot + 1);
  if (dot < 0 || key === "") throw unknownColumn(name);
  switch (name.slice(0, dot)) {
    case "attributes": {
      const found = INFO_NAMES.find((info) => info === key);
      if (found === undefined) throw unknownColumn(name);
      return { name, field: { kind: "info", name: found } };
    }
    case "metrics":
      return { name, field: metricField(key) };
    case "params":
      return { name, field: { kind: "param", key } };
    case "tags":
      return { name, field: { kind: "tag", key } };
    default:
      throw unknownColumn(name);
  }
}

function metricField(key: string): MetricField {
  const dot = key.lastIndexOf(".");
  const aggregate = dot > 0 ? AGGREGATES.find((known) => known === key.slice(dot + 1)) : undefined;
  const field = { kind: "metric", key, aggregate: "last" } as const;
  return aggregate === undefined ? field : { ...field, alternative: { key: key.slice(0, dot), aggregate } };
}

function unknownColumn(name: string): MillraceError {
  return invalidParameter(
    `There is no column '${name.slice(0, 100)}'. Columns are metrics.<key>, metrics.<key>.<${AGGREGATES.join("|")}>, ` +
      `params.<key>, tags.<key> and attributes.<${INFO_NAMES.join("|")}>.`,
  );
}
