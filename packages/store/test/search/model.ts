import type { RunStatus } from "@millrace/contract";
import type { Store } from "@millrace/store";

/** What a test knows of a run that it wrote. */
export interface ModelRun {
  readonly id: string;
  readonly experiment: number;
  readonly name: string;
  readonly status: RunStatus;
  readonly start: number;
  readonly end: number | undefined;
  readonly deleted: boolean;
  /** All values of each metric, the latest last. */
  readonly metrics: Readonly<Record<string, readonly number[]>>;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly datasets: readonly { readonly name: string; readonly context: string | undefined }[];
}

/** Dyadic numbers, so that sums are exact in any order, and all that is not finite. */
export const METRIC_VALUES = [
  -1.5,
  0,
  0.5,
  2,
  4,
  1e300,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];
const LONG = "x".repeat(64);
/** Texts around the order of code points, and longer than what an index holds. */
export const TEXTS = ["", "a", "A", "b%", "b_", "ab", "ﬀ", "😀", `${LONG}b`, `${LONG}a`, LONG, "'\"\\"];
export const STATUSES = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;
export const METRIC_KEYS = ["loss", "loss.min", "acc"];
export const TEXT_KEYS = ["p", "q", "mlflow.x y"];
const DATASETS = ["iris", "digits", "wine"];

/** A cheap stream of whole numbers below a limit, the same for the same seed. */
export function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Writes a run with random content to a store. */
export async function writeRun(store: Store, experiment: number, random: (limit: number) => number): Promise<ModelRun> {
  const pick = <Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item => {
    const item = items[random(items.length)];
    if (item === undefined) throw new RangeError("Nothing to pick from.");
    return item;
  };
  const texts = (): Record<string, string> =>
    Object.fromEntries(TEXT_KEYS.filter(() => random(3) > 0).map((key) => [key, pick(TEXTS)]));
  const metrics = Object.fromEntries(
    METRIC_KEYS.filter(() => random(3) > 0).map((key) => [
      key,
      Array.from({ length: 1 + random(3) }, () => pick(METRIC_VALUES)),
    ]),
  );
  const name = `run ${random(5)}`;
  const start = random(6) - 2;
  const params = texts();
  const tags = { ...texts(), "mlflow.runName": name };
  const { info } = await store.runs.create({
    experimentId: String(experiment),
    name,
    userId: "ada",
    startTime: start,
    tags: entries(tags),
  });
  const points = Object.entries(metrics).flatMap(([key, values]) =>
    values.map((value, step) => ({ key, value, step, timestamp: step })),
  );
  await store.runs.log(info.run_id, { metrics: points, params: entries(params) });
  const datasets = DATASETS.filter(() => random(4) === 0).map((dataset) => ({
    name: dataset,
    context: random(2) === 0 ? undefined : pick(["train", "eval"]),
  }));
  await store.runs.logInputs(info.run_id, datasets.map(datasetInput), []);
  const status = pick(STATUSES);
  const end = random(2) === 0 ? undefined : random(5);
  await store.runs.update(info.run_id, { status, ...(end === undefined ? {} : { endTime: end }) });
  const deleted = random(4) === 0;
  if (deleted) await store.runs.delete(info.run_id);
  return { id: info.run_id, experiment, name, status, start, end, deleted, metrics, params, tags, datasets };
}

function entries(texts: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(texts).map(([key, value]) => ({ key, value }));
}

function datasetInput({ name, context }: { name: string; context: string | undefined }) {
  const tags = context === undefined ? [] : [{ key: "mlflow.data.context", value: context }];
  return { tags, dataset: { name, digest: `digest of ${name}`, source_type: "local", source: "{}" } };
}

type Aggregate = "last" | "min" | "max" | "mean" | "sum" | "count" | "std";
export const AGGREGATES: readonly Aggregate[] = ["last", "min", "max", "mean", "sum", "count", "std"];

/** An aggregate computed from all values; `undefined` where there is none. */
export function aggregate(values: readonly number[] | undefined, name: Aggregate): number | undefined {
  if (values === undefined) return undefined;
  const some = values.filter((value) => !Number.isNaN(value));
  const sum = some.reduce((total, value) => total + value, 0);
  const squares = some.reduce((total, value) => total + value * value, 0);
  const mean = sum / some.length;
  switch (name) {
    case "last":
      return values.at(-1);
    case "count":
      return values.length;
    case "min":
      return some.length === 0 ? undefined : Math.min(...some);
    case "max":
      return some.length === 0 ? undefined : Math.max(...some);
    case "sum":
      return some.length === 0 ? undefined : sum;
    case "mean":
      return some.length === 0 ? undefined : mean;
    case "std":
      if (some.length < 2) return undefined;
      return Number.isFinite(squares)
        ? Math.sqrt(Math.max(0, (squares - (sum * sum) / some.length) / (some.length - 1)))
        : Number.NaN;
  }
}
