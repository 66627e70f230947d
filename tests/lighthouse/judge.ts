/** Lighthouse's report on one page. `score`: 0 to 100; `shift`: cumulative layout shift. */
export type PageFigures = {
  path: string;
  performance: number;
  accessibility: number;
  bestPractices: number;
  shift: number;
};

/** Every page has at least this in each of the three, and shifts less than that. */
export const SCORE_LEAST = 95;
const SHIFT_MOST = 0.02;

/** What falls short, in words; empty: nothing does. */
export function shortfalls(pages: readonly PageFigures[]): string[] {
  return pages.flatMap(({ path, shift, ...scores }) => [
    ...Object.entries(scores)
      .filter(([, score]) => !(score >= SCORE_LEAST))
      .map(([name, score]) => `${path}: ${name} ${score} of ${SCORE_LEAST}`),
    ...(shift < SHIFT_MOST ? [] : [`${path}: layout shift ${shift}, not under ${SHIFT_MOST}`]),
  ]);
}
