"""Models behind a door of their own: a server over HTTP, or another process of this machine."""
