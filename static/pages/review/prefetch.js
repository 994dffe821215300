// Fetching the next document while this one is being looked at.
import { getFragment } from "./api.js";
import { warm } from "./crop.js";

const FRESH = 120_000;

export class Prefetch {
  constructor(url) { this.promise = getFragment(url).then((next) => { warmFirstPage(next); return next; }).catch(() => null); }

  // The fragment of that document, fetched ahead or now; null where there is none.
  async take({ pk, url }) {
    const ahead = await this.promise;
    if (ahead?.pk === pk && Date.now() - ahead.at < FRESH) return ahead;
    return getFragment(url);
  }
}

function warmFirstPage(next) {
  if (!next) return;
  const parsed = new DOMParser().parseFromString(next.html, "text/html").getElementById("bench-data");
  const page = parsed && JSON.parse(parsed.textContent).pages[0];
  if (page) warm(page.url);
}
