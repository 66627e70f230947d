const MARK = "#reply";

/**
 * The key under which the reply of a call is kept as sent. A job of the drop-in proxy alone has it as
 * its own key. No key of a page's job contains the mark.
 */
export function replyKeyOf(jobKey: string): string {
  return isReplyKey(jobKey) ? jobKey : `${jobKey}${MARK}`;
}

/** Whether the job of a key brings a reply only, and no snapshot for pages. */
export function isReplyKey(key: string): boolean {
  return key.endsWith(MARK);
}
