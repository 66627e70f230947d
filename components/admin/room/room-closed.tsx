import { PlainBar } from "@/components/bar/plain-bar";

/**
 * Shown while the store does not respond. No one can sign in then, because sessions are stored
 * there.
 */
export function RoomClosed() {
  return (
    <>
      <PlainBar />
      <main className="mx-auto mt-16 max-w-sm px-3">
        <div className="rounded-md border border-line bg-panel p-6">
          <h1 className="pb-1 text-lg font-semibold">
            Gammagate can&apos;t reach its database (Redis)
          </h1>
          <p className="pb-4 text-muted">
            Admin sessions and metrics are stored there, so Admin is unavailable. Gammagate makes no
            API calls until Redis responds. Pages show saved data.
          </p>
          {/* Reloads the whole page, which reads the failed data again. */}
          <a
            href="/admin"
            className="flex h-11 items-center justify-center rounded-md border border-control text-sm font-medium text-accent hover:border-accent"
          >
            Try again
          </a>
        </div>
      </main>
    </>
  );
}
