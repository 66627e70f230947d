/** `Retry-After` for a wait in ms: whole seconds, at least 1, never earlier than true. */
export function retryAfterSeconds(waitMs: number): number {
  return Math.max(1, Math.ceil(waitMs / 1_000));
}
