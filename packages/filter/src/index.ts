import {
  EXPERIMENT_GRAMMAR,
  EXPERIMENT_ORDER_GRAMMAR,
  type ExperimentField,
  type ExperimentOrderField,
} from "./entities/experiments.ts";
import { RUN_GRAMMAR, RUN_ORDER_GRAMMAR, type RunField, type RunOrderField } from "./entities/runs.ts";
import { parseFilter } from "./filter.ts";
import { parseOrder } from "./order.ts";
import type { FilterNode, OrderTerm } from "./tree.ts";

export type * from "./tree.ts";
export * from "./fields.ts";
export * from "./page-token.ts";
export type { ExperimentAttribute, ExperimentField, ExperimentOrderField } from "./entities/experiments.ts";
export type { RunAttribute, RunField, RunOrderField } from "./entities/runs.ts";

/** Reads a filter of runs; `undefined` is no filter. Throws INVALID_PARAMETER_VALUE with the place of a mistake. */
export function parseRunFilter(text: string): FilterNode<RunField> | undefined {
  return parseFilter(RUN_GRAMMAR, text);
}

/** Reads an order_by list of runs. Throws INVALID_PARAMETER_VALUE with the place of a mistake. */
export function parseRunOrder(items: readonly string[]): OrderTerm<RunOrderField>[] {
  return parseOrder(RUN_ORDER_GRAMMAR, items);
}

/** Reads a filter of experiments; `undefined` is no filter. Throws INVALID_PARAMETER_VALUE with the place of a mistake. */
export function parseExperimentFilter(text: string): FilterNode<ExperimentField> | undefined {
  return parseFilter(EXPERIMENT_GRAMMAR, text);
}

/** Reads an order_by list of experiments. Throws INVALID_PARAMETER_VALUE with the place of a mistake. */
export function parseExperimentOrder(items: readonly string[]): OrderTerm<ExperimentOrderField>[] {
  return parseOrder(EXPERIMENT_ORDER_GRAMMAR, items);
}
