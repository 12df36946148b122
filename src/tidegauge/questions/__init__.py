"""Questions: everything a person can ask. `registry.QUESTIONS` lists them; each is one typed function."""
