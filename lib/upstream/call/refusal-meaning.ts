import type { VendorError } from "./vendor-error";

/** What an error of the vendor means. Null: nothing that is known. */
export type RefusalMeaning = "limited" | "not-included" | "not-allowed" | "unknown-symbol";

/**
 * The meaning of the vendor's error. Its codes are read before its words, because words may name a
 * limit and a plan in one sentence: "limited to Pro subscribers" is no rate limit.
 */
export function meaningOf({ code, words }: VendorError): RefusalMeaning | null {
  return CODES.get(code) ?? WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** The vendor's codes as its clients read them, and the usual names of the same. */
const CODES: ReadonlyMap<string, RefusalMeaning> = new Map([
  ["rate_limited", "limited"],
  ["rate_limit", "limited"],
  ["rate_limit_exceeded", "limited"],
  ["too_many_requests", "limited"],
  ["limit_exceeded", "limited"],
  ["quota_exceeded", "limited"],
  ["unauthorized", "not-allowed"],
  ["unauthenticated", "not-allowed"],
  ["invalid_api_key", "not-allowed"],
  ["invalid_key", "not-allowed"],
  ["invalid_token", "not-allowed"],
  ["expired_token", "not-allowed"],
  ["missing_api_key", "not-allowed"],
  ["forbidden", "not-included"],
  ["payment_required", "not-included"],
  ["subscription_required", "not-included"],
  ["upgrade_required", "not-included"],
  ["plan_required", "not-included"],
  ["plan_restricted", "not-included"],
  ["insufficient_plan", "not-included"],
  ["not_entitled", "not-included"],
  ["entitlement_required", "not-included"],
  ["not_found", "unknown-symbol"],
  ["unknown_ticker", "unknown-symbol"],
  ["unknown_symbol", "unknown-symbol"],
  ["ticker_not_found", "unknown-symbol"],
  ["invalid_ticker", "unknown-symbol"],
]);

/**
 * The first pattern that matches decides. v1 has words only. A number of calls in a time is a rate
 * limit, and "limited to" some plan is not.
 */
const WORDS: readonly (readonly [RegExp, RefusalMeaning])[] = [
  [/\blimit (?:is |was |has been )?(?:exceeded|reached)\b/, "limited"],
  [
    /\b\d[\d,]* (?:api )?(?:requests|calls) (?:per|an?|each) (?:second|minute|hour|day|month)\b/,
    "limited",
  ],
  [/\b(?:limited|restricted|available only|only available) to\b/, "not-included"],
  [/\brate.?limit|\btoo many (?:requests|calls)\b|\bthrottl/, "limited"],
  [/\bnot (?:included|available|part|covered)\b.*\b(?:plan|subscription|tier)\b/, "not-included"],
  [/\b(?:plan|subscription|tier) (?:does not|doesn't) (?:include|cover)\b/, "not-included"],
  [/\bupgrade\b|\b(?:subscribers|members) only\b|\bpayment required\b/, "not-included"],
  [/\brequires? an? [a-z +]*(?:plan|subscription|tier)\b/, "not-included"],
  [/\b(?:not authorized|unauthorized|access denied|not authenticated)\b/, "not-allowed"],
  [
    /\b(?:invalid|bad|missing|expired|unknown) (?:api.?)?(?:key|token|user(?:name)?|credentials?)\b/,
    "not-allowed",
  ],
  [/\bno (?:ticker )?data\b|\bnot (?:covered|found|supported)\b/, "unknown-symbol"],
  [/\b(?:unknown|invalid) (?:ticker|symbol)\b/, "unknown-symbol"],
];
