import type { ArtifactStores } from "@millrace/artifacts";
import { type ArtifactSize, MillraceError } from "@millrace/contract";
import { type Budget, measure } from "./objects.ts";

/** What one request may cost: files that are counted, milliseconds, and roots that are looked at side by side. */
const FILES = 100_000;
const MS = 10_000;
const AT_ONCE = 8;

/** The sizes of artifacts by their roots, in turn, as far as one request may go. */
export async function sizesOf(stores: ArtifactStores, uris: readonly string[]): Promise<ArtifactSize[]> {
  const budget: Budget = { files: FILES, until: performance.now() + MS };
  const sizes: ArtifactSize[] = uris.map(() => ({ files: 0, bytes: 0, is_complete: false }));
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < uris.length; index = next++) {
      sizes[index] = await sizeOf(stores, uris[index] ?? "", budget);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sizes;
}

async function sizeOf(stores: ArtifactStores, uri: string, budget: Budget): Promise<ArtifactSize> {
  if (performance.now() > budget.until) return { files: 0, bytes: 0, is_complete: false };
  try {
    const { files, bytes, isComplete } = await measure(stores, uri, budget);
    return { files, bytes, is_complete: isComplete };
  } catch (thrown) {
    return { files: 0, bytes: 0, is_complete: false, error: MillraceError.from(thrown).message };
  }
}
