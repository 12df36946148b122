"""Ingest: where sources, files and the store meet. `files.import_folder`, `fetch.update`."""
