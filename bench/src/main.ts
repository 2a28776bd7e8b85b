/** `npm run bench`: compares Millrace with MLflow and FastTrackML on this machine. */
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { compareGrowth, compareOnPostgres, compareOnSqlite } from "./compare.ts";
import { parseOptions, USAGE, type Options } from "./options.ts";
import { comparisonTables, floorTable, growthTable } from "./report.ts";
import { openWorkshop } from "./workshop.ts";

async function main(options: Options): Promise<void> {
  const workshop = await openWorkshop(options.sizes);
  if (options.scaleRuns !== undefined) {
    const growth = await compareGrowth(options.scaleRuns, workshop);
    print(growthTable(options.scaleRuns, growth));
    save(options, { growth });
    return;
  }
  const compare = options.postgres ? compareOnPostgres : compareOnSqlite;
  const measured = await compare(options.rows, options.targets, workshop);
  print(comparisonTables(measured));
  print(floorTable(workshop.log, workshop.floors));
  save(options, { measured, floors: Object.fromEntries(workshop.log) });
  const unmeasured = measured.some(({ values }) => values.millrace === undefined);
  if (options.targets.includes("millrace") && unmeasured) process.exitCode = 1;
}

function print(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

function save({ json, sizes }: Options, result: object): void {
  if (json === undefined) return;
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memory: totalmem(), node: process.version };
  writeFileSync(json, `${JSON.stringify({ machine, sizes, ...result }, undefined, 2)}\n`);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

function readOptions(): Options | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}

const options = readOptions();
if (options?.help === true) process.stdout.write(USAGE);
else if (options !== undefined) {
  await main(options).catch((error: unknown) =>
    fail(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
}
