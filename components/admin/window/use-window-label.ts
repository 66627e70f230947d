import { useDashboard } from "@/components/admin/room/room-context";

/** What a call's most specific window is called; null for the one that every call counts in. */
export function useWindowLabel(name: string | undefined): string | null {
  const { windows } = useDashboard().quota;
  const place = windows.findIndex((window) => window.name === name);
  if (place === 0) return null;
  return windows[place]?.label ?? name ?? null;
}
