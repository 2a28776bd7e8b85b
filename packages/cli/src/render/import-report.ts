import type { CountRow, ImportReport } from "@millrace/transfer";

const SHOWN = 50;

/** The report of an import for people, line by line. */
export function importReport(report: ImportReport): string[] {
  return [
    ...countLines(report.counts),
    "",
    ...list(
      "Not imported, as Millrace has no place for it:",
      report.leftOut.map(({ what, count }) => `${what}: ${count}`),
    ),
    ...list("Damaged at the source and left out:", report.damage),
    ...artifactLines(report),
    ...list("Artifacts that could not be copied and stay where they were:", report.artifacts?.failures ?? []),
    verdict(report),
  ];
}

/** Whether all that could come is there. */
export function isComplete({ same, damage, artifacts }: ImportReport): boolean {
  return same && damage.length === 0 && (artifacts?.failures.length ?? 0) === 0;
}

/** A table of what there is on both sides; kinds that neither has are left out. */
export function countLines(counts: readonly CountRow[]): string[] {
  const rows = counts.filter(({ source, target }) => source > 0 || target > 0);
  const name = Math.max(...rows.map(({ counted }) => counted.length), 0) + 2;
  const width =
    Math.max(...rows.flatMap(({ source, target }) => [String(source).length, String(target).length]), 8) + 2;
  const line = (first: string, source: string, target: string, end: string): string =>
    `${first.padEnd(name)}${source.padStart(width)}${target.padStart(width)}${end}`;
  return [
    line("", "source", "target", ""),
    ...rows.map(({ counted, source, target }) =>
      line(counted, String(source), String(target), source === target ? "" : "  differs"),
    ),
  ];
}

function artifactLines({ artifacts }: ImportReport): string[] {
  if (artifacts === undefined) return [];
  const { files, bytes, present } = artifacts;
  return [`Artifacts: ${files} files (${bytes} bytes) copied, ${present} were there already.`];
}

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > SHOWN ? [`  and ${items.length - SHOWN} more`] : [];
  return [title, ...items.slice(0, SHOWN).map((item) => `  ${item}`), ...more];
}

function verdict(report: ImportReport): string {
  const { written, counts } = report;
  const news = written === 0 ? "Nothing was new." : `${written} records were new or had changed.`;
  if (counts.some(({ source, target }) => target < source))
    return `${news} The target LACKS some of the source's data.`;
  if (!report.same)
    return `${news} The target has more than the source: it was written to, or the source lost something.`;
  return isComplete(report) ? `${news} The target has everything.` : `${news} See above for what could not come.`;
}
