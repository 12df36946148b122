"""The page and the REST interface: the questions over HTTP. Everything foreign to the web stays outside this folder."""
