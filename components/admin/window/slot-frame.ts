/** How much of the window is drawn before and after now, in windows. Every counting slot fits. */
const BEFORE = 1.05;
const AFTER = 1.15;

/**
 * The drawn time range, ms. It is fixed for half a window, so that the bars stay in place and only
 * the line of now moves.
 */
export function slotFrame(now: number, windowMs: number): { from: number; to: number } {
  const step = windowMs / 2;
  const begin = Math.floor(now / step) * step;
  return { from: begin - BEFORE * windowMs, to: begin + step + AFTER * windowMs };
}
