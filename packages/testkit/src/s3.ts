import { existsSync } from "node:fs";
import path from "node:path";
import { VENV_BIN } from "./mlflow.ts";
import { freePort, tempDir } from "./places.ts";
import { answersOk, cleanEnvironment, startProgram, type Program } from "./program.ts";

const WEED = path.join(VENV_BIN, "weed");
const SERVICES = ["master", "volume", "filer"];

/** How to start the S3 server; what is left out is new and temporary. */
export interface S3Options {
  /** Where it keeps its data. */
  readonly folder?: string;
  readonly port?: number;
}

/** An S3 server with an empty bucket. */
export interface S3Server extends Program {
  readonly folder: string;
  readonly bucket: string;
  /** It takes these as well as any other. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Why tests that need an S3 server can't run here, for a test's `skip`; false when they can. */
export function s3Missing(): string | false {
  return existsSync(WEED) ? false : "SeaweedFS is not installed (npm test installs it)";
}

/** On a busy machine SeaweedFS can start without ever giving room to an object; it has to be started again then. */
const ATTEMPTS = 3;
const START_LIMIT_MS = 60_000;

/**
 * Starts SeaweedFS on 127.0.0.1 and waits until it has a bucket (some 4 s). Started anew on a folder, it has its objects
 * again. `kill` ends it at once; `stop` takes its time.
 */
export async function startS3(options: S3Options = {}, attempt = 1): Promise<S3Server> {
  const folder = options.folder ?? tempDir();
  const port = options.port ?? (await freePort());
  const bucket = "millrace";
  try {
    const program = await startProgram({
      command: WEED,
      args: ["server", `-dir=${folder}`, ...(await addresses(port)), ...SMALL],
      kept: true,
      port,
      cwd: folder,
      env: cleanEnvironment(),
      isReady: () => takesObjects(`http://127.0.0.1:${port}/${bucket}`),
      startLimitMs: START_LIMIT_MS,
    });
    return { ...program, folder, bucket, accessKeyId: "millrace", secretAccessKey: "millrace-secret" };
  } catch (error) {
    if (attempt === ATTEMPTS) throw error;
    return startS3(options, attempt + 1);
  }
}

/** Makes the bucket unless it is there, and tries it. */
async function takesObjects(bucket: string): Promise<boolean> {
  const trial = `${bucket}/.trial`;
  await answersOk(bucket, { method: "PUT" });
  return (await answersOk(trial, { method: "PUT", body: "trial" })) && answersOk(trial, { method: "DELETE" });
}

/** What makes it start fast, keep small and keep to itself. */
const SMALL = [
  "-master.volumeSizeLimitMB=64",
  "-master.electionTimeout=1s",
  "-master.heartbeatInterval=100ms",
  "-volume.max=100",
  "-volume.preStopSeconds=0",
  "-master.telemetry=false",
];

async function addresses(port: number): Promise<string[]> {
  const flags = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3", `-s3.port=${port}`, `-s3.port.grpc=${await freePort()}`];
  flags.push("-s3.port.iceberg=0", "-s3.port.lance=0");
  for (const service of SERVICES) {
    flags.push(`-${service}.port=${await freePort()}`, `-${service}.port.grpc=${await freePort()}`);
  }
  return flags;
}
