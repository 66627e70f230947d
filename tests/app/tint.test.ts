import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/architecture/source-files";

/** WCAG's least for text of this size. */
const CONTRAST_LEAST = 4.5;
const TEXTS = ["text", "muted", "accent", "positive", "negative", "stale"];

const css = readFileSync(path.join(ROOT, "app/globals.css"), "utf8");
const blocks = [...css.matchAll(/^ *:root\b[^{]*\{([^}]*)\}/gm)].map(([, block]) => block ?? "");

test.each([
  ["light", 0],
  ["a dark system", 1],
  ["dark by choice", 2],
])("keeps the contrast in %s of every text on a tinted cell", (_, index) => {
  const tokens = tokensOf(blocks[index] ?? "");
  const colour = (name: string) => tokens.get(name) ?? [];
  const faint = ["panel", "bg"].flatMap((ground) => {
    const tinted = over(colour("tint"), colour(ground));
    return TEXTS.filter((text) => !(contrast(colour(text), tinted) >= CONTRAST_LEAST)).map(
      (text) => `${text} on ${ground}`,
    );
  });
  expect(faint).toEqual([]);
});

/** Red, green, blue, and opacity from 0 to 1, by token. */
function tokensOf(block: string): Map<string, number[]> {
  const all = block.matchAll(/--([\w-]+): #([0-9a-f]{6})([0-9a-f]{2})?;/g);
  return new Map(
    [...all].map(([, name = "", rgb = "", alpha = "ff"]) => {
      const parts = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16));
      return [name, [...parts, Number.parseInt(alpha, 16) / 255]];
    }),
  );
}

function over([red = 0, green = 0, blue = 0, alpha = 0]: number[], ground: number[]): number[] {
  return [red, green, blue].map((part, at) => part * alpha + (ground[at] ?? 0) * (1 - alpha));
}

function contrast(one: number[], other: number[]): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: number[]): number {
  const [red = Number.NaN, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
