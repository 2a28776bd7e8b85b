/** Where a project's files are on this machine, and what is known of where they came from. */
export interface ProjectSource {
  /** The project's own folder. */
  readonly folder: string;
  /** What the run names as its source: a path, or an address with `#folder`. */
  readonly name: string;
  readonly commit: string | undefined;
  /** The address of the repository that the files are of. */
  readonly repository: string | undefined;
  /** The branch, when the version that was asked for is one. */
  readonly branch: string | undefined;
}

/** How a project's files are found. */
export interface SourceOptions {
  /** What relative paths start from. */
  readonly folder: string;
  /** A commit, branch or tag of a repository. */
  readonly version?: string | undefined;
  /** The folder for what is fetched, which the caller removes. */
  readonly temporary: string;
  readonly env: NodeJS.ProcessEnv;
  /** Brings a remote file to this machine and gives its path. */
  readonly fetch: (uri: string) => Promise<string>;
  readonly signal?: AbortSignal | undefined;
}
