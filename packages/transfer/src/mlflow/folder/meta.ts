import { type Int64, INT64_MAX, INT64_MIN, toInt64 } from "@millrace/contract";
import type { Entry } from "@millrace/store/transfer";
import { isMap, isScalar, parseDocument, Scalar, YAMLMap } from "yaml";

const INTEGER = /^[-+]?\d{1,20}$/;

/**
 * The fields of a `meta.yaml`. YAML's own types are not looked at: MLflow's writer knows YAML 1.1, to which `1e3` is text,
 * and every reader's idea of numbers differs. What a field holds is said by who asks for it.
 */
export class Meta {
  readonly #fields: ReadonlyMap<string, unknown>;

  /** @throws {Error} for text that is no YAML with names and values. */
  constructor(text: string) {
    const document = parseDocument(text, { schema: "failsafe", logLevel: "silent" });
    const [error] = document.errors;
    if (error !== undefined) throw new Error(error.message.split("\n", 1)[0]);
    if (!isMap(document.contents)) throw new Error("it holds no fields");
    this.#fields = new Map(document.contents.items.map(({ key, value }) => [scalarText(key) ?? "", value]));
  }

  /** Text, or null for a field that is missing or null. */
  text(name: string): string | null {
    return scalarText(this.#fields.get(name));
  }

  /** A 64-bit integer, or null for a field that is missing, null or something else. */
  integer(name: string): Int64 | null {
    const text = this.text(name);
    if (text === null || !INTEGER.test(text)) return null;
    const value = BigInt(text.replace("+", ""));
    return value >= INT64_MIN && value <= INT64_MAX ? toInt64(value) : null;
  }

  /** The names and texts of a map, in the order of the names; none for a field that is missing or something else. */
  entries(name: string): Entry[] {
    const value = this.#fields.get(name);
    if (!(value instanceof YAMLMap)) return [];
    const entries = value.items.map((pair) => ({
      key: scalarText(pair.key) ?? "",
      value: scalarText(pair.value) ?? "",
    }));
    return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

/** The text of a scalar; null for none and for what YAML means by null. */
function scalarText(node: unknown): string | null {
  if (!isScalar(node) || typeof node.value !== "string") return null;
  const isPlain = node.type === Scalar.PLAIN || node.type === undefined;
  return isPlain && /^(?:~|null|Null|NULL|)$/.test(node.value) ? null : node.value;
}
