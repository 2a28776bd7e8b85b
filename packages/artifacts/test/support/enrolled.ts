import type { ArtifactStore } from "@millrace/artifacts";

/** A kind of store that is put through the suite. */
export interface Enrolled {
  readonly name: string;
  /** Why its server can't be had here; false when it can. */
  readonly skip: string | false;
  /** Whether its stores can only be read, and not listed. */
  readonly readOnly: boolean;
  /** Starts what it needs. */
  readonly start: () => Promise<Running>;
}

/** The servers of a kind of store, ready. */
export interface Running {
  /** Opens a store; the folder is relative to the place of all of them. */
  readonly open: (folder: string) => Promise<ArtifactStore>;
  /** Opens the same place for writing, where the stores themselves can only be read. */
  readonly openWriter?: (folder: string) => Promise<ArtifactStore>;
  readonly stop: () => Promise<void>;
}

/** A store that a test has for itself. */
export interface Subject {
  readonly store: ArtifactStore;
  /** The same, unless the store can only be read. */
  readonly writer: ArtifactStore;
  /** Opens another store in or beside this one: "" is this one, "../x" one beside it. */
  readonly openAt: (folder: string) => Promise<ArtifactStore>;
}

/** Opens an empty store for a test. */
export type Fresh = () => Promise<Subject>;
