/** A table as its notation says it. */
export interface TableNotation {
  readonly name: string;
  readonly create: string;
  /** Statements that make its indexes. */
  readonly indexes: readonly string[];
}

/**
 * Reads tables from this notation, and gives the SQL that makes them in SQLite:
 *
 *     name of the table
 *       columns name TYPE, … with `=default` and `!` (never NULL) behind the type, or `AS (expression)` for a computed one
 *       key, unique: name (columns)
 *       to: name (columns) other table (its columns, unless they have the same names) delete or update cascade or set null
 *       check: name column: values that it may have
 *       index, unique index: name (columns)
 *
 * Constraints may have no name. A BOOLEAN that has the suffix `?` may only be 0 or 1.
 * @throws {SyntaxError} for what is not in it
 */
export function parseTables(text: string): TableNotation[] {
  const tables: TableNotation[] = [];
  const lines = text.replaceAll(/\n {4}/g, " ").split("\n");
  let name = "";
  let parts: string[] = [];
  let indexes: string[] = [];
  const finish = (): void => {
    if (name !== "")
      tables.push({ name, create: `CREATE TABLE ${quoted(name)} (\n  ${parts.join(",\n  ")}\n)`, indexes });
  };
  for (const line of lines) {
    if (line === "") continue;
    if (line.startsWith("  ")) {
      const index = indexOf(name, line.trim());
      if (index === undefined) parts.push(...partOf(line.trim()));
      else indexes.push(index);
      continue;
    }
    finish();
    name = line;
    parts = [];
    indexes = [];
  }
  finish();
  return tables;
}

const INDEX = /^(unique )?index (\w+) \(([^)]*)\)$/;
const KEY = /^(key|unique) (?:(\w+) )?\(([^)]*)\)$/;
const REFERENCE = /^to (?:(\w+) )?\(([^)]*)\) (\w+)(?: \(([^)]*)\))?((?: (?:delete|update) (?:cascade|set null))*)$/;
const CHECK = /^check (?:(\w+) )?(\w+): (.*)$/;
const COLUMN = /^(\w+) (\w+(?:\(\d+\))?)(?: AS (\(.*\)))?(\?)?(?:=('[^']*'|\w+))?(!)?$/;

function indexOf(table: string, line: string): string | undefined {
  const [matched, unique = "", name = "", columns = ""] = INDEX.exec(line) ?? [];
  if (matched === undefined) return undefined;
  return `CREATE ${unique.toUpperCase()}INDEX ${quoted(name)} ON ${quoted(table)} (${list(columns)})`;
}

function partOf(line: string): string[] {
  if (line.startsWith("columns ")) return splitColumns(line.slice("columns ".length)).flatMap(columnOf);
  const key = KEY.exec(line);
  if (key !== null) {
    const [, kind, name, columns = ""] = key;
    return [`${named(name)}${kind === "key" ? "PRIMARY KEY" : "UNIQUE"} (${list(columns)})`];
  }
  const reference = REFERENCE.exec(line);
  if (reference !== null) {
    const [, name, columns = "", table = "", others = columns, actions = ""] = reference;
    const on = actions.toUpperCase().replaceAll(/(DELETE|UPDATE)/g, "ON $1");
    return [`${named(name)}FOREIGN KEY (${list(columns)}) REFERENCES ${quoted(table)} (${list(others)})${on}`];
  }
  const [matched, name, column = "", values = ""] = CHECK.exec(line) ?? [];
  if (matched === undefined) throw new SyntaxError(`Not in the notation of tables: ${line}`);
  const allowed = values.split(", ").map((value) => `'${value}'`);
  return [`${named(name)}CHECK (${quoted(column)} IN (${allowed.join(", ")}))`];
}

/** Splits at commas that are in no parentheses. */
function splitColumns(text: string): string[] {
  return text.split(/,\s+(?![^(]*\))/);
}

function columnOf(text: string): string[] {
  const [matched, name = "", type = "", expression, onlyBits, byDefault, never] = COLUMN.exec(text) ?? [];
  if (matched === undefined) throw new SyntaxError(`Not a column in the notation of tables: ${text}`);
  const computed = expression === undefined ? "" : ` GENERATED ALWAYS AS ${expression} STORED`;
  const value = byDefault === undefined ? "" : ` DEFAULT ${byDefault}`;
  const column = `${quoted(name)} ${type}${computed}${value}${never === undefined ? "" : " NOT NULL"}`;
  return onlyBits === undefined ? [column] : [`${column} CHECK (${quoted(name)} IN (0, 1))`];
}

function list(columns: string): string {
  return columns
    .split(", ")
    .map((column) => column.replace(/^\w+/, quoted))
    .join(", ");
}

function named(name: string | undefined): string {
  return name === undefined ? "" : `CONSTRAINT ${quoted(name)} `;
}

function quoted(name: string): string {
  return `"${name}"`;
}
