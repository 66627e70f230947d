import { shutdownSignal } from "./shutdown";

/**
 * Does `work`, which may wait with a signal that aborts when the asker leaves or the process is told
 * to go. It listens only while the work goes on: whatever AbortSignal.any makes leaves a trace in
 * the process's own signal for as long as the process lives.
 */
export async function withLeaveSignal<Result>(
  request: Request,
  work: (signal: () => AbortSignal) => Promise<Result>,
): Promise<Result> {
  const left = new AbortController();
  const leave = () => left.abort();
  const heard: AbortSignal[] = [];
  const signal = () => {
    if (heard.length === 0) heard.push(request.signal, shutdownSignal());
    for (const one of heard) {
      one.addEventListener("abort", leave);
      if (one.aborted) leave();
    }
    return left.signal;
  };
  try {
    return await work(signal);
  } finally {
    for (const one of heard) one.removeEventListener("abort", leave);
  }
}
