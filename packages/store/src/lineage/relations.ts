import type { LineageKind } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Sql } from "../database/sql.ts";
import { MODEL_INPUT, MODEL_OUTPUT } from "../runs/inputs.ts";
import { copiesOf, originalsOf } from "./copies.ts";

/** A step between two things by their internal ids, in the direction of time. */
export interface Link {
  readonly from_id: number;
  readonly to_id: number;
  readonly context?: string | null;
}

/** Finds at most `limit` links from things, or to them, the newest first. */
export type FindLinks = (sql: Sql, ids: readonly number[], limit: number) => Promise<Link[]>;

/** One way in which something is made from something else. */
export interface Relation {
  readonly name: "input" | "output" | "registered" | "copied";
  readonly from: LineageKind;
  readonly to: LineageKind;
  readonly down: FindLinks;
  readonly up: FindLinks;
}

/** A relation that one query answers: `text` selects from_id and to_id from rows, `columns` are what these two read. */
function related(
  name: Relation["name"],
  [from, to]: readonly [LineageKind, LineageKind],
  text: string,
  columns: { readonly from: string; readonly to: string; readonly newest: string },
): Relation {
  const along =
    (column: string): FindLinks =>
    (sql, ids, limit) => {
      const list = inList(ids);
      return sql.all<Link>(
        `SELECT ${columns.from} AS from_id, ${columns.to} AS to_id${text} AND ${column} IN ${list.text} ` +
          `ORDER BY ${columns.newest} DESC, ${columns.from} LIMIT ?`,
        [...list.params, limit],
      );
    };
  return { name, from, to, down: along(columns.from), up: along(columns.to) };
}

const linkedModels = (direction: number): string =>
  ` FROM model_link JOIN logged_model ON logged_model.uuid = model_link.model_id WHERE model_link.direction = ${direction}`;

/** Every way in which something is made from something else. */
export const RELATIONS: readonly Relation[] = [
  related(
    "input",
    ["dataset", "run"],
    ", tag.value AS context FROM dataset_input LEFT JOIN dataset_input_tag AS tag ON tag.input_id = dataset_input.id " +
      "AND tag.key = 'mlflow.data.context' WHERE TRUE",
    { from: "dataset_input.dataset_id", to: "dataset_input.run_id", newest: "dataset_input.run_id" },
  ),
  related("input", ["logged-model", "run"], linkedModels(MODEL_INPUT), {
    ...{ from: "logged_model.id", to: "model_link.run_id", newest: "model_link.run_id" },
  }),
  related("output", ["run", "logged-model"], linkedModels(MODEL_OUTPUT), {
    ...{ from: "model_link.run_id", to: "logged_model.id", newest: "logged_model.id" },
  }),
  related(
    "output",
    ["run", "logged-model"],
    " FROM logged_model JOIN run ON run.uuid = logged_model.source_run_id WHERE TRUE",
    { from: "run.id", to: "logged_model.id", newest: "logged_model.id" },
  ),
  related(
    "registered",
    ["logged-model", "model-version"],
    " FROM model_version JOIN logged_model ON logged_model.uuid = model_version.logged_model_id " +
      "WHERE model_version.deleted = 0",
    { from: "logged_model.id", to: "model_version.id", newest: "model_version.id" },
  ),
  related(
    "registered",
    ["run", "model-version"],
    " FROM model_version JOIN run ON run.uuid = model_version.run_id WHERE model_version.deleted = 0",
    { from: "run.id", to: "model_version.id", newest: "model_version.id" },
  ),
  { name: "copied", from: "model-version", to: "model-version", down: copiesOf, up: originalsOf },
];
