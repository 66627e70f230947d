import { shutdownSignal } from "./shutdown";

/**
 * Runs `work`, which may wait with a signal that aborts when the client disconnects or the process
 * shuts down. Listens only while the work runs: AbortSignal.any would leave a reference in the
 * process's signal for the life of the process.
 */
export async function withLeaveSignal<Result>(
  request: Request,
  work: (signal: () => AbortSignal) => Promise<Result>,
): Promise<Result> {
  const left = new AbortController();
  const leave = () => left.abort();
  const sources: AbortSignal[] = [];
  const signal = () => {
    if (sources.length === 0) sources.push(request.signal, shutdownSignal());
    for (const one of sources) {
      one.addEventListener("abort", leave);
      if (one.aborted) leave();
    }
    return left.signal;
  };
  try {
    return await work(signal);
  } finally {
    for (const one of sources) one.removeEventListener("abort", leave);
  }
}
