/** Measures one row: all targets in turn, round after round, with the row's floors beside them. */
import type { FloorName } from "./floors/floor.ts";
import type { Floor } from "./floors/types.ts";
import type { Progress } from "./progress.ts";
import type { Figure, Probe, Row } from "./rows/row.ts";
import type { Sizes } from "./sizes.ts";
import { TARGET_NAMES, type TargetName, TRACKING_NAMES } from "./targets/program.ts";
import type { Target } from "./targets/target.ts";

/** The values of one figure, round by round. */
export type Values = { readonly [name in TargetName]?: readonly number[] };

/** A server that Millrace is compared with. */
export type Rival = Exclude<TargetName, "millrace">;

/** What was measured of one figure. Every list has one value for each round, so equal places belong together. */
export type Measured = {
  readonly row: string;
  /** What Millrace is compared with. */
  readonly rivals: readonly Rival[];
  readonly figure: Figure;
  readonly values: Values;
  /** Milliseconds of one operation at the figure's floor; empty for a figure without one. */
  readonly floors: readonly number[];
};

/** Milliseconds of each floor, round by round, over all rows. */
export type FloorLog = Map<FloorName, number[]>;

type Bench = {
  readonly sizes: Sizes;
  readonly floors: Record<FloorName, Floor>;
  readonly log: FloorLog;
  readonly progress: Progress;
};

type Entry = { readonly name: TargetName; readonly probe: Probe; readonly results: Readonly<Record<string, number>>[] };

/** Sets the row up on every target and measures it. A target that fails is reported and left out of the row. */
export async function measureRow(row: Row, targets: readonly Target[], bench: Bench): Promise<Measured[]> {
  let entries: Entry[] = [];
  for (const target of targets) {
    if (row.targets !== undefined && !row.targets.includes(target.name)) continue;
    const probe = await attempt(row, target.name, bench, () => row.setup(target, bench.sizes));
    if (probe !== undefined) entries.push({ name: target.name, probe, results: [] });
  }
  // Code that has not run yet is slower everywhere: one short round is measured and thrown away.
  if (row.story !== "none") entries = await round(row, entries, { ...bench, sizes: warmUp(bench.sizes) }, false);
  const floors: Map<FloorName, number>[] = [];
  const rounds = Math.min(bench.sizes.rounds, row.rounds ?? Infinity);
  for (let i = 0; i < rounds; i++) {
    bench.progress(`${row.name}: round ${i + 1} of ${rounds}`);
    floors.push(await measureFloors(row, bench));
    entries = await round(row, [...entries.slice(1), ...entries.slice(0, 1)], bench, true);
  }
  return row.figures.map((figure) => ({
    row: row.name,
    rivals: rivalsOf(row),
    figure,
    values: Object.fromEntries(
      entries.map(({ name, results }) => [name, results.map((one) => one[figure.key] ?? Number.NaN)]),
    ),
    floors: figure.floor === undefined ? [] : floors.map((costs) => floorCost(figure, costs)),
  }));
}

function rivalsOf({ programs }: Row): readonly Rival[] {
  const names = programs === undefined ? TRACKING_NAMES : TARGET_NAMES.filter((name) => name in programs);
  return names.filter((name) => name !== "millrace");
}

async function round(row: Row, entries: readonly Entry[], bench: Bench, keep: boolean): Promise<Entry[]> {
  const alive: Entry[] = [];
  for (const entry of entries) {
    const result = await attempt(row, entry.name, bench, () => entry.probe.measure(bench.sizes.budgetMs));
    if (result === undefined) continue;
    if (keep) entry.results.push(result);
    alive.push(entry);
  }
  return alive;
}

async function measureFloors(row: Row, { floors, log, sizes }: Bench): Promise<Map<FloorName, number>> {
  const costs = new Map<FloorName, number>();
  const paid = row.figures.flatMap((figure) => figure.floor ?? []).map(([name]) => name);
  for (const name of new Set([...paid, ...(row.beside ?? [])])) {
    const cost = await floors[name].measure(sizes.floorMs);
    costs.set(name, cost);
    log.set(name, [...(log.get(name) ?? []), cost]);
  }
  return costs;
}

function floorCost(figure: Figure, costs: ReadonlyMap<FloorName, number>): number {
  return (figure.floor ?? []).reduce((sum, [name, times]) => sum + (costs.get(name) ?? Number.NaN) * times, 0);
}

function warmUp(sizes: Sizes): Sizes {
  return { ...sizes, budgetMs: sizes.budgetMs / 5 };
}

async function attempt<T>(
  row: Row,
  name: TargetName,
  { progress }: Bench,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    progress(`${row.name}: ${name} failed and is left out: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
