import { create } from 'zustand';
import type { ApplicationDescription } from '../api/protocol.js';
import { getJson, RefusedRequest } from '../api/request.js';

/** `lost`: the server does not reply, and the page tries again. `refused`: the guard of the page refused it. */
export type Presence = 'connecting' | 'connected' | 'lost' | 'refused';

interface ServerState {
  readonly presence: Presence;
  readonly refusal: { readonly status: number; readonly message: string } | undefined;
  readonly application: ApplicationDescription | undefined;
  /** The AsyncAPI document, or why there is none. */
  readonly document: unknown;
  readonly documentProblem: string | undefined;
  connected(): void;
  lost(): void;
  /** Called with the start that a snapshot names: what was loaded of an earlier one is out of date. */
  restarted(start: string): void;
  load(): Promise<void>;
}

/** What the page knows of the server. What was loaded stays when the server goes away. */
export const useServer = create<ServerState>((set, get) => ({
  presence: 'connecting',
  refusal: undefined,
  application: undefined,
  document: undefined,
  documentProblem: undefined,
  connected: () => {
    if (get().presence === 'connected') return;
    set({ presence: 'connected', refusal: undefined });
    void get().load();
  },
  lost: () => void findOutWhy(),
  restarted: (start) => {
    const known = get().application?.start;
    if (known !== undefined && known !== start) void get().load();
  },
  load: async () => {
    await Promise.all([loadApplication(), loadDocument()]);
  },
}));

async function loadApplication(): Promise<void> {
  try {
    useServer.setState({ application: await getJson<ApplicationDescription>('application') });
  } catch (error) {
    noteFailure(error);
  }
}

async function loadDocument(): Promise<void> {
  try {
    useServer.setState({ document: await getJson<unknown>('document'), documentProblem: undefined });
  } catch (error) {
    if (error instanceof RefusedRequest && !error.byGuard) useServer.setState({ documentProblem: error.message });
    else noteFailure(error);
  }
}

const PATIENCE_MS = 2_000;

/** A stream of events does not say why it failed; a request does. */
async function findOutWhy(): Promise<void> {
  try {
    await getJson<unknown>('application', {}, AbortSignal.timeout(PATIENCE_MS));
    useServer.setState({ presence: 'lost', refusal: undefined });
  } catch (error) {
    noteFailure(error);
  }
}

function noteFailure(error: unknown): void {
  if (error instanceof RefusedRequest && error.byGuard) {
    useServer.setState({ presence: 'refused', refusal: { status: error.status, message: error.message } });
  } else {
    useServer.setState({ presence: 'lost', refusal: undefined });
  }
}
