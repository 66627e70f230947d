/** How much of the window is drawn before and after now, in windows: what counts lies within. */
const BEFORE = 1.05;
const AFTER = 1.15;

/**
 * The span of time that is drawn, ms: it stands still for half a window, so that bars stay where
 * they are and only now moves on.
 */
export function slotFrame(now: number, windowMs: number): { from: number; to: number } {
  const step = windowMs / 2;
  const begin = Math.floor(now / step) * step;
  return { from: begin - BEFORE * windowMs, to: begin + step + AFTER * windowMs };
}
