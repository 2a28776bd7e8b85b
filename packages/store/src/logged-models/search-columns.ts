import type { LoggedModelAttribute } from "@millrace/filter";
import { LOGGED_MODEL_STATUS_NUMBERS } from "./rows.ts";

/** An SQL expression on `logged_model`, never NULL. */
interface Column {
  readonly expression: string;
  readonly kind: "text" | "integer";
}

const STATUS_NAME = `CASE logged_model.status ${Object.entries(LOGGED_MODEL_STATUS_NUMBERS)
  .map(([name, number]) => `WHEN ${number} THEN '${name}'`)
  .join(" ")} ELSE '' END`;

/** What the attributes are compared and ordered by. */
export const LOGGED_MODEL_COLUMNS: Readonly<Record<LoggedModelAttribute, Column>> = {
  name: { expression: "logged_model.name", kind: "text" },
  model_id: { expression: "logged_model.uuid", kind: "text" },
  model_type: { expression: "logged_model.model_type", kind: "text" },
  status: { expression: STATUS_NAME, kind: "text" },
  source_run_id: { expression: "logged_model.source_run_id", kind: "text" },
  experiment_id: { expression: "CAST(logged_model.experiment_id AS TEXT)", kind: "text" },
  artifact_uri: { expression: "logged_model.artifact_uri", kind: "text" },
  creation_time: { expression: "logged_model.created_ms", kind: "integer" },
  last_updated_time: { expression: "logged_model.updated_ms", kind: "integer" },
};

/** The name of a status from its number or from a name with or without the prefix; other text stays as it is. */
export function statusName(text: string): string {
  const names = Object.entries(LOGGED_MODEL_STATUS_NUMBERS);
  const found = names.find(([name, number]) => text === String(number) || `LOGGED_MODEL_${text}` === name);
  return found?.[0] ?? text;
}
