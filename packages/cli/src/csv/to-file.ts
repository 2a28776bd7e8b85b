import { open, rename, rm } from "node:fs/promises";
import { invalidParameter } from "@millrace/contract";

/**
 * Writes a file that has its name only when it is complete; an old one is replaced.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the file can't be made
 */
export async function toFile(
  file: string,
  work: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    const handle = await open(part, "w");
    try {
      await work((text) => handle.writeFile(text));
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof Error && "syscall" in error && "code" in error) {
      throw invalidParameter(`The file ${file} can't be written (${String(error.code)}). Is its folder there?`);
    }
    throw error;
  }
}
