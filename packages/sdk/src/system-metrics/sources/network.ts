import { readFile } from "node:fs/promises";
import { platform } from "node:os";
import { output } from "./output.ts";
import { MEGABYTE, type Readings, type Source } from "./source.ts";

/** Bytes through all interfaces of the machine since it started. */
export interface NetworkTotals {
  readonly received: number;
  readonly sent: number;
}

/** What went over the network since the first reading, that of this machine to itself included. */
export class NetworkSource implements Source {
  readonly combine = "last";
  #first: NetworkTotals | undefined;

  async read(signal: AbortSignal): Promise<Readings> {
    const now = await totals(signal);
    const first = (this.#first ??= now);
    return {
      network_receive_megabytes: Math.max(0, now.received - first.received) / MEGABYTE,
      network_transmit_megabytes: Math.max(0, now.sent - first.sent) / MEGABYTE,
    };
  }
}

async function totals(signal: AbortSignal): Promise<NetworkTotals> {
  switch (platform()) {
    case "linux":
      return parseNetDev(await readFile("/proc/net/dev", "utf8"));
    case "win32":
      return parseWindowsNetstat(await output("netstat", ["-e"], signal));
    default:
      return parseNetstat(await output("netstat", ["-ibn"], signal));
  }
}

/** Reads Linux's `/proc/net/dev`: after two lines of headings, one line for each interface. */
export function parseNetDev(text: string): NetworkTotals {
  const rows = text
    .split("\n")
    .slice(2)
    .flatMap((line) => {
      const [, counts] = line.split(":");
      return counts === undefined ? [] : [counts.trim().split(/\s+/).map(Number)];
    });
  return sum(rows.map((row) => [row[0], row[8]]));
}

/** Reads what `netstat -ibn` prints on macOS and BSD: several lines for an interface, of which one has its link. */
export function parseNetstat(text: string): NetworkTotals {
  const [heading = "", ...lines] = text.trim().split("\n");
  const names = heading.trim().split(/\s+/);
  // A row may lack the address, so columns are counted from the end.
  const received = names.indexOf("Ibytes") - names.length;
  const sent = names.indexOf("Obytes") - names.length;
  const rows = lines.filter((line) => line.includes("<Link#")).map((line) => line.trim().split(/\s+/));
  return sum(rows.map((row) => [Number(row.at(received)), Number(row.at(sent))]));
}

/** Reads what `netstat -e` prints on Windows, in any language: the first line with two numbers is that of the bytes. */
export function parseWindowsNetstat(text: string): NetworkTotals {
  const [, received, sent] = /^.*\s(\d+)\s+(\d+)\s*$/m.exec(text) ?? [];
  return sum([[Number(received), Number(sent)]]);
}

function sum(rows: readonly (readonly (number | undefined)[])[]): NetworkTotals {
  let received = 0;
  let sent = 0;
  for (const [rowReceived = 0, rowSent = 0] of rows) {
    received += rowReceived;
    sent += rowSent;
  }
  if (rows.length > 0 && Number.isFinite(received + sent)) return { received, sent };
  throw new Error("The machine does not say what went over its network.");
}
