/** Runs once when a server process starts, before it answers; never at build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const [{ environment }, { startServer }, { refuseStart }, { runtime }] = await Promise.all([
    import("@/lib/environment/env"),
    import("@/lib/http/process/start"),
    import("@/lib/http/process/refuse-start"),
    import("@/lib/runtime/runtime"),
  ]);
  try {
    startServer(environment());
    // A folder that another process owns refuses the start, not each request.
    const { primary } = await runtime();
    // An unreachable primary may come back. A secondary in its place stays one.
    if ((await primary?.check())?.reason === "is-secondary") {
      refuseStart(new Error("PRIMARY_URL points to a secondary, or to this deployment"));
    }
  } catch (error) {
    refuseStart(error);
  }
}
