/** Runs once when a server process starts, before it answers; never at build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const [{ environment }, { startServer }, { refuseStart }] = await Promise.all([
    import("@/lib/env"),
    import("@/lib/http/start"),
    import("@/lib/http/refuse-start"),
  ]);
  try {
    startServer(environment());
  } catch (error) {
    refuseStart(error);
  }
}
