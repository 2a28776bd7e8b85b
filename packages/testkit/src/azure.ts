import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../../scripts/install.mjs";
import { freePort, tempDir } from "./places.ts";
import { cleanEnvironment, startProgram, type Program } from "./program.ts";

const AZURITE = path.join(ROOT, "node_modules", "azurite", "dist", "src", "blob", "main.js");
/** The account of every storage emulator, and its key; both are in Azure's documentation. */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** A server that speaks Azure Blob Storage, without containers. */
export interface AzureServer extends Program {
  readonly account: string;
  readonly connectionString: string;
}

/** Why tests that need Azure Blob Storage can't run here, for a test's `skip`; false when they can. */
export function azureMissing(): string | false {
  return existsSync(AZURITE) ? false : "Azurite is not installed (npm test installs it)";
}

/** Starts Azurite on 127.0.0.1. */
export async function startAzure(): Promise<AzureServer> {
  const port = await freePort();
  const folder = tempDir();
  const program = await startProgram({
    command: process.execPath,
    args: [AZURITE, "--blobHost=127.0.0.1", `--blobPort=${port}`, `--location=${folder}`, "--silent", ...QUIET],
    kept: true,
    port,
    cwd: folder,
    env: cleanEnvironment(),
    isReady: () => answers(`http://127.0.0.1:${port}/${ACCOUNT}?comp=list`),
  });
  const address = `BlobEndpoint=http://127.0.0.1:${port}/${ACCOUNT}`;
  return {
    ...program,
    account: ACCOUNT,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};${address};`,
  };
}

const QUIET = ["--disableTelemetry", "--skipApiVersionCheck"];

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
