/** What the code of a job has to do with. */
export interface JobControl {
  /** Aborted when somebody cancels the job, when the server stops, and when another server has taken the job over. */
  readonly signal: AbortSignal;
  /** What an earlier attempt noted with `note`; undefined on the first one. */
  readonly checkpoint: string | undefined;
  /** Says how far the job is; cheap, so it may be called often. */
  readonly progress: (done: number, total: number | undefined, text: string) => void;
  /** Adds a line to the log. */
  readonly log: (text: string) => void;
  /** Keeps a text for the attempt that goes on after a crash of this server. It is on disk within seconds. */
  readonly note: (checkpoint: string) => void;
}

/** A kind of job: what its input is and what it does. */
export interface JobKind {
  readonly name: string;
  /** Whether a job that its server left in the middle may be begun again; otherwise it fails. */
  readonly resumes: boolean;
  /**
   * Does the job and gives its result, which is kept as JSON. On an aborted signal it ends soon: it gives what it has
   * done, or throws.
   * @param input the JSON that the job was made with
   * @throws MillraceError with what the job failed on
   */
  run(input: string, control: JobControl): Promise<object>;
}
