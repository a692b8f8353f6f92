"""One module a schema, oldest first. Written once, never changed: old stores depend on them."""
