/** Something that writes what it holds to the disk before the process ends. */
export interface Leaver {
  readonly runId: string;
  /** @throws MillraceError when the disk does not take it */
  leave(): void;
}

const leavers = new Set<Leaver>();

/** @returns a function that takes it off the list again */
export function keepAtExit(leaver: Leaver): () => void {
  if (leavers.size === 0) process.on("exit", leaveAll);
  leavers.add(leaver);
  return () => {
    leavers.delete(leaver);
    if (leavers.size === 0) process.off("exit", leaveAll);
  };
}

function leaveAll(): void {
  for (const leaver of leavers) {
    try {
      leaver.leave();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(`millrace: what run ${leaver.runId} logged last is lost: ${reason}\n`);
    }
  }
}
