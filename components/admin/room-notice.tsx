"use client";

import { Banner } from "@/components/ui/banner";
import { useRoom } from "./room-context";

/** Why the figures are not of now. Of the store itself the banner under the bar tells. */
export function RoomNotice() {
  const { refusal, feed } = useRoom();
  if (refusal === null || refusal.reason === "store-unavailable") return null;
  const next = feed === "live" ? "It is tried again by itself." : "Press Refresh to try again.";
  return (
    <Banner edge="strong">
      {refusal.detail} These are the last figures. {next}
    </Banner>
  );
}
