import { PlainBar } from "@/components/bar/plain-bar";

/** While the store does not answer nobody can be let in: sessions and figures live there. */
export function RoomClosed() {
  return (
    <>
      <PlainBar />
      <main className="mx-auto mt-16 max-w-sm px-3">
        <div className="rounded-md border border-line bg-panel p-6">
          <h1 className="pb-1 text-lg font-semibold">The shared store is not answering</h1>
          <p className="pb-4 text-muted">
            Sessions and figures live there, so the control room stays closed. No upstream call is
            made meanwhile; pages show the last data they have.
          </p>
          {/* The whole page again: what failed is read again with it. */}
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
