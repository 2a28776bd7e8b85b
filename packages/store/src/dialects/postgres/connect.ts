import { readFileSync } from "node:fs";
import type { Client, ClientConfig } from "pg";
import { invalidParameter, MillraceError } from "@millrace/contract";
import type { PostgresAddress } from "./address.ts";
import { errorCode, isDisconnection } from "./errors.ts";
import { columnTypes } from "./values.ts";

const CONNECT_MS = 10_000;

/** An open connection, and the configuration that opens more like it. */
export interface Connected {
  readonly client: Client;
  readonly config: ClientConfig;
}

/**
 * Opens a connection. With sslmode `prefer`, which is the default, one without TLS is taken from a server that has none.
 * @throws MillraceError that names the server and the reason, never the password.
 */
export async function connect(
  make: new (config: ClientConfig) => Client,
  address: PostgresAddress,
): Promise<Connected> {
  const config = clientConfig(address);
  try {
    return await attempt(make, config);
  } catch (error) {
    if (address.sslMode === "prefer" && error instanceof Error && error.message.includes("does not support SSL")) {
      return attempt(make, { ...config, ssl: false }).catch((plain: unknown) => refuse(plain, address));
    }
    return refuse(error, address);
  }
}

async function attempt(make: new (config: ClientConfig) => Client, config: ClientConfig): Promise<Connected> {
  const client = new make(config);
  // Without a listener a connection that breaks between two statements would end the process.
  client.on("error", () => undefined);
  await client.connect();
  return { client, config };
}

function clientConfig(address: PostgresAddress): ClientConfig {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    options: address.options,
    application_name: address.applicationName ?? "millrace",
    connectionTimeoutMillis: address.connectTimeout ?? CONNECT_MS,
    keepAlive: true,
    pipeline: true,
    types: columnTypes,
    ssl: tls(address),
  };
}

function tls(address: PostgresAddress): NonNullable<ClientConfig["ssl"]> {
  if (address.sslMode === "disable" || address.host?.startsWith("/") === true) return false;
  const files = {
    ...(address.sslRootCert !== undefined && { ca: certificate(address.sslRootCert, "sslrootcert") }),
    ...(address.sslCert !== undefined && { cert: certificate(address.sslCert, "sslcert") }),
    ...(address.sslKey !== undefined && { key: certificate(address.sslKey, "sslkey") }),
  };
  switch (address.sslMode) {
    case "verify-full":
      return files;
    case "verify-ca":
      return { ...files, checkServerIdentity: () => undefined };
    default:
      return { ...files, rejectUnauthorized: false };
  }
}

function certificate(path: string, option: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw invalidParameter(`The file ${path}, given as ${option}, can't be read (${errorCode(error) ?? "error"}).`);
  }
}

/** `user@host:port/database`. */
export function describeAddress({ user, host, port, database }: PostgresAddress): string {
  const at = user === undefined ? "" : `${user}@`;
  return `${at}${host ?? "localhost"}${port === undefined ? "" : `:${port}`}/${database ?? ""}`;
}

function refuse(error: unknown, address: PostgresAddress): never {
  const reason = (error instanceof Error && error.message) || errorCode(error) || String(error);
  const advice = isDisconnection(error) ? "Is the server running and the address right?" : "Check the URI.";
  throw new MillraceError(
    isDisconnection(error) ? "TEMPORARILY_UNAVAILABLE" : "INVALID_PARAMETER_VALUE",
    `PostgreSQL at ${describeAddress(address)} can't be used: ${reason}. ${advice}`,
    { cause: error },
  );
}
