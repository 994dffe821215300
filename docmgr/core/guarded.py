"""Headers of answers that carry a document's bytes or what was made of them, for the pages and the API alike."""

from __future__ import annotations

# Even a file that a browser would show gets no scripts, no plug-ins, no frame and no origin.
SANDBOX = "sandbox; default-src 'none'"
# Whatever the bytes are, no browser runs them, shows them as a page or keeps them.
GUARD = {
    "Content-Security-Policy": SANDBOX, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
}
