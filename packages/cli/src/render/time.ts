import type { Int64 } from "@millrace/contract";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A time in milliseconds since the epoch as people read it, in UTC; "" for none. */
export function formatTime(ms: Int64 | undefined): string {
  const date = new Date(Number(ms ?? 0));
  if (ms === undefined || ms === 0) return "";
  if (Number.isNaN(date.getTime())) return String(ms);
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** How long something took in its two largest units, such as `3m 20s`; "" when it has not ended. */
export function formatDuration(start: Int64, end: Int64 | undefined): string {
  if (end === undefined) return "";
  const ms = Number(end) - Number(start);
  if (ms < 1000) return `${ms}ms`;
  if (ms < MINUTE_MS) return `${(ms / 1000).toFixed(1)}s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)}m ${Math.floor((ms % MINUTE_MS) / 1000)}s`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)}h ${Math.floor((ms % HOUR_MS) / MINUTE_MS)}m`;
  return `${Math.floor(ms / DAY_MS)}d ${Math.floor((ms % DAY_MS) / HOUR_MS)}h`;
}
