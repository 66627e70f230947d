export type Notice = {
  /** A later notice of the same id takes the place of the earlier one. */
  id: string;
  text: string;
  detail?: string;
  failed?: boolean;
  act?: { label: string; press: () => void };
};

const listeners = new Set<(notice: Notice) => void>();

/** Tells what came of an act, in passing: what must not be missed stands in its own place as well. */
export function tellNotice(notice: Notice): void {
  for (const listener of listeners) listener(notice);
}

export function subscribeToNotices(listener: (notice: Notice) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
