import type { QueryResult } from "pg";
import type { InsertShape, Row, Sql, SqlValue } from "../../database/sql.ts";
import { insertStatements } from "./insert.ts";
import { type Parameter, parameter } from "./values.ts";

/** Runs one statement, with `?` for its parameters. */
export type Query = (text: string, values: Parameter[]) => Promise<QueryResult<Row>>;

/** `Sql` over a function that runs one statement. */
export class Session implements Sql {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async all<R extends Row>(text: string, params: readonly SqlValue[] = []): Promise<R[]> {
    const result = await this.#query(text, params.map(parameter));
    // The row type is stated beside the text that selects it; this is the border where it is believed.
    return result.rows as R[];
  }

  async get<R extends Row>(text: string, params: readonly SqlValue[] = []): Promise<R | undefined> {
    const rows = await this.all<R>(text, params);
    return rows[0];
  }

  async run(text: string, params: readonly SqlValue[] = []): Promise<number> {
    const result = await this.#query(text, params.map(parameter));
    return result.rowCount ?? 0;
  }

  async insert(table: InsertShape, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    await Promise.all(insertStatements(table, rows).map(({ text, values }) => this.#query(text, values)));
  }
}
