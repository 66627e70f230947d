"use client";

import { Banner } from "@/components/ui/banner";
import { useRoom } from "./room-context";

/** Why the values are not current. The banner under the bar reports on the store itself. */
export function RoomNotice() {
  const { refusal, feed } = useRoom();
  if (refusal === null || refusal.reason === "store-unavailable") return null;
  const next = feed === "live" ? "Retrying." : "Press Refresh to try again.";
  return (
    <Banner edge="strong">
      {refusal.detail} Showing saved data. {next}
    </Banner>
  );
}
