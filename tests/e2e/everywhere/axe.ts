import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A page where something fades at every look is judged as it was at the last. */
const LOOKS_MOST = 4;

/**
 * What axe holds against the page as it stands, each with where. Text that fades in or out is on its
 * way, so what it fades to is judged; every other motion is judged as it is met.
 */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  for (let look = 1; ; look += 1) {
    const { violations, faded } = await lookAt(page);
    if (!faded || violations.length === 0 || look === LOOKS_MOST) return violations;
  }
}

type Axe = { axe: { run(): Promise<AxeResults> } };

/** Once nothing fades. `faded`: something began to while axe was looking. */
function lookAt(page: Page): Promise<{ violations: string[]; faded: boolean }> {
  return page.evaluate(async () => {
    const fading = () =>
      document.getAnimations().filter(({ effect, playState }) => {
        if (!(effect instanceof KeyframeEffect) || playState !== "running") return false;
        const isFade = effect.getKeyframes().some((frame) => "opacity" in frame);
        return isFade && Number.isFinite(effect.getComputedTiming().endTime);
      });
    while (fading().length > 0) await Promise.allSettled(fading().map(({ finished }) => finished));
    let faded = false;
    const note = () => {
      faded ||= fading().length > 0;
    };
    const beginnings = ["transitionrun", "animationstart"];
    for (const event of beginnings) document.addEventListener(event, note);
    const { violations } = await (window as typeof window & Axe).axe.run();
    note();
    for (const event of beginnings) document.removeEventListener(event, note);
    const sentences = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} (${node.failureSummary})`),
    );
    return { violations: sentences, faded };
  });
}
