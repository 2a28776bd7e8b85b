import type { ArtifactStores, Deleted } from "@millrace/artifacts";

/** How many files are counted at most, and until when, by `performance.now()`. */
export interface Budget {
  files: number;
  readonly until: number;
}

/** A budget that does not end. */
export function unlimited(): Budget {
  return { files: Infinity, until: Infinity };
}

/**
 * Counts the files below a root, as far as the budget goes.
 * @throws MillraceError when the store can't be opened or read
 */
export async function measure(
  stores: ArtifactStores,
  uri: string,
  budget: Budget,
): Promise<Deleted & { isComplete: boolean }> {
  let [files, bytes] = [0, 0];
  if (uri === "") return { files, bytes, isComplete: true };
  const store = await stores.open(uri);
  for await (const file of store.walk("")) {
    if (budget.files <= 0 || performance.now() > budget.until) return { files, bytes, isComplete: false };
    budget.files -= 1;
    files += 1;
    bytes += file.size;
  }
  return { files, bytes, isComplete: true };
}
