"""The brief on paper and screen: one HTML file, one text, one PDF of the same answer, in the same order.

- `html.render(answer, lang)`: one self-contained file that loads nothing.
- `markdown.render(answer, lang)`: the same as text and tables.
- `pdf.render(answer, lang, out)`: the same on A4, a sheet each for where we are, why it moved, and the signals.

No figure is computed here: modules only choose words and places for what the brief holds. `tables` says it in rows,
which the text prints and the page keeps beside every picture.
"""
