/** Shown in place of the rows: what a scan does. */
export function NoScan() {
  return (
    <div className="rounded-md border border-line bg-panel px-6 py-10 text-center xl:flex xl:min-h-[420px] xl:flex-col xl:justify-center">
      <p className="font-medium">No scan open</p>
      <p className="mx-auto max-w-[52ch] pt-1 text-muted">
        Scan up to 200 symbols for gamma regime. Scans run in the background at low priority, so
        they never delay a click. Close the tab and come back: results are kept for 24 hours.
      </p>
    </div>
  );
}
