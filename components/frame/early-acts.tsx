"use client";

import { useEffect } from "react";
import { replayEarlyActs } from "@/lib/client/entry/early-acts";

/** Last in the layout, so that the whole page listens when early input is repeated. */
export function EarlyActs() {
  useEffect(() => void replayEarlyActs(), []);
  return null;
}
