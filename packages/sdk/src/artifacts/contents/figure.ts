import { invalidParameter } from "@millrace/contract";
import { type LoggedContent, single, utf8 } from "./content.ts";
import { imageContent } from "./image.ts";
import { jsonText } from "./json-text.ts";

/** A figure: the text of an SVG or of an HTML page, the bytes of a PNG, JPEG or WebP, or a Vega or Vega-Lite specification. */
export type FigureInput = string | Uint8Array | object;

/**
 * A figure as an artifact. SVG goes to a path that ends in `.svg`, HTML to `.html`, and a Vega-Lite specification to
 * `.vl.json` or another `.json`: it is kept as it is, for whoever draws it.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is none of these, or a path that would call it something else
 */
export async function figureContent(figure: FigureInput, path: string): Promise<LoggedContent> {
  if (figure instanceof Uint8Array) return imageContent(figure, path);
  if (typeof figure === "string") return single(path, utf8(path, checkedMarkup(figure, path)));
  if (!/\.json$/i.test(path)) {
    throw invalidParameter(`A Vega-Lite specification goes to a path that ends in ".vl.json", unlike '${path}'.`);
  }
  return single(path, utf8(path, jsonText(figure, path, 2)));
}

function checkedMarkup(text: string, path: string): string {
  const isSvg = /^\s*<(?!!doctype html|html)/i.test(text) && /<svg[\s/>]/i.test(text);
  if (isSvg ? /\.(?:svg|html?)$/i.test(path) : /\.html?$/i.test(path)) return text;
  throw invalidParameter(
    isSvg
      ? `An SVG goes to a path that ends in ".svg", unlike '${path}'.`
      : `The figure for '${path}' is no SVG; give the text of one, or a path that ends in ".html" for an HTML page.`,
  );
}
