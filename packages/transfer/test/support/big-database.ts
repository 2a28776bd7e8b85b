import { createHash } from "node:crypto";
import { createForeignDatabase, PointsBuilder } from "@millrace/store/transfer";
import { experimentRows, runRows, seriesRows } from "../../src/mlflow/export/rows.ts";
import { createIndexes, createTables } from "../../src/mlflow/export/schema.ts";
import { TableWriter } from "../../src/mlflow/export/table-writer.ts";

/** How large a database is made. */
export interface Size {
  readonly runs: number;
  readonly metrics: number;
  readonly points: number;
}

/** Makes a SQLite database with MLflow's tables: runs with parameters and with metrics of so many points each. */
export async function makeBigDatabase(file: string, size: Size): Promise<void> {
  const database = await createForeignDatabase(file);
  try {
    await database.write(createTables);
    const writer = new TableWriter(database);
    await writer.add(
      experimentRows({ ...TIMES, id: 7, name: "big", artifactLocation: "/artifacts/7", tags: [], ...KEPT }),
    );
    for (let index = 0; index < size.runs; index++) await addRun(writer, index, size);
    await writer.flush();
    await database.write(createIndexes);
  } finally {
    await database.close();
  }
}

const TIMES = { createdMs: 1, updatedMs: 1 };
const KEPT = { deleted: false, deletedMs: null };
const START = 1_767_603_600_000;

async function addRun(writer: TableWriter, index: number, { metrics, points }: Size): Promise<void> {
  const id = createHash("md5").update(String(index)).digest("hex");
  await writer.add(
    runRows({
      ...KEPT,
      id,
      experimentId: 7,
      name: `run ${index}`,
      userId: "ada",
      status: "FINISHED",
      startMs: START,
      endMs: START + 1000,
      artifactUri: `/artifacts/7/${id}/artifacts`,
      params: Array.from({ length: 5 }, (_, p) => ({ key: `p${p}`, value: String(index * p) })),
      tags: [{ key: "mlflow.runName", value: `run ${index}` }],
      datasets: [],
      models: [],
      series: [],
    }),
  );
  for (let metric = 0; metric < metrics; metric++) {
    const builder = new PointsBuilder();
    for (let step = 0; step < points; step++)
      builder.add(step, START + step * 997, Math.sin(step * (metric + 1)) / (index + 1));
    await writer.add(seriesRows({ runId: id, key: `metric ${metric}`, points: builder.finish() }));
  }
}
