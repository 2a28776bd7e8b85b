/** One setting of the server: a flag of `millrace server`, environment variables, or both. */
export interface Setting {
  /** As commander reads it: `-p, --port <number>`. Settings of storage services, secrets among them, have none. */
  readonly flags?: string;
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
    doc: "Folder or URI below which new experiments keep their artifacts. Default: mlflow-artifacts:/, which clients reach through the server; ./mlartifacts with --no-serve-artifacts.",
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
  artifactsOnly: {
    flags: "--artifacts-only",
    variable: "MLFLOW_ARTIFACTS_ONLY",
    doc: "Serve artifacts and nothing else.",
  },
  allowedArtifactRoots: {
    flags: "--allowed-artifact-roots <list>",
    variable: "MILLRACE_ALLOWED_ARTIFACT_ROOTS",
    doc: "Comma-separated folders and URIs, besides the artifact root and destination, whose files the server may read and write for clients.",
  },
  allowedHttpHosts: {
    flags: "--allowed-http-hosts <list>",
    variable: "MILLRACE_ALLOWED_HTTP_HOSTS",
    doc: "Comma-separated hosts (name or name:port) with private addresses that the server may read artifacts from. Default: none.",
  },
  presignedUrlTtl: {
    flags: "--presigned-url-ttl <seconds>",
    variable: "MLFLOW_PRESIGNED_DOWNLOAD_URL_TTL_SECONDS",
    doc: "How long addresses of proxied files straight at the storage are valid. Default: 300.",
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
  modelSourcePattern: {
    variable: "MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX",
    doc: "Regular expression that the source of every new model version must match somewhere.",
  },
  trashRetention: {
    flags: "--trash-retention <duration>",
    variable: "MILLRACE_TRASH_RETENTION",
    doc: "Purge what was deleted longer ago than this, such as 30d or 12h, artifacts and all. Default: never.",
  },
  s3Endpoint: {
    variable: "MLFLOW_S3_ENDPOINT_URL",
    doc: "Address of an S3 service other than Amazon's, such as http://127.0.0.1:9000.",
  },
  s3AddressingStyle: {
    variable: "MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE",
    doc: "Where the bucket stands in S3 addresses: path, virtual or auto. Default: auto.",
  },
  s3IgnoreTls: {
    variable: "MLFLOW_S3_IGNORE_TLS",
    doc: "Take any TLS certificate of the S3 service. Default: false.",
  },
  s3UploadExtraArgs: {
    variable: "MLFLOW_S3_UPLOAD_EXTRA_ARGS",
    doc: "JSON object of further parameters of S3 uploads.",
  },
  gcsEndpoint: {
    variable: "STORAGE_EMULATOR_HOST",
    doc: "Address of a service that stands in for Google Cloud Storage.",
  },
  azureConnectionString: { variable: "AZURE_STORAGE_CONNECTION_STRING", doc: "How to sign in to Azure Blob Storage." },
  azureAccountKey: { variable: "AZURE_STORAGE_ACCESS_KEY", doc: "The key of the Azure storage account." },
  azureSasToken: { variable: "AZURE_STORAGE_SAS_TOKEN", doc: "A shared access signature for Azure Blob Storage." },
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
