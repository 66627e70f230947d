import { type FormEvent, useState } from "react";
import type { ServerAnswer } from "@/lib/client/tab/call-server";

/** Sends a form once at a time. `fault`: the reason of the last refusal, or null. */
export function useSubmit<Body>(
  perform: () => Promise<ServerAnswer<Body>>,
  onDone: (body: Body) => void,
) {
  const [state, setState] = useState<{ busy: boolean; fault: string | null }>({
    busy: false,
    fault: null,
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (state.busy) return;
    setState({ busy: true, fault: null });
    const answer = await perform();
    const fault = answer.kind === "refused" ? answer.refusal.detail : null;
    setState({ busy: false, fault });
    if (answer.kind !== "refused") onDone(answer.body);
  };
  return { ...state, submit };
}
