/** What an operator sets for S3 and everything that speaks S3. What is left out, the AWS SDK finds as it always does. */
export interface S3Settings {
  /** Such as `http://127.0.0.1:9000` (MLFLOW_S3_ENDPOINT_URL). Addresses buckets by path, unless `pathStyle` is false. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly sessionToken?: string | undefined;
  readonly pathStyle?: boolean | undefined;
  /** Accepts any TLS certificate of the endpoint (MLFLOW_S3_IGNORE_TLS). */
  readonly ignoreTls?: boolean | undefined;
  /** The JSON object of MLFLOW_S3_UPLOAD_EXTRA_ARGS: parameters of S3's PutObject, such as `{"ServerSideEncryption": "aws:kms"}`. */
  readonly uploadExtraArgs?: string | undefined;
}

/** What an operator sets for Google Cloud Storage. What is left out, Google's library finds as it always does. */
export interface GcsSettings {
  /** Such as `http://127.0.0.1:9023` (STORAGE_EMULATOR_HOST); then without sign-in. */
  readonly endpoint?: string | undefined;
}

/** What an operator sets for Azure Blob Storage. One of the connection string, the account key and the SAS token is needed. */
export interface AzureSettings {
  /** AZURE_STORAGE_CONNECTION_STRING. */
  readonly connectionString?: string | undefined;
  /** AZURE_STORAGE_ACCESS_KEY, of the account that the URI names. */
  readonly accountKey?: string | undefined;
  /** AZURE_STORAGE_SAS_TOKEN, without the leading `?`. */
  readonly sasToken?: string | undefined;
}

/** What an operator sets for reading from web servers. */
export interface HttpSettings {
  /** Hosts, as `name` or `name:port`, that may be asked although they have private or loopback addresses. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The largest file that is read, in bytes. Default: 100 GiB. */
  readonly maxBytes?: number | undefined;
  /** How long a server may keep silent, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
}

/** All that stores need to know besides their URI. */
export interface ArtifactOptions {
  /**
   * The folders, as absolute or relative paths or `file:` URIs, in or below which local roots may lie. Others are refused.
   * URIs of other kinds may be among them and say nothing.
   */
  readonly localRoots: readonly string[];
  /** What `mlflow-artifacts:/` stands for: a folder or a URI. Left out, such URIs are refused. */
  readonly artifactsDestination?: string | undefined;
  readonly s3?: S3Settings | undefined;
  readonly gcs?: GcsSettings | undefined;
  readonly azure?: AzureSettings | undefined;
  readonly http?: HttpSettings | undefined;
}
