import { MillraceError } from "@millrace/contract";
import type { ArtifactOptions } from "./options.ts";

/**
 * Loads a cloud's client library, which is only installed where it is used.
 * @throws {MillraceError} NOT_IMPLEMENTED with the name of the npm package when it is not installed
 */
export async function loadSdk<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (thrown) {
    if (!isNotFound(thrown)) throw thrown;
    throw new MillraceError(
      "NOT_IMPLEMENTED",
      `This kind of artifact storage needs the npm package ${name}, which is not installed: run \`npm install ${name}\`.`,
      { cause: thrown },
    );
  }
}

function isNotFound(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === "ERR_MODULE_NOT_FOUND";
}

/** Makes something once for all stores that have the same options, such as a client with its connections. */
export function oncePerOptions<T>(
  make: (options: ArtifactOptions) => Promise<T>,
): (options: ArtifactOptions) => Promise<T> {
  const made = new WeakMap<ArtifactOptions, Promise<T>>();
  return (options) => {
    const found = made.get(options) ?? make(options);
    made.set(options, found);
    found.catch(() => made.delete(options));
    return found;
  };
}
