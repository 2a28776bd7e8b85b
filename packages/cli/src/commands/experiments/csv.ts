import { endpoints, type Run } from "@millrace/contract";
import type { Command } from "commander";
import type { Client } from "millrace/client";
import { addCommand } from "../../command/define.ts";
import { itemsOf } from "../../command/listing.ts";
import { option, required, trackingUriOption } from "../../command/options.ts";
import { asking, type TrackingFlags } from "../../command/tracking.ts";
import { type CsvColumns, csvColumns, csvLine, csvRow } from "../../csv/runs.ts";
import { toFile } from "../../csv/to-file.ts";
import type { Io } from "../../io.ts";

interface CsvFlags extends TrackingFlags {
  readonly experimentId: string;
  readonly filename?: string;
}

/** Adds `millrace experiments csv`. */
export function addCsv(group: Command, io: Io): void {
  addCommand<CsvFlags>(group, io, "csv", {
    doc: "Writes all active runs of an experiment as CSV, with a column for each metric, parameter and tag.",
    options: [
      required("-x, --experiment-id <id>", "Id of the experiment."),
      option("-o, --filename <file>", "The file to write. Default: standard output."),
      trackingUriOption(),
    ],
    examples: [
      ["experiments csv -x 1 -o runs.csv", "Write the runs of experiment 1 to a file"],
      ["experiments csv -x 1 | head -n 5", "Look at the first of them"],
    ],
    run: runCsv,
  });
}

async function runCsv(flags: CsvFlags, io: Io): Promise<void> {
  const { experimentId, filename } = flags;
  await asking(flags, async (client) => {
    await client.experiments.get({ experiment_id: experimentId });
    const columns = await columnsOf(client, experimentId);
    if (filename === undefined) return await writeRows(client, experimentId, columns, (text) => io.write(text));
    await toFile(filename, (write) => writeRows(client, experimentId, columns, write));
    io.line(`The runs of experiment ${experimentId} are in ${filename}.`);
  });
}

/** The runs are read twice, first for their keys: so they need never be in memory together. */
async function columnsOf(client: Client, experimentId: string): Promise<CsvColumns> {
  const columns = csvColumns();
  for await (const page of runsOf(client, experimentId)) for (const run of page) columns.add(run);
  return columns;
}

async function writeRows(
  client: Client,
  experimentId: string,
  columns: CsvColumns,
  write: (text: string) => Promise<void>,
): Promise<void> {
  await write(csvLine(columns.titles()));
  for await (const page of runsOf(client, experimentId)) {
    await write(page.map((run) => csvLine(csvRow(run, columns))).join(""));
  }
}

function runsOf(client: Client, experimentId: string): AsyncGenerator<readonly Run[]> {
  return itemsOf(client, {
    endpoint: endpoints.runs.search,
    request: { experiment_ids: [experimentId] },
    items: (answer) => answer.runs,
    most: Infinity,
  });
}
