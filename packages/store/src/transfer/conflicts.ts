import { showValue } from "@millrace/contract";
import type { Dialect, Sql } from "../database/sql.ts";
import { defaultIsUntouched, knownExperiments } from "./experiments.ts";
import { readMarks } from "./marks.ts";
import { knownModels } from "./registry.ts";
import type { ExperimentRecord, RegisteredModelRecord } from "./records.ts";

/** What would be brought in. */
export interface Incoming {
  readonly experiments: readonly Pick<ExperimentRecord, "id" | "name" | "createdMs">[];
  readonly models: readonly Pick<RegisteredModelRecord, "name" | "createdMs">[];
}

/**
 * A line for each experiment and model that can't come in since another one has its id or its name. One that was brought
 * in before is the same one when it was made at the same time: it may have come from another server.
 */
export async function findConflicts(sql: Sql, dialect: Dialect, incoming: Incoming): Promise<string[]> {
  return [
    ...(await experimentConflicts(sql, dialect, incoming.experiments)),
    ...(await modelConflicts(sql, dialect, incoming.models)),
  ];
}

async function experimentConflicts(sql: Sql, dialect: Dialect, incoming: Incoming["experiments"]): Promise<string[]> {
  const known = await knownExperiments(sql, dialect, incoming);
  const ids = known.map(({ id }) => id);
  const marked = await readMarks(sql, "experiment", ids);
  const untouched = await defaultIsUntouched(sql);
  const byId = new Map(known.map((row) => [row.id, row]));
  const byName = new Map(known.map((row) => [row.name, row]));
  const incomingIds = new Set(incoming.map(({ id }) => String(id)));
  return incoming.flatMap(({ id, name, createdMs }) => {
    const same = byId.get(String(id));
    const isOurs = same !== undefined && marked.has(same.id) && same.createdMs === createdMs;
    if (same !== undefined && !isOurs && !(same.id === "0" && untouched)) {
      return [
        `experiment ${id} ${showValue(name)}: the target has an experiment ${id} of its own, ${showValue(same.name)}`,
      ];
    }
    const namesake = byName.get(name);
    if (namesake === undefined || incomingIds.has(namesake.id)) return [];
    return [`experiment ${id} ${showValue(name)}: the target's experiment ${namesake.id} has that name`];
  });
}

async function modelConflicts(sql: Sql, dialect: Dialect, incoming: Incoming["models"]): Promise<string[]> {
  const names = incoming.map(({ name }) => name);
  const marked = await readMarks(sql, "registered-model", names);
  const known = await knownModels(sql, dialect, names);
  return incoming.flatMap(({ name, createdMs }) => {
    const same = known.get(name);
    if (same === undefined || (marked.has(name) && same.createdMs === createdMs)) return [];
    return [`registered model ${showValue(name)}: the target has one of that name`];
  });
}
