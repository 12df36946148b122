"""Pictures of the ledger and of runs: fan chart, waterfall of reserves, flows between sectors, T-accounts.

- `fan`, `waterfall`, `sankey`, `t_accounts`: plain values in ready words → a `Picture`; nothing is computed but places.
- `answers.pictures(answer, lang)`: the pictures of an answer, in the order of its page.
- `page.render(answer, lang)`: one HTML file that loads nothing, by day and by night, with a table beside every picture.
- `png.render(answer, lang)`: the same pictures as one image, for a letter or a slide.
"""
