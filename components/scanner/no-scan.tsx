/** Where the rows will be: what a scan is, and what it costs nobody. */
export function NoScan() {
  return (
    <div className="rounded-md border border-line bg-panel px-6 py-10 text-center xl:flex xl:min-h-[420px] xl:flex-col xl:justify-center">
      <p className="font-medium">No scan is shown</p>
      <p className="mx-auto max-w-[52ch] pt-1 text-muted">
        A scan asks for each symbol once, behind everybody&apos;s clicks, and its rows appear here
        as they land. It goes on after a reload or a lost connection, rests while nobody looks, and
        its rows are kept for 24 hours.
      </p>
    </div>
  );
}
