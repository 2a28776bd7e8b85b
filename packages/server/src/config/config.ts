import type { ArtifactOptions } from "@millrace/artifacts";
import { invalidParameter, LIMITS, MillraceError } from "@millrace/contract";
import type { LogLevel } from "../telemetry/log.ts";
import { artifactOptionsFrom, placesFrom } from "./artifact-options.ts";
import {
  booleanSetting,
  choiceSetting,
  durationSetting,
  integerSetting,
  listSetting,
  patternSetting,
  wrongSetting,
} from "./parse.ts";
import { allSettings, type Settings } from "./settings.ts";

const MEBIBYTE = 1024 * 1024;
const LEVELS = ["debug", "info", "warning", "warn", "error", "critical"] as const;

/** How the server runs; every value checked. */
export interface ServerConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly backendStoreUri: string;
  /** Absolute path or URI. */
  readonly defaultArtifactRoot: string;
  readonly serveArtifacts: boolean;
  /** Artifacts and nothing else. */
  readonly artifactsOnly: boolean;
  /** Absolute path or URI. */
  readonly artifactsDestination: string;
  /** Folders and URIs, besides those of an experiment itself, that model versions may be read from; absolute. */
  readonly allowedArtifactRoots: readonly string[];
  /** How artifact stores are reached. */
  readonly artifactOptions: ArtifactOptions;
  /** In seconds. */
  readonly presignedUrlTtl: number;
  /** How long what is deleted is kept, in milliseconds; undefined for ever. */
  readonly trashRetentionMs: number | undefined;
  /** "" or `/some/path`. */
  readonly staticPrefix: string;
  readonly security: SecurityConfig;
  readonly logLevel: LogLevel;
  /** Bytes. */
  readonly maxBodySize: number;
  readonly truncateLongValues: boolean;
  /** Host-addressed artifact schemes that are permitted, in lower case. */
  readonly allowedArtifactSchemes: readonly string[];
  /** What the source of every new model version must match somewhere. */
  readonly modelSourcePattern: RegExp | undefined;
}

/** What browsers are kept from doing. */
export interface SecurityConfig {
  readonly enabled: boolean;
  /** Wildcard patterns of Host headers; undefined for local and private addresses. */
  readonly allowedHosts: readonly string[] | undefined;
  /** Wildcard patterns of origins besides local ones. */
  readonly allowedOrigins: readonly string[];
  readonly frameOptions: "SAMEORIGIN" | "DENY" | "NONE";
}

/**
 * Checks settings and puts the defaults in.
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the flag, NOT_IMPLEMENTED for what Millrace does not have yet.
 */
export function configFrom(settings: Settings): ServerConfig {
  if (settings.appName !== undefined) {
    throw new MillraceError("NOT_IMPLEMENTED", `--app-name ${settings.appName}: sign-in is not available yet.`);
  }
  const serveArtifacts = booleanSetting(settings, "serveArtifacts", true);
  const artifactsOnly = booleanSetting(settings, "artifactsOnly", false);
  if (artifactsOnly && !serveArtifacts)
    throw invalidParameter("--artifacts-only and --no-serve-artifacts exclude each other.");
  const places = placesFrom(settings, serveArtifacts);
  return {
    host: settings.host ?? "127.0.0.1",
    port: integerSetting(settings, "port", [0, 65_535], 5000),
    backendStoreUri: settings.backendStoreUri ?? "sqlite:///millrace.db",
    serveArtifacts,
    artifactsOnly,
    ...places,
    artifactOptions: artifactOptionsFrom(settings, places),
    presignedUrlTtl: integerSetting(settings, "presignedUrlTtl", [1, LIMITS.presignedSeconds], 300),
    trashRetentionMs: durationSetting(settings, "trashRetention"),
    staticPrefix: staticPrefix(settings.staticPrefix ?? ""),
    security: securityFrom(settings),
    logLevel: logLevel(settings),
    maxBodySize: integerSetting(settings, "maxBodySize", [1, 1024], 64) * MEBIBYTE,
    truncateLongValues: booleanSetting(settings, "truncateLongValues", true),
    allowedArtifactSchemes: (listSetting(settings, "allowedArtifactSchemes") ?? []).map((one) => one.toLowerCase()),
    modelSourcePattern: patternSetting(settings, "modelSourcePattern"),
  };
}

/** A line for each setting that was given and changes nothing. */
export function ignoredSettings(settings: Settings): string[] {
  return allSettings().flatMap(([name, { flags = name, ignored }]) =>
    ignored !== undefined && settings[name] !== undefined
      ? [`${flags.replace(/ <.*/, "")} has no effect: ${ignored}.`]
      : [],
  );
}

function securityFrom(settings: Settings): SecurityConfig {
  return {
    enabled: !booleanSetting(settings, "disableSecurityMiddleware", false),
    allowedHosts: listSetting(settings, "allowedHosts"),
    allowedOrigins: listSetting(settings, "corsAllowedOrigins") ?? [],
    frameOptions: choiceSetting(settings, "xFrameOptions", ["SAMEORIGIN", "DENY", "NONE"], "SAMEORIGIN"),
  };
}

function logLevel(settings: Settings): LogLevel {
  if (booleanSetting(settings, "dev", false)) return "debug";
  const level = choiceSetting(settings, "logLevel", LEVELS, "info");
  if (level === "warning") return "warn";
  return level === "critical" ? "error" : level;
}

function staticPrefix(prefix: string): string {
  if (prefix === "" || /^(\/[\w.~-]+)+$/.test(prefix)) return prefix;
  throw wrongSetting(
    "staticPrefix",
    prefix,
    "a path such as /mlflow that starts with a slash and does not end with one",
  );
}
