import type { Int64 } from "@millrace/contract";
import { int64At, type RecordSource, uniquePoints } from "@millrace/store/transfer";

/** All records of a source by kind, in an order of their own. */
export type Everything = Readonly<Record<string, readonly unknown[]>>;

/** Reads all of a source. What only one kind of source knows is left out, such as the size of a metric's file. */
export async function readEverything(source: RecordSource): Promise<Everything> {
  const found = {
    experiments: await all(source.experiments()),
    datasets: await all(source.datasets()),
    runs: [] as unknown[],
    series: [] as unknown[],
    loggedModels: [] as unknown[],
    modelPoints: [] as unknown[],
    registeredModels: await all(source.registeredModels()),
    modelVersions: await all(source.modelVersions()),
  };
  for await (const runs of source.runs()) {
    found.runs.push(...runs.map((run) => ({ ...run, series: run.series.map(({ key }) => key) })));
    for await (const { runId, key, points } of source.series(runs)) {
      const { steps, timestamps, values } = uniquePoints(points);
      const rows = Array.from(values, (value, i): [Int64, Int64, number] => [
        int64At(steps, i),
        int64At(timestamps, i),
        value + 0,
      ]);
      found.series.push({ runId, key, rows });
    }
  }
  for await (const models of source.loggedModels()) {
    found.loggedModels.push(...models);
    for await (const points of source.modelPoints(models)) found.modelPoints.push(...points);
  }
  return Object.fromEntries(Object.entries(found).map(([kind, items]) => [kind, sorted(items)]));
}

async function all<Item>(batches: AsyncIterable<readonly Item[]>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const batch of batches) items.push(...batch);
  return items;
}

function sorted(items: readonly unknown[]): unknown[] {
  const text = (item: unknown): string => JSON.stringify(item, (_, value: unknown) => plain(value));
  return items
    .map((item) => ({ item, text: text(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ item }) => item);
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
