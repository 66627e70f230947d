/**
 * A ticket's id is a signed token of what it stands for, so that a ticket can be entered again after
 * the store lost it, and so that its sequence proves writes that were lost. An unsigned one counts
 * for nothing.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const contentSchema = z.tuple([z.string(), z.string(), z.number(), z.number(), z.number()]);

export type TicketContent = {
  caller: string;
  /** Resource key of the job. */
  key: string;
  priority: number;
  /** The ticket's sequence number in the gate. */
  sequence: number;
  /** When its job entered the line, store ms: the answer is later than this. */
  since: number;
};

export type TicketTokens = {
  sign(content: TicketContent): string;
  /** What a token stands for; null when it is malformed or not ours. */
  read(token: string): TicketContent | null;
};

const SIGNATURE_LENGTH = 22;
const TOKEN_PATTERN = /^([\w-]{1,360})\.([\w-]{22})$/;

export function createTicketTokens(secret: string): TicketTokens {
  const signatureOf = (text: string) =>
    createHmac("sha256", secret)
      .update(`ticket.${text}`)
      .digest("base64url")
      .slice(0, SIGNATURE_LENGTH);
  return {
    sign({ caller, key, priority, sequence, since }) {
      const text = Buffer.from(JSON.stringify([caller, key, priority, sequence, since])).toString(
        "base64url",
      );
      return `${text}.${signatureOf(text)}`;
    },
    read(token) {
      const [, text, signature] = TOKEN_PATTERN.exec(token) ?? [];
      if (!text || !signature) return null;
      if (!timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(text)))) return null;
      const content = contentSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
      const [caller, key, priority, sequence, since] = content;
      return { caller, key, priority, sequence, since };
    },
  };
}
