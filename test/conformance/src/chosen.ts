const ONLY = process.env["CONFORMANCE_ONLY"] ?? "";

/** Whether to run a case or a script: all, unless CONFORMANCE_ONLY gives a part of the names to run. */
export function isChosen(name: string): boolean {
  return name.includes(ONLY);
}
