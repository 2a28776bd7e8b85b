import { invalidParameter } from "@millrace/contract";
import { encode } from "fast-png";

/** The pixels of an image, row by row from the top, each channel one byte from 0 to 255. */
export interface RawImage {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** 1: grey, 2: grey and alpha, 3: RGB, 4: RGBA. Default: what the length of `data` says. */
  readonly channels?: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

const MOST_CHANNELS = 4;

/**
 * Encodes pixels as PNG.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the data does not fit the size
 */
export function encodePng(image: RawImage): Uint8Array {
  const { width, height, data } = image;
  return encode({ width, height, channels: channelsOf(image), depth: 8, data });
}

/**
 * How many channels an image has.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the data does not fit the size
 */
export function channelsOf({ width, height, channels, data }: RawImage): number {
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size > 0 && size < 2 ** 31;
  const found = channels ?? data.length / (width * height);
  const fits = isSize(width) && isSize(height) && data.length === width * height * found;
  if (fits && Number.isInteger(found) && found >= 1 && found <= MOST_CHANNELS) return found;
  throw invalidParameter(
    `An image of ${width} × ${height} pixels takes 1 to 4 bytes for each pixel, one for each channel; ` +
      `it has ${data.length} bytes${channels === undefined ? "" : ` for ${channels} channels`}.`,
  );
}

/**
 * Makes an image smaller until neither side is longer than `most` pixels; each pixel is the mean of those it stands for.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the data does not fit the size
 */
export function shrink(image: RawImage, most: number): RawImage {
  const channels = channelsOf(image);
  const factor = Math.ceil(Math.max(image.width, image.height) / most);
  if (factor === 1) return image;
  const width = Math.ceil(image.width / factor);
  const height = Math.ceil(image.height / factor);
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        data[(y * width + x) * channels + channel] = meanOf(image, { x, y, factor, channels, channel });
      }
    }
  }
  return { width, height, channels, data };
}

interface Block {
  readonly x: number;
  readonly y: number;
  readonly factor: number;
  readonly channels: number;
  readonly channel: number;
}

function meanOf({ width, height, data }: RawImage, { x, y, factor, channels, channel }: Block): number {
  const right = Math.min((x + 1) * factor, width);
  const bottom = Math.min((y + 1) * factor, height);
  let sum = 0;
  for (let row = y * factor; row < bottom; row += 1) {
    for (let column = x * factor; column < right; column += 1) {
      sum += data[(row * width + column) * channels + channel] ?? 0;
    }
  }
  return Math.round(sum / ((right - x * factor) * (bottom - y * factor)));
}
