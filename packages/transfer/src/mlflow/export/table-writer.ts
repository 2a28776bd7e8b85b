import type { Database, InsertShape, SqlValue } from "@millrace/store/transfer";
import type { TableRow } from "./rows.ts";

/** Rows after which those gathered are written, in one transaction. */
const BATCH = 50_000;

/** Writes rows of many tables, in the order in which they come. */
export class TableWriter {
  readonly #database: Database;
  readonly #shapes = new Map<string, InsertShape>();
  #waiting = new Map<InsertShape, SqlValue[][]>();
  #count = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(rows: Iterable<TableRow>): Promise<void> {
    for (const { table, row } of rows) {
      const shape = this.#shapeOf(table, row);
      const waiting = this.#waiting.get(shape);
      if (waiting === undefined) this.#waiting.set(shape, [Object.values(row)]);
      else waiting.push(Object.values(row));
      this.#count += 1;
      if (this.#count >= BATCH) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#count = 0;
    await this.#database.write(async (sql) => {
      for (const [shape, rows] of waiting) await sql.insert(shape, rows);
    });
  }

  /** The columns of a table's first row: all rows of a table have the same ones. */
  #shapeOf(table: string, row: TableRow["row"]): InsertShape {
    let shape = this.#shapes.get(table);
    if (shape === undefined) {
      const columns = Object.fromEntries(Object.keys(row).map((column) => [`"${column}"`, "text"] as const));
      // Points that differ here only in what MLflow does not tell apart are one point there.
      shape = { table: `"${table}"`, columns, onConflict: "ON CONFLICT DO NOTHING" };
      this.#shapes.set(table, shape);
    }
    return shape;
  }
}
