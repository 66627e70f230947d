"use client";

import { useEffect, useState } from "react";
import { askOf } from "@/lib/client/ask-store";
import { useTab } from "@/lib/client/tab-provider";
import { askNews } from "./ask-news";

/** Tells a screen reader the start and the end of each ask, politely and once. */
export function AskAnnouncer() {
  const { asks } = useTab().tab;
  const [news, setNews] = useState("");
  useEffect(() => {
    let before = asks.state();
    return asks.subscribe(() => {
      const after = asks.state();
      const told = [...after.asks.keys()].flatMap(
        (name) => askNews(name, askOf(before, name), askOf(after, name)) ?? [],
      );
      before = after;
      if (told.length > 0) setNews(told.join(" "));
    });
  }, [asks]);
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}
