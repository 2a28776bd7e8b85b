import type { Client, QueryResult } from "pg";
import type { Row } from "../../database/sql.ts";
import type { Statements } from "./statements.ts";
import type { Parameter } from "./values.ts";

/** How many statements a connection keeps prepared before another takes its place. */
const PREPARED = 500;

/** Runs statements on one connection; those that are sent without waiting for each other travel in one packet. */
export class Connection {
  readonly #client: Client;
  readonly #statements: Statements;
  readonly #prepared = new Set<string>();
  #corked = false;

  constructor(client: Client, statements: Statements) {
    this.#client = client;
    this.#statements = statements;
  }

  /** Whether the server keeps enough prepared for this connection: their number is never reduced. */
  get worn(): boolean {
    return this.#prepared.size >= PREPARED;
  }

  /** Runs a statement with `?` for parameters, which stays prepared. */
  query(text: string, values: Parameter[]): Promise<QueryResult<Row>> {
    const statement = this.#statements.get(text);
    this.#prepared.add(statement.name);
    this.#gather();
    return this.#client.query<Row>({ name: statement.name, text: statement.text, values });
  }

  /** Runs a command such as BEGIN and gives what the server says was done. */
  async command(text: string): Promise<string> {
    this.#gather();
    const { command } = await this.#client.query(text);
    return command;
  }

  /** Holds back what is written until all that is ready to run has run. */
  #gather(): void {
    if (this.#corked) return;
    this.#corked = true;
    const { stream } = this.#client.connection;
    stream.cork();
    // Ticks run before promises that are ready, so the tick is asked for behind those.
    queueMicrotask(() =>
      process.nextTick(() => {
        this.#corked = false;
        stream.uncork();
      }),
    );
  }
}
