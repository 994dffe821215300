// Talking to the server: JSON both ways, and one kind of error.
import { csrfToken } from "../../js/app.js";

export class ApiError extends Error {
  constructor(status, { code = "", message = "" } = {}) {
    super(message);
    Object.assign(this, { status, code });
  }
  get offline() { return this.status === 0; }
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch {
    throw new ApiError(0);
  }
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, answer);
  return answer;
}

export const get = (url) => ask(url, {});

export const post = (url, body = {}) => ask(url, {
  method: "POST", body: JSON.stringify(body),
  headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
});

// For the moment when the page goes away: nobody waits for the answer.
export function postAndForget(url) {
  fetch(url, { method: "POST", keepalive: true, credentials: "same-origin", headers: { "X-CSRFToken": csrfToken() } }).catch(() => {});
}

// The next document's part of the page: {pk, url, html}, or null at the end of the queue.
export async function getFragment(url) {
  const response = await fetch(url, { credentials: "same-origin", headers: { "X-Fragment": "1" } }).catch(() => { throw new ApiError(0); });
  if (response.status === 204) return null;
  if (!response.ok) throw new ApiError(response.status, await response.json().catch(() => ({})));
  const { headers } = response;
  return { pk: Number(headers.get("X-Document")), url: headers.get("X-Address"), html: await response.text(), at: Date.now() };
}

export const withQuery = (url, query) => url + (url.includes("?") ? "&" : "?") + new URLSearchParams(query);
