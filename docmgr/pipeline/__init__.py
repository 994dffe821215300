"""What changes a document's life: handed in, read, decided, read again; the background jobs and the worker."""
