"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { type Notice, subscribeToNotices } from "./notices";

const NoticeToaster = dynamic(
  () => import("./notice-toaster").then((module) => module.NoticeToaster),
  { ssr: false },
);

/** Where notices appear. The toaster is loaded with the first one. */
export function NoticeHost() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  useEffect(() => subscribeToNotices((notice) => setNotices((all) => [...all, notice])), []);
  return notices.length === 0 ? null : <NoticeToaster notices={notices} />;
}
