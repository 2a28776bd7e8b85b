const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
const STEP = 1024;

/** A number of bytes as people read it, such as `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}
