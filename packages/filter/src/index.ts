import {
  EXPERIMENT_GRAMMAR,
  EXPERIMENT_ORDER_GRAMMAR,
  type ExperimentField,
  type ExperimentOrderField,
} from "./entities/experiments.ts";
import { LOGGED_MODEL_GRAMMAR, type LoggedModelField } from "./entities/logged-models.ts";
import { MODEL_VERSION_GRAMMAR, MODEL_VERSION_ORDER_GRAMMAR } from "./entities/model-versions.ts";
import type { ModelVersionField, ModelVersionOrderField } from "./entities/model-versions.ts";
import { REGISTERED_MODEL_GRAMMAR, REGISTERED_MODEL_ORDER_GRAMMAR } from "./entities/registered-models.ts";
import type { RegisteredModelField, RegisteredModelOrderField } from "./entities/registered-models.ts";
import { RUN_GRAMMAR, RUN_ORDER_GRAMMAR, type RunField, type RunOrderField } from "./entities/runs.ts";
import { parseFilter } from "./filter.ts";
import { parseOrder } from "./order.ts";
import type { FilterNode, OrderTerm } from "./tree.ts";

export type * from "./tree.ts";
export * from "./fields.ts";
export * from "./page-token.ts";
export type { ExperimentAttribute, ExperimentField, ExperimentOrderField } from "./entities/experiments.ts";
export * from "./entities/logged-model-order.ts";
export type { LoggedModelAttribute, LoggedModelField, ModelMetricField } from "./entities/logged-models.ts";
export type * from "./entities/model-versions.ts";
export type * from "./entities/registered-models.ts";
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

/** Reads a filter of logged models; `undefined` is no filter. Throws INVALID_PARAMETER_VALUE with the place of a mistake. */
export function parseLoggedModelFilter(text: string): FilterNode<LoggedModelField> | undefined {
  return parseFilter(LOGGED_MODEL_GRAMMAR, text);
}

/** Reads a filter of registered models; `undefined` is no filter. Throws INVALID_PARAMETER_VALUE as the others do. */
export function parseRegisteredModelFilter(text: string): FilterNode<RegisteredModelField> | undefined {
  return parseFilter(REGISTERED_MODEL_GRAMMAR, text);
}

/** Reads an order_by list of registered models. Throws INVALID_PARAMETER_VALUE with the place of a mistake. */
export function parseRegisteredModelOrder(items: readonly string[]): OrderTerm<RegisteredModelOrderField>[] {
  return parseOrder(REGISTERED_MODEL_ORDER_GRAMMAR, items);
}

/** Reads a filter of model versions; `undefined` is no filter. Throws INVALID_PARAMETER_VALUE as the others do. */
export function parseModelVersionFilter(text: string): FilterNode<ModelVersionField> | undefined {
  return parseFilter(MODEL_VERSION_GRAMMAR, text);
}

/** Reads an order_by list of model versions. Throws INVALID_PARAMETER_VALUE with the place of a mistake. */
export function parseModelVersionOrder(items: readonly string[]): OrderTerm<ModelVersionOrderField>[] {
  return parseOrder(MODEL_VERSION_ORDER_GRAMMAR, items);
}
