import type { QueryResult } from "pg";
import type { Row } from "../../database/sql.ts";
import type { Connection } from "./connection.ts";
import type { Connections } from "./connections.ts";
import { isDisconnection, translated } from "./errors.ts";
import type { Parameter } from "./values.ts";

interface Read {
  readonly text: string;
  readonly values: Parameter[];
  readonly resolve: (result: QueryResult<Row>) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads that are asked for without waiting for each other share one connection and one round trip. */
export class Reads {
  readonly #connections: Connections;
  #gathered: Read[] = [];

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  query(text: string, values: Parameter[]): Promise<QueryResult<Row>> {
    const { promise, resolve, reject } = Promise.withResolvers<QueryResult<Row>>();
    this.#gathered.push({ text, values, resolve, reject });
    if (this.#gathered.length === 1) queueMicrotask(() => this.#send());
    return promise;
  }

  #send(): void {
    const reads = this.#gathered;
    this.#gathered = [];
    this.#connections
      .use((connection) => runAll(connection, reads))
      .catch((error: unknown) => {
        for (const read of reads) read.reject(error);
      });
  }
}

/** Answers each read by itself; only a broken connection fails them together. */
async function runAll(connection: Connection, reads: readonly Read[]): Promise<void> {
  const results = await Promise.allSettled(reads.map(({ text, values }) => connection.query(text, values)));
  const broken = results.find((result) => result.status === "rejected" && isDisconnection(result.reason));
  if (broken?.status === "rejected") throw broken.reason;
  reads.forEach((read, index) => {
    const result = results[index];
    if (result?.status === "fulfilled") read.resolve(result.value);
    else read.reject(translated(result?.reason));
  });
}
