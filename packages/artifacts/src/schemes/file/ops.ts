import fs, { type BigIntStats } from "node:fs";
import { lstat, realpath, rename, statfs } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { isMissing } from "./errors.ts";

type Maybe<T> = T | Promise<T>;

/** The small calls of a file system, of which each request makes several. Errors are Node's. */
export interface FileOps {
  realpath(file: string): Maybe<string>;
  /** Undefined when nothing is there. Links are not followed. */
  lstat(file: string): Maybe<BigIntStats | undefined>;
  open(file: string, flags: number, mode?: number): Maybe<number>;
  fstat(file: number): Maybe<BigIntStats>;
  /** For a few kilobytes. */
  write(file: number, bytes: Uint8Array): Maybe<number>;
  rename(from: string, to: string): Maybe<void>;
  close(file: number): Maybe<void>;
}

/** The file systems of disks in this machine, by the numbers that statfs(2) has for them. */
const LOCAL = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0x2fc12fc1, // ZFS
  0xf2f52010, // F2FS
  0x01021994, // tmpfs
  0x794c7630, // overlayfs
]);

/**
 * Chooses how a folder's file system is called. On a local disk each of the small calls takes microseconds, much less than
 * handing it to another thread; on a network's they may take long, and must not hold up the whole server.
 */
export async function opsFor(folder: string): Promise<FileOps> {
  try {
    return LOCAL.has((await statfs(folder)).type) ? AT_ONCE : IN_BACKGROUND;
  } catch (thrown) {
    if (!isMissing(thrown) || folder === path.dirname(folder)) return IN_BACKGROUND;
    return opsFor(path.dirname(folder));
  }
}

const AT_ONCE: FileOps = {
  realpath: (file) => fs.realpathSync.native(file),
  lstat(file) {
    try {
      return fs.lstatSync(file, { bigint: true, throwIfNoEntry: false });
    } catch (thrown) {
      return nothing(thrown);
    }
  },
  open: (file, flags, mode) => fs.openSync(file, flags, mode),
  fstat: (file) => fs.fstatSync(file, { bigint: true }),
  write: (file, bytes) => fs.writeSync(file, bytes),
  rename: (from, to) => fs.renameSync(from, to),
  close: (file) => fs.closeSync(file),
};

const openLater = promisify(fs.open);
const fstatLater = promisify(fs.fstat);
const writeLater = promisify(fs.write);
const closeLater = promisify(fs.close);

const IN_BACKGROUND: FileOps = {
  realpath: (file) => realpath(file),
  lstat: (file) => lstat(file, { bigint: true }).catch(nothing),
  open: (file, flags, mode = 0o666) => openLater(file, flags, mode),
  fstat: (file) => fstatLater(file, { bigint: true }),
  write: async (file, bytes) => (await writeLater(file, bytes)).bytesWritten,
  rename: (from, to) => rename(from, to),
  close: (file) => closeLater(file),
};

function nothing(thrown: unknown): undefined {
  if (!isMissing(thrown)) throw thrown;
}
