"""The bundled reference figures: `figures` knows where they are, `write` makes them from a store."""
