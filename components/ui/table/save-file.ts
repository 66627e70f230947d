import { easternDate } from "@/components/ui/format";

/** Downloads a CSV file, named with the New York date of `now` (ms). */
export function saveFile(name: string, csv: string, now: number): void {
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `gammagate-${name}-${easternDate(now)}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
