import type { Int64, ViewType } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import { parseExperimentId } from "../experiments/rows.ts";
import { Fragment, raw, sql } from "./fragment.ts";

/** The runs that a search looks at, before any filter: those of some experiments in one lifecycle stage. */
export interface Scope {
  readonly experiments: readonly Int64[];
  readonly deleted: 0 | 1;
}

/** Up to so many experiments are each read in the order of an index, and merged; more are read together and sorted. */
const MERGED = 8;
/** The most experiments that one query names. */
export const TOGETHER = 1024;

/**
 * The distinct ids of experiments from their texts.
 * @throws MillraceError INVALID_PARAMETER_VALUE for text that is no integer.
 */
export function parseExperimentIds(texts: readonly string[]): Int64[] {
  return [...new Set(texts.map(parseExperimentId))];
}

/** The scopes of a search, each of which one query can answer. */
export function scopesOf(experiments: readonly Int64[], view: ViewType): Scope[] {
  const size = experiments.length <= MERGED ? 1 : TOGETHER;
  const scopes: Scope[] = [];
  for (let start = 0; start < experiments.length; start += size) {
    const some = experiments.slice(start, start + size);
    if (view !== "DELETED_ONLY") scopes.push({ experiments: some, deleted: 0 });
    if (view !== "ACTIVE_ONLY") scopes.push({ experiments: some, deleted: 1 });
  }
  return scopes;
}

/** The condition on a column with an experiment's id. */
export function inExperiments(column: string, experiments: readonly Int64[]): Fragment {
  const [only] = experiments;
  if (experiments.length === 1 && only !== undefined) return sql`${raw(column)} = ${only}`;
  const list = inList(experiments);
  return sql`${raw(column)} IN ${new Fragment(list.text, list.params)}`;
}

/** The runs, by `run_id`, that indexes of values may lack: searches that go by these have to look at those too. */
export function freshRuns(experiments: readonly Int64[]): Fragment {
  return sql`SELECT id AS run_id FROM run WHERE fresh = 1 AND ${inExperiments("experiment_id", experiments)}`;
}

/** The condition on the run `r`. */
export function inScope({ experiments, deleted }: Scope): Fragment {
  return sql`${inExperiments("r.experiment_id", experiments)} AND r.deleted = ${deleted}`;
}
