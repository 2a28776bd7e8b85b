import { invalidParameter } from "@millrace/contract";
import type { S3ClientConfig, PutObjectCommandInput } from "@aws-sdk/client-s3";
import type { S3Settings } from "../../options.ts";
import { loadSdk, oncePerOptions } from "../../sdk.ts";

/** How long to wait for a connection, and for a connection on which nothing moves. In milliseconds. */
const CONNECT_LIMIT = 10_000;
const SILENCE_LIMIT = 60_000;

const loadS3 = () => import("@aws-sdk/client-s3");
const loadPresigner = () => import("@aws-sdk/s3-request-presigner");

export type S3Sdk = Awaited<ReturnType<typeof loadS3>>;
export type Presigner = Awaited<ReturnType<typeof loadPresigner>>;

/** The library, a client with its connections, and what each upload carries besides its bytes. */
export interface S3 {
  readonly sdk: S3Sdk;
  readonly presigner: Presigner;
  readonly client: InstanceType<S3Sdk["S3Client"]>;
  readonly uploadExtras: UploadExtras;
}

/** The parameters of an upload that an operator may set for all of them. */
export type UploadExtras = Pick<PutObjectCommandInput, (typeof UPLOAD_EXTRAS)[number]>;

const UPLOAD_EXTRAS = [
  "ACL",
  "CacheControl",
  "ContentEncoding",
  "ContentLanguage",
  "ExpectedBucketOwner",
  "GrantFullControl",
  "GrantRead",
  "GrantReadACP",
  "GrantWriteACP",
  "RequestPayer",
  "SSECustomerAlgorithm",
  "SSECustomerKey",
  "SSECustomerKeyMD5",
  "SSEKMSEncryptionContext",
  "SSEKMSKeyId",
  "ServerSideEncryption",
  "StorageClass",
  "Tagging",
] as const;

/** The connection to S3 that all stores with the same options share. Nothing is asked of it yet. */
export const connectS3 = oncePerOptions<S3>(async ({ s3 = {} }) => {
  const sdk = await loadSdk("@aws-sdk/client-s3", loadS3);
  const presigner = await loadSdk("@aws-sdk/s3-request-presigner", loadPresigner);
  return { sdk, presigner, client: new sdk.S3Client(configOf(s3)), uploadExtras: uploadExtras(s3.uploadExtraArgs) };
});

function configOf(settings: S3Settings): S3ClientConfig {
  const { endpoint, accessKeyId, secretAccessKey, sessionToken } = settings;
  // Servers other than Amazon's have no regions, but a signature needs one.
  const region = settings.region ?? (endpoint === undefined ? undefined : "us-east-1");
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
      }),
    forcePathStyle: settings.pathStyle ?? endpoint !== undefined,
    followRegionRedirects: true,
    // Many servers that speak S3 do not know the newer checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECT_LIMIT,
      socketTimeout: SILENCE_LIMIT,
      ...(settings.ignoreTls && { httpsAgent: { rejectUnauthorized: false } }),
    },
  };
}

function uploadExtras(text: string | undefined): UploadExtras {
  if (text === undefined || text.trim() === "") return {};
  const extras = parse(text);
  if (isUploadExtras(extras)) return extras;
  throw invalidParameter(
    `MLFLOW_S3_UPLOAD_EXTRA_ARGS must be a JSON object whose values are texts, with these names: ${UPLOAD_EXTRAS.join(", ")}.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isUploadExtras(value: unknown): value is UploadExtras {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const known: readonly string[] = UPLOAD_EXTRAS;
  return Object.entries(value).every(([name, text]) => known.includes(name) && typeof text === "string");
}
