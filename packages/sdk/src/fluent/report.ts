/** Tells people, on standard error, of what no caller waits for. */
export function report(message: string): void {
  process.stderr.write(`millrace: ${message}\n`);
}
