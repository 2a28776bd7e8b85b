import { showValue } from "../decode/show-value.ts";
import { invalidParameter } from "../errors.ts";

const DURATION = /^(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/;
const UNITS_MS = [86_400_000, 3_600_000, 60_000, 1000] as const;
const LONGEST = 100;

/**
 * A length of time in milliseconds from text such as `30d`, `12h` or `2d8h5m20s`.
 * @throws MillraceError INVALID_PARAMETER_VALUE for any other text
 */
export function parseDuration(text: string, path: string): number {
  const parts = text === "" || text.length > LONGEST ? null : DURATION.exec(text);
  if (parts === null) {
    throw invalidParameter(
      `Parameter '${path}' has the value ${showValue(text)}; expected a length of time such as 30d, 12h or 2d8h5m20s.`,
    );
  }
  return UNITS_MS.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unit, 0);
}
