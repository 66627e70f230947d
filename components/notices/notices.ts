import { createSubscribable } from "@/lib/client/subscribable";

export type Notice = {
  /** A later notice with the same id replaces the earlier one. */
  id: string;
  text: string;
  detail?: string;
  failed?: boolean;
  act?: { label: string; press: () => void };
};

const { notify, subscribe } = createSubscribable<Notice>();

/** Short notices of results. Anything that must not be missed is also shown in its own place. */
export const showNotice = notify;

export const subscribeToNotices = subscribe;
