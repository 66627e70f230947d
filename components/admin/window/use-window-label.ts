import { useDashboard } from "@/components/admin/room/room-context";

/** Returns the label of a call's most specific window. Null for the window of every call. */
export function useWindowLabel(name: string | undefined): string | null {
  const { windows } = useDashboard().quota;
  const place = windows.findIndex((window) => window.name === name);
  if (place === 0) return null;
  return windows[place]?.label ?? name ?? null;
}
