import { closeSync, existsSync, ftruncateSync, openSync } from "node:fs";
import { LineReader } from "./line-reader.ts";
import { decodeHeader, decodeLine, type Header } from "./spool-line.ts";
import type { SpoolPlace } from "./spool-places.ts";

/** A spool's file that a process has left. */
export interface LeftFile {
  readonly fd: number;
  readonly header: Header;
  /** Behind the last line that the server has acknowledged. */
  readonly position: number;
  readonly size: number;
}

/** The one thing that is looked for in each line; no other begins like this. */
const ACKNOWLEDGED = '{"acknowledged":';

/**
 * Opens a file that this process has the lock of, without the torn line at its end.
 * @returns undefined when there is none, or nothing in it
 */
export function openLeft(place: SpoolPlace): LeftFile | undefined {
  if (!existsSync(place.file)) return undefined;
  const fd = openSync(place.file, "r+");
  try {
    const reader = new LineReader(fd, 0);
    const first = reader.next();
    if (first === undefined) {
      closeSync(fd);
      return undefined;
    }
    const header = decodeHeader(first.text);
    if (header === undefined) throw new Error("its first line is damaged, or of a newer version");
    const position = lastAcknowledged(reader) ?? first.end;
    ftruncateSync(fd, reader.position);
    return { fd, header, position, size: reader.position };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function lastAcknowledged(reader: LineReader): number | undefined {
  let last: number | undefined;
  for (let read = reader.next(); read !== undefined; read = reader.next()) {
    const line = read.text.startsWith(ACKNOWLEDGED) ? decodeLine(read.text) : undefined;
    if (line?.kind === "acknowledged") last = line.offset;
  }
  return last;
}
