import { receiveBytes, sendBytes } from "../transfer.ts";
import { meanMs } from "../timing.ts";
import type { Floor } from "./types.ts";

/** A bare Node HTTP server that writes a body to a file, on the disk when it answers. */
export function uploadFloor(port: number, bytes: number): Floor {
  return {
    title: `bare Node HTTP server, ${bytes} bytes to a file on the disk`,
    measure: (budgetMs) =>
      meanMs(
        budgetMs,
        () => "/file",
        (path) => sendBytes(port, path, bytes),
      ),
  };
}

/** A bare Node HTTP server that sends a file. */
export function downloadFloor(port: number, bytes: number): Floor {
  let isThere = false;
  return {
    title: `bare Node HTTP server, ${bytes} bytes from a file`,
    measure: async (budgetMs) => {
      if (!isThere) await sendBytes(port, "/file", bytes);
      isThere = true;
      return meanMs(
        budgetMs,
        () => "/file",
        (path) => receiveBytes(port, path, bytes),
      );
    },
  };
}
