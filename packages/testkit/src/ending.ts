/** Calls back once, when this process gets SIGTERM or SIGINT, or when its standard input closes: its starter is gone. */
export function whenToldToEnd(end: () => void): void {
  let told = false;
  const once = (): void => {
    if (told) return;
    told = true;
    process.stdin.destroy();
    end();
  };
  process.on("SIGTERM", once);
  process.on("SIGINT", once);
  process.stdin.on("end", once).on("error", once).resume();
}
