import { invalidParameter } from "@millrace/contract";

/** How TLS is used, as PostgreSQL's own clients name it. */
export type SslMode = "disable" | "prefer" | "require" | "verify-ca" | "verify-full";

/** Where a PostgreSQL database is and how to sign in; what is missing comes from PGHOST, PGUSER and the like. */
export interface PostgresAddress {
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly sslMode: SslMode;
  /** Files with the certificates to trust, to show, and the key of the latter. */
  readonly sslRootCert?: string;
  readonly sslCert?: string;
  readonly sslKey?: string;
  /** Command-line options for the server process, such as `-c search_path=millrace`. */
  readonly options?: string;
  readonly applicationName?: string;
  /** Milliseconds. */
  readonly connectTimeout?: number;
}

const PARTS =
  /^postgresql:\/\/(?:(?<user>[^:/?@]*)(?::(?<password>[^@]*))?@)?(?:\[(?<ipv6>[^\]]*)\]|(?<host>[^:/?@[\]]*))(?::(?<port>\d*))?(?:\/(?<database>[^/?]*))?(?:\?(?<query>.*))?$/s;

/** Options whose meaning is met without doing anything. */
const IGNORED = new Set(["gssencmode", "target_session_attrs", "channel_binding", "keepalives", "sslcompression"]);

/**
 * Reads `postgresql://user:password@host:port/database?option=value`.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is malformed; the message never holds the password.
 */
export function parsePostgresUri(uri: string): PostgresAddress {
  const parts = PARTS.exec(uri)?.groups;
  if (parts === undefined) {
    throw invalidParameter(
      "The PostgreSQL URI is malformed. Write postgresql://user:password@host:port/database, " +
        "with `@`, `:`, `/`, `?` and `%` inside the user name or the password as %40, %3A, %2F, %3F and %25.",
    );
  }
  const options = new Map(new URLSearchParams(parts.query ?? ""));
  const taken = (name: string): string | undefined => {
    const value = options.get(name);
    options.delete(name);
    return value === "" ? undefined : value;
  };
  const address = withoutUndefined({
    host: taken("host") ?? decoded(parts.ipv6 ?? parts.host, "host"),
    port: port(taken("port") ?? parts.port),
    user: taken("user") ?? decoded(parts.user, "user name"),
    password: taken("password") ?? decoded(parts.password, "password"),
    database: taken("dbname") ?? decoded(parts.database, "database name"),
    sslRootCert: taken("sslrootcert"),
    sslCert: taken("sslcert"),
    sslKey: taken("sslkey"),
    options: taken("options"),
    applicationName: taken("application_name"),
    connectTimeout: seconds(taken("connect_timeout")),
  });
  const result = { ...address, sslMode: sslMode(taken("sslmode")) };
  const unknown = [...options.keys()].filter((name) => !IGNORED.has(name));
  if (unknown.length > 0) {
    throw invalidParameter(`The PostgreSQL URI has options that Millrace does not know: ${unknown.join(", ")}.`);
  }
  return result;
}

type Defined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  // Every field that is left has a value.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function decoded(text: string | undefined, part: string): string | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidParameter(`The ${part} in the PostgreSQL URI has a \`%\` that starts no character: write it as %25.`);
  }
}

function port(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  throw invalidParameter("The port in the PostgreSQL URI must be a whole number from 1 to 65535.");
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 3_600) return number * 1_000;
  throw invalidParameter("connect_timeout in the PostgreSQL URI must be a whole number of seconds up to 3600.");
}

function sslMode(text: string | undefined): SslMode {
  switch (text) {
    case undefined:
    case "allow":
      return "prefer";
    case "disable":
    case "prefer":
    case "require":
    case "verify-ca":
    case "verify-full":
      return text;
    default:
      throw invalidParameter(
        "sslmode in the PostgreSQL URI must be disable, allow, prefer, require, verify-ca or verify-full.",
      );
  }
}
