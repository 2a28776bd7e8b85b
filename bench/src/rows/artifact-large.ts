import { setTimeout as sleep } from "node:timers/promises";
import { memoryOf, peakOf, resetPeak } from "../proc.ts";
import type { Sizes } from "../sizes.ts";
import type { Target } from "../targets/target.ts";
import { meanMs } from "../timing.ts";
import { receiveBytes, sendBytes } from "../transfer.ts";
import type { Row } from "./row.ts";

const PROXY = "/api/2.0/mlflow-artifacts/artifacts";
const LARGE = `${PROXY}/bench/large.bin`;
const SMALL = `${PROXY}/bench/small.bin`;
const SMALL_BYTES = 16 * 1024 * 1024;

/** What a transfer may add to the memory of the server, in MiB. */
const MOST_MEMORY = 150;

/** Milliseconds after which a server that has just started counts as idle. */
const SETTLE_MS = 1000;

/** One large file to the artifact proxy, on the disk when the server answers, and what that adds to its memory. */
export const artifactUpload: Row = {
  name: "artifact-upload-1gb",
  story: "none",
  targets: ["millrace", "mlflow"],
  rounds: 3,
  figures: [
    { key: "time", title: "upload 1 GiB", unit: "ms", goal: {}, floor: [["upload", 1]], floorGoal: 0.7 },
    { key: "memory", title: "  memory (RSS) added at most", unit: "MiB", goal: {}, limit: MOST_MEMORY },
  ],
  setup: async (target, sizes) => ({
    measure: (budgetMs) =>
      onFreshServer(target, sizes, async () =>
        meanMs(
          budgetMs,
          () => LARGE,
          (path) => send(target, path, sizes),
        ),
      ),
  }),
};

/** One large file from the artifact proxy, and what that adds to its memory. */
export const artifactDownload: Row = {
  name: "artifact-download-1gb",
  story: "none",
  targets: ["millrace", "mlflow"],
  rounds: 3,
  figures: [
    { key: "time", title: "download 1 GiB", unit: "ms", goal: {}, floor: [["download", 1]], floorGoal: 0.7 },
    { key: "memory", title: "  memory (RSS) added at most", unit: "MiB", goal: {}, limit: MOST_MEMORY },
  ],
  setup: async (target, sizes) => {
    await target.start();
    await send(target, LARGE, sizes);
    await target.stop();
    return {
      measure: (budgetMs) =>
        onFreshServer(target, sizes, async () =>
          meanMs(
            budgetMs,
            () => LARGE,
            (path) => receiveBytes(target.port, path, sizes.fileBytes),
          ),
        ),
    };
  },
};

function send(target: Target, path: string, { fileBytes }: Sizes): Promise<void> {
  return sendBytes(target.port, path, fileBytes);
}

/** Measures on a server that has just started and has moved one small file each way. */
async function onFreshServer(
  target: Target,
  sizes: Sizes,
  transfer: () => Promise<number>,
): Promise<{ time: number; memory: number }> {
  const { pid } = await target.start();
  await sendBytes(target.port, SMALL, Math.min(SMALL_BYTES, sizes.fileBytes));
  await receiveBytes(target.port, SMALL, Math.min(SMALL_BYTES, sizes.fileBytes));
  await sleep(SETTLE_MS);
  const before = memoryOf(pid).rss;
  resetPeak(pid);
  const time = await transfer();
  const memory = peakOf(pid) - before;
  await target.stop();
  return { time, memory };
}
