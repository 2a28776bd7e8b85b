import type { Scorer } from "../scorer.ts";

/** How a scoring server is started. */
export interface ScoringServerOptions {
  /** What answers; while it is still being opened, health checks fail and requests are asked to come again. */
  readonly scorer: Scorer | Promise<Scorer>;
  /** The model's name in the V2 protocol. Default: `model`. */
  readonly name?: string;
  /** The model's version in the V2 protocol. Default: none. */
  readonly version?: string | undefined;
  /** Default: 127.0.0.1, which only this machine reaches. */
  readonly host?: string;
  /** 0 for any that is free. Default: 5000. */
  readonly port?: number;
  /** How long an answer may take, in milliseconds, the request's arrival included. Default: 60,000. */
  readonly timeoutMs?: number;
  /** Of a request, in bytes. Default: 100 MiB. */
  readonly maxBodySize?: number;
  /** How many requests the model has at once. Default: 256. */
  readonly concurrency?: number;
  /** How many more wait; beyond, they are refused with 503. Default: 1,024. */
  readonly queue?: number;
  /** The hosts that it is asked for by, `*` for any. Default: any, but on loopback only names of this machine. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The origins whose web pages may use the model, `*` for any. Default: those of this machine. */
  readonly allowedOrigins?: readonly string[];
  /** Takes a line of JSON for every request. Default: none is written. */
  readonly accessLog?: ((line: string) => void) | undefined;
}

/** The options with their defaults. */
export type ScoringSettings = Required<Omit<ScoringServerOptions, "scorer">>;

/** Fills in the defaults. */
export function withDefaults(options: ScoringServerOptions): ScoringSettings {
  return {
    name: options.name ?? "model",
    version: options.version,
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 5000,
    timeoutMs: options.timeoutMs ?? 60_000,
    maxBodySize: options.maxBodySize ?? 100 * 1024 * 1024,
    concurrency: options.concurrency ?? 256,
    queue: options.queue ?? 1024,
    allowedHosts: options.allowedHosts,
    allowedOrigins: options.allowedOrigins ?? [],
    accessLog: options.accessLog,
  };
}
