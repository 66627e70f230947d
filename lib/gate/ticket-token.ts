/**
 * A ticket's id is a signed token with its content. So a ticket can enter the queue again after the
 * store lost it, and its sequence number proves lost writes. An unsigned token is ignored. A token
 * names its gate, because the numbers of one gate prove nothing to another, even with the same
 * secret.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const contentSchema = z.tuple([
  z.string(),
  z.string(),
  z.number(),
  z.number(),
  z.number(),
  /** The name of its gate. Tokens from before gates were named have none. */
  z.string().optional(),
] as const);

export type TicketContent = {
  caller: string;
  /** Resource key of the job. */
  key: string;
  priority: number;
  /** The ticket's sequence number in the gate. */
  sequence: number;
  /** When its job entered the queue, store ms. Its result is later than this. */
  since: number;
};

export type TicketTokens = {
  sign(content: TicketContent): string;
  /** Returns the content of a token, or null when it is malformed or not signed with our secret. */
  read(token: string): TicketContent | "another-gate" | null;
};

const SIGNATURE_LENGTH = 22;
const TOKEN_PATTERN = /^([\w-]{1,360})\.([\w-]{22})$/;

/** `gate`: the key of the gate's state in the store. */
export function createTicketTokens(secret: string, gate: string): TicketTokens {
  const gateName = createHash("sha256").update(gate).digest("base64url").slice(0, 8);
  const signatureOf = (text: string) =>
    createHmac("sha256", secret)
      .update(`ticket.${text}`)
      .digest("base64url")
      .slice(0, SIGNATURE_LENGTH);
  return {
    sign({ caller, key, priority, sequence, since }) {
      const content = [caller, key, priority, sequence, since, gateName];
      const text = Buffer.from(JSON.stringify(content)).toString("base64url");
      return `${text}.${signatureOf(text)}`;
    },
    read(token) {
      const [, text, signature] = TOKEN_PATTERN.exec(token) ?? [];
      if (!text || !signature) return null;
      if (!timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(text)))) return null;
      const content = contentSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
      const [caller, key, priority, sequence, since, itsGate] = content;
      if (itsGate !== gateName) return "another-gate";
      return { caller, key, priority, sequence, since };
    },
  };
}
