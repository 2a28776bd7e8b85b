import type { SqlValue } from "../database/sql.ts";

/** A piece of SQL text together with the values of its `?` parameters, in their order. */
export class Fragment {
  readonly text: string;
  readonly params: readonly SqlValue[];

  constructor(text: string, params: readonly SqlValue[] = []) {
    this.text = text;
    this.params = params;
  }
}

/** Joins text with fragments, which are put in as they are, and values, which become parameters. */
export function sql(texts: TemplateStringsArray, ...parts: readonly (Fragment | SqlValue)[]): Fragment {
  let text = texts[0] ?? "";
  const params: SqlValue[] = [];
  parts.forEach((part, index) => {
    if (part instanceof Fragment) {
      text += part.text;
      params.push(...part.params);
    } else {
      text += "?";
      params.push(part);
    }
    text += texts[index + 1] ?? "";
  });
  return new Fragment(text, params);
}

/** Text without parameters, such as the name of a column. */
export function raw(text: string): Fragment {
  return new Fragment(text);
}

/** Fragments with a separator between them. */
export function joined(fragments: readonly Fragment[], separator: string): Fragment {
  return new Fragment(
    fragments.map((fragment) => fragment.text).join(separator),
    fragments.flatMap((fragment) => fragment.params),
  );
}

/** Fragments in brackets, with commas between them. */
export function listed(fragments: readonly Fragment[]): Fragment {
  return sql`(${joined(fragments, ", ")})`;
}
