import { invalidParameter } from "@millrace/contract";

const QUOTE = '"';

/**
 * The fields of a CSV text, row by row, as pandas tells them apart: empty lines are no rows, and a quoted field may hold
 * commas, line ends and doubled quotes.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a quote that does not end
 */
export function csvRows(text: string): string[][] {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  return body.includes(QUOTE) ? quotedRows(body) : plainRows(body);
}

function plainRows(text: string): string[][] {
  return text.split(/\r\n|\n|\r/).flatMap((line) => (line.trim() === "" ? [] : [line.split(",")]));
}

const FIELD = /"((?:[^"]|"")*)"([^,\r\n]*)|([^,\r\n"][^,\r\n]*)?/y;
const END = /(,)|\r\n|\n|\r|$/y;

function quotedRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let wasQuoted = false;
  while (at <= text.length) {
    FIELD.lastIndex = at;
    const field = FIELD.exec(text);
    END.lastIndex = FIELD.lastIndex;
    const end = field === null ? null : END.exec(text);
    if (field === null || end === null) throw invalidParameter("A quoted field of the CSV text does not end.");
    const [, quoted, after = "", plain = ""] = field;
    wasQuoted ||= quoted !== undefined;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', QUOTE) + after);
    at = END.lastIndex;
    if (end[1] !== undefined) continue;
    if (row.length > 1 || wasQuoted || row[0]?.trim() !== "") rows.push(row);
    if (end[0] === "") break;
    row = [];
    wasQuoted = false;
  }
  return rows;
}
