import { httpPolicy } from "@/lib/policy";
import { type AnswerOptions, answerHeaders } from "./answer";

/**
 * Builds the same response as `jsonAnswer`, sent while it is written. Whole scans take up to 20 MB,
 * and a platform may refuse to send that much at once. `body` must not change until it is read.
 */
export function streamedJsonAnswer(body: object, options: AnswerOptions = {}): Response {
  const encoder = new TextEncoder();
  const pieces = jsonPieces(body);
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(stream, { status: options.status ?? 200, headers: answerHeaders(options) });
}

/** Yields an object's JSON in pieces, cut between the elements of its lists. */
export function* jsonPieces(body: object): Generator<string, undefined> {
  let piece = "";
  for (const text of jsonTexts(body)) {
    piece += text;
    if (piece.length < httpPolicy.streamedPieceCharacters) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function* jsonTexts(body: object): Generator<string, void> {
  let before = "{";
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    if (Array.isArray(value)) yield* listTexts(value);
    else yield JSON.stringify(value);
    before = ",";
  }
  yield before === "{" ? "{}" : "}";
}

function* listTexts(list: readonly unknown[]): Generator<string, void> {
  let before = "[";
  for (const element of list) {
    yield `${before}${JSON.stringify(element)}`;
    before = ",";
  }
  yield before === "[" ? "[]" : "]";
}
