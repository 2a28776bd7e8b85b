/** One setting of the server: a flag of `millrace server` and its environment variables. */
export interface Setting {
  /** As commander reads it: `-p, --port <number>`. */
  readonly flags: string;
  /** MLflow's variable; the same name with MILLRACE_ in front is read too, and wins. */
  readonly variable?: string;
  readonly doc: string;
  /** Set on options that MLflow has and that change nothing here: why. */
  readonly ignored?: string;
}

/** Every setting of the server: MLflow's names and meanings, and Millrace's own. */
export const SETTINGS = {
  host: { flags: "-h, --host <address>", variable: "MLFLOW_HOST", doc: "Address to listen on. Default: 127.0.0.1." },
  port: { flags: "-p, --port <number>", variable: "MLFLOW_PORT", doc: "Port to listen on. Default: 5000." },
  backendStoreUri: {
    flags: "--backend-store-uri <uri>",
    variable: "MLFLOW_BACKEND_STORE_URI",
    doc: "Database: sqlite:///file.db or postgresql://user:password@host/name. Default: sqlite:///millrace.db.",
  },
  registryStoreUri: {
    flags: "--registry-store-uri <uri>",
    variable: "MLFLOW_REGISTRY_STORE_URI",
    doc: "Accepted for MLflow's sake: the model registry is in the backend store.",
    ignored: "the model registry is in the backend store",
  },
  defaultArtifactRoot: {
    flags: "--default-artifact-root <uri>",
    variable: "MLFLOW_DEFAULT_ARTIFACT_ROOT",
    doc: "Folder or URI below which new experiments keep their artifacts. Default: ./mlartifacts.",
  },
  serveArtifacts: {
    flags: "--serve-artifacts",
    variable: "MLFLOW_SERVE_ARTIFACTS",
    doc: "Let clients reach artifacts through the server (on unless --no-serve-artifacts).",
  },
  artifactsDestination: {
    flags: "--artifacts-destination <uri>",
    variable: "MLFLOW_ARTIFACTS_DESTINATION",
    doc: "Where artifacts that clients send through the server are kept. Default: ./mlartifacts.",
  },
  workers: {
    flags: "-w, --workers <number>",
    variable: "MLFLOW_WORKERS",
    doc: "Accepted for MLflow's sake: Millrace serves everything from one process.",
    ignored: "Millrace serves everything from one process",
  },
  staticPrefix: {
    flags: "--static-prefix <path>",
    variable: "MLFLOW_STATIC_PREFIX",
    doc: "Path in front of every route, such as /mlflow.",
  },
  allowedHosts: {
    flags: "--allowed-hosts <list>",
    variable: "MLFLOW_SERVER_ALLOWED_HOSTS",
    doc: "Comma-separated Host headers to accept, with * as a wildcard; * alone accepts all. Default: local and private addresses.",
  },
  corsAllowedOrigins: {
    flags: "--cors-allowed-origins <list>",
    variable: "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS",
    doc: "Comma-separated origins of web pages that may call the server, besides local ones.",
  },
  xFrameOptions: {
    flags: "--x-frame-options <value>",
    variable: "MLFLOW_SERVER_X_FRAME_OPTIONS",
    doc: "X-Frame-Options header: SAMEORIGIN, DENY or NONE. Default: SAMEORIGIN.",
  },
  disableSecurityMiddleware: {
    flags: "--disable-security-middleware",
    variable: "MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE",
    doc: "Switch the checks of Host and Origin headers off. Only for trusted networks.",
  },
  exposePrometheus: {
    flags: "--expose-prometheus <folder>",
    variable: "MLFLOW_EXPOSE_PROMETHEUS",
    doc: "Accepted for MLflow's sake: metrics are always at /metrics and need no folder.",
    ignored: "metrics are always at /metrics",
  },
  gunicornOpts: {
    flags: "--gunicorn-opts <options>",
    variable: "MLFLOW_GUNICORN_OPTS",
    doc: "Accepted for MLflow's sake: there is no gunicorn.",
    ignored: "there is no gunicorn here",
  },
  waitressOpts: {
    flags: "--waitress-opts <options>",
    doc: "Accepted for MLflow's sake: there is no waitress.",
    ignored: "there is no waitress here",
  },
  uvicornOpts: {
    flags: "--uvicorn-opts <options>",
    variable: "MLFLOW_UVICORN_OPTS",
    doc: "Accepted for MLflow's sake: there is no uvicorn.",
    ignored: "there is no uvicorn here",
  },
  appName: { flags: "--app-name <name>", doc: "Sign-in application. `basic-auth` is not available yet." },
  dev: { flags: "--dev", doc: "For development: logs every request (the same as --log-level debug)." },
  logLevel: {
    flags: "--log-level <level>",
    variable: "MLFLOW_LOGGING_LEVEL",
    doc: "debug (a line for each request), info, warning or error. Default: info.",
  },
  maxBodySize: {
    flags: "--max-body-size <MiB>",
    variable: "MILLRACE_MAX_BODY_SIZE",
    doc: "Largest request body, in MiB. Default: 64.",
  },
  truncateLongValues: {
    flags: "--truncate-long-values <bool>",
    variable: "MLFLOW_TRUNCATE_LONG_VALUES",
    doc: "Cut parameters and tags that are too long (true, the default) or refuse them (false).",
  },
  allowedArtifactSchemes: {
    flags: "--allowed-artifact-schemes <list>",
    variable: "MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES",
    doc: "Comma-separated schemes such as http or hdfs that artifact locations may name hosts with. Default: none.",
  },
} as const satisfies Record<string, Setting>;

/** The name that the program knows a setting by. */
export type SettingName = keyof typeof SETTINGS;

/** Settings as they were given, unchecked; what is absent takes its default. */
export type Settings = Partial<Record<SettingName, string>>;

/** Every setting with its name, in the order of the help page. */
export function allSettings(): [SettingName, Setting][] {
  return Object.entries(SETTINGS).map(([name, setting]) => [settingName(name), setting]);
}

function settingName(name: string): SettingName {
  if (isSettingName(name)) return name;
  throw new TypeError(`${name} is not a setting.`);
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}
