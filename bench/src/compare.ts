/** The comparisons: all rows on SQLite, some on PostgreSQL, and the searches over more runs. */
import { measureRow, type Measured } from "./measure.ts";
import { openPostgres } from "./postgres.ts";
import { startWithStory } from "./prepare.ts";
import type { Row } from "./rows/row.ts";
import { search } from "./rows/search.ts";
import { spread, type Spread } from "./stats.ts";
import { type TargetName, TRACKING_NAMES } from "./targets/program.ts";
import { createTarget, type Target } from "./targets/target.ts";
import type { Workshop } from "./workshop.ts";

/** Measures the rows with SQLite. Rows of the same programs that start from the same data share their servers. */
export async function compareOnSqlite(
  rows: readonly Row[],
  names: readonly TargetName[],
  workshop: Workshop,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [, group] of Map.groupBy(rows, ({ programs, story }) => programs ?? story)) {
    const [{ programs, story } = search] = group;
    const open = (name: TargetName): Promise<Target> => {
      const folder = workshop.folder(`${name}-${story}`);
      if (story === "none") return createTarget(name, folder, programs === undefined ? {} : { programs });
      return startWithStory(name, story, workshop.sizes, folder, workshop.progress);
    };
    const needed = names.filter((name) => group.some((row) => (row.targets ?? TRACKING_NAMES).includes(name)));
    measured.push(...(await withTargets(needed, open, workshop, (targets) => measureRows(group, targets, workshop))));
  }
  return measured;
}

/** Measures the rows that have a goal on PostgreSQL, each target with a database of one server. */
export async function compareOnPostgres(
  rows: readonly Row[],
  names: readonly TargetName[],
  workshop: Workshop,
): Promise<Measured[]> {
  const able = names.filter((name) => name === "millrace" || name === "fasttrackml");
  const group = rows.filter((row) => row.figures.some((figure) => figure.postgresGoal !== undefined)).map(onPostgres);
  const postgres = await openPostgres();
  const open = async (name: TargetName): Promise<Target> => {
    const target = await createTarget(name, workshop.folder(`${name}-postgres`), {
      postgres: await postgres.createDatabase(name),
    });
    await target.start();
    return target;
  };
  try {
    return await withTargets(able, open, workshop, (targets) => measureRows(group, targets, workshop));
  } finally {
    await postgres.stop();
  }
}

/** How many times longer a search takes over more runs. */
export type Growth = { readonly title: string; readonly ratio: Spread };

/** Measures the searches on two Millrace servers in turn, with the usual number of runs and with `runs`. */
export async function compareGrowth(runs: number, workshop: Workshop): Promise<Growth[]> {
  const { sizes, progress } = workshop;
  const open = (count: number): Promise<Target> =>
    startWithStory("millrace", "runs", { ...sizes, runs: count }, workshop.folder(`millrace-${count}`), progress);
  const small = await open(sizes.runs);
  const large = await open(runs);
  const few = await search.setup(small, sizes);
  const many = await search.setup(large, { ...sizes, runs });
  const ratios = new Map<string, number[]>(search.figures.map(({ key }) => [key, []]));
  for (let round = 0; round < sizes.rounds; round++) {
    progress(`search over ${runs} runs: round ${round + 1} of ${sizes.rounds}`);
    const base = await few.measure(sizes.budgetMs);
    const grown = await many.measure(sizes.budgetMs);
    for (const [key, list] of ratios) list.push((grown[key] ?? Number.NaN) / (base[key] ?? Number.NaN));
  }
  await Promise.all([small.stop(), large.stop()]);
  return search.figures.map(({ key, title }) => ({ title, ratio: spread(ratios.get(key) ?? []) }));
}

async function measureRows(rows: readonly Row[], targets: readonly Target[], workshop: Workshop): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const row of rows) measured.push(...(await measureRow(row, targets, workshop)));
  return measured;
}

/** Opens the targets that can be opened, one after the other, and stops them all whatever happens. */
async function withTargets<T>(
  names: readonly TargetName[],
  open: (name: TargetName) => Promise<Target>,
  { progress }: Workshop,
  use: (targets: readonly Target[]) => Promise<T>,
): Promise<T> {
  const targets: Target[] = [];
  try {
    for (const name of names) {
      progress(`starting ${name}`);
      try {
        targets.push(await open(name));
      } catch (error) {
        progress(`${name} is left out: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return await use(targets);
  } finally {
    await Promise.all(targets.map((target) => target.stop()));
  }
}

/** The same row with its goal on PostgreSQL. The floors are SQLite's, so none is shown. */
function onPostgres(row: Row): Row {
  return {
    ...row,
    figures: row.figures.map(({ key, title, unit, postgresGoal }) => ({
      key,
      title,
      unit,
      goal: postgresGoal === undefined ? {} : { fasttrackml: postgresGoal },
    })),
  };
}
