import { create } from 'zustand';
import type { ApplicationDescription } from '../api/protocol.js';
import { getJson, RefusedRequest } from '../api/request.js';

/** `lost`: the server does not reply, and the page tries again. `refused`: the guard rejected the page. */
export type Presence = 'connecting' | 'connected' | 'lost' | 'refused';

interface ServerState {
  readonly presence: Presence;
  readonly refusal: { readonly status: number; readonly message: string } | undefined;
  readonly application: ApplicationDescription | undefined;
  /** The AsyncAPI document, or the reason why there is none. */
  readonly document: unknown;
  readonly documentProblem: string | undefined;
  connected(): void;
  lost(): void;
  /** Called with the id of the start in a snapshot. Data of an earlier start is loaded again. */
  restarted(start: string): void;
  load(): Promise<void>;
}

/** The data that the page has loaded from the server. It is kept when the server cannot be reached. */
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

const TIMEOUT_MS = 2_000;

/** Sends a request to find out why the event stream failed, because the stream itself does not say. */
async function findOutWhy(): Promise<void> {
  try {
    await getJson<unknown>('application', {}, AbortSignal.timeout(TIMEOUT_MS));
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
