/** Turns what was measured into tables. */
import type { Growth } from "./compare.ts";
import type { FloorName } from "./floors/floor.ts";
import type { Floor } from "./floors/types.ts";
import type { FloorLog, Measured, Rival } from "./measure.ts";
import { moreIsBetter } from "./rows/row.ts";
import { spread } from "./stats.ts";
import { table } from "./table.ts";
import type { TargetName } from "./targets/program.ts";

const TITLES: Readonly<Record<Rival, string>> = {
  mlflow: "MLflow",
  fasttrackml: "FastTrackML",
  mlserver: "MLServer",
};

/** The greatest ratio that a search over more runs may show. */
const GROWTH_GOAL = 2;

/** The tables of the rows: figures, ratios, goals, and the share of the floor that Millrace reaches. */
export function comparisonTables(measured: readonly Measured[]): string {
  const groups = Map.groupBy(measured, ({ rivals }) => rivals.join());
  return [...groups.values()].map(comparisonTable).join("\n\n");
}

function comparisonTable(measured: readonly Measured[]): string {
  const rivals = measured[0]?.rivals ?? [];
  const head = [
    "what",
    "Millrace",
    ...rivals.flatMap((rival) => [TITLES[rival], "× (min..max)", "goal"]),
    "reached",
    "of floor",
  ];
  const lines = measured.map((one) => [
    one.figure.title,
    value(one, "millrace"),
    ...rivals.flatMap((rival) => [value(one, rival), ratioText(one, rival), goalText(one, rival)]),
    reachedText(one),
    floorText(one),
  ]);
  return table([head, ...lines]);
}

/** The table of the raw floors. */
export function floorTable(log: FloorLog, floors: Record<FloorName, Floor>): string {
  const lines = [...log].map(([name, values]) => {
    const { median, min, max } = spread(values);
    return [floors[name].title, `${digits(median)} ms`, `${digits(min)}..${digits(max)}`, `${digits(1000 / median)}/s`];
  });
  return table([["floor", "one operation", "min..max", "rate"], ...lines]);
}

/** The table of the searches over more runs. */
export function growthTable(runs: number, growth: readonly Growth[]): string {
  const lines = growth.map(({ title, ratio }) => [
    title,
    `${digits(ratio.median)} (${digits(ratio.min)}..${digits(ratio.max)})`,
    `≤ ${GROWTH_GOAL}`,
    ratio.median <= GROWTH_GOAL ? "yes" : "NO",
  ]);
  return table([[`with ${runs} runs`, "× as long (min..max)", "goal", "reached"], ...lines]);
}

/**
 * How many times better Millrace is than another program, round by round. The two values of a ratio come from the
 * same round. Empty when either was not measured.
 */
export function ratios(one: Measured, rival: TargetName): number[] {
  const ours = one.values.millrace ?? [];
  const theirs = one.values[rival] ?? [];
  return ours.slice(0, theirs.length).map((our, round) => {
    const their = theirs[round] ?? Number.NaN;
    return moreIsBetter(one.figure) ? our / their : their / our;
  });
}

/** Whether Millrace reaches every goal of the figure; undefined when none could be judged. */
export function reached(one: Measured): boolean | undefined {
  const { goal, limit, least, floorGoal } = one.figure;
  const verdicts: boolean[] = [];
  for (const rival of one.rivals) {
    const wanted = goal[rival];
    const found = ratios(one, rival);
    if (wanted !== undefined && found.length > 0) verdicts.push(spread(found).median >= wanted);
  }
  const ours = one.values.millrace ?? [];
  const shares = floorShares(one);
  if (floorGoal !== undefined && shares.length > 0) verdicts.push(spread(shares).median >= floorGoal);
  if (limit !== undefined && ours.length > 0) verdicts.push(Math.max(...ours) <= limit);
  if (least !== undefined && ours.length > 0) verdicts.push(spread(ours).median >= least);
  return verdicts.length === 0 ? undefined : verdicts.every(Boolean);
}

function value(one: Measured, name: TargetName): string {
  const values = one.values[name] ?? [];
  return values.length === 0 ? "–" : `${digits(spread(values).median)} ${one.figure.unit}`;
}

function ratioText(one: Measured, rival: TargetName): string {
  const found = ratios(one, rival);
  if (found.length === 0 || one.figure.unit === "errors") return "–";
  const { median, min, max } = spread(found);
  return `${digits(median)} (${digits(min)}..${digits(max)})`;
}

function goalText(one: Measured, rival: Rival): string {
  const goal = one.figure.goal[rival];
  return goal === undefined ? "–" : `≥ ${digits(goal)}`;
}

function reachedText(one: Measured): string {
  const verdict = reached(one);
  if (verdict === undefined) return "–";
  return verdict ? "yes" : "NO";
}

function floorText(one: Measured): string {
  const shares = floorShares(one);
  if (shares.length === 0) return "–";
  const { floorGoal } = one.figure;
  const goal = floorGoal === undefined ? "" : ` (≥ ${percent(floorGoal)})`;
  return percent(spread(shares).median) + goal;
}

/** The floor's time divided by Millrace's, round by round; none for a figure without a floor. */
function floorShares({ figure, values, floors }: Measured): number[] {
  if (floors.length === 0) return [];
  return (values.millrace ?? []).map(
    (our, round) => (floors[round] ?? Number.NaN) / (moreIsBetter(figure) ? 1000 / our : our),
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** Three significant digits without an exponent. */
function digits(number: number): string {
  return Number(number.toPrecision(3)).toLocaleString("en", { useGrouping: false, maximumFractionDigits: 4 });
}
